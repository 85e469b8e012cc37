"""What a document says of itself to machines: Dublin Core, and schema.org's `Legislation`."""

import datetime

from provinces.metadata import Metadata, absolute, known, organization_id
from vietnamese.dates import ZONE

from .models import Document, DocumentFile, Validity

FORCE = {
    Validity.IN_FORCE: "https://schema.org/InForce",
    Validity.PARTLY: "https://schema.org/PartiallyInForce",
    Validity.NOT_YET: "https://schema.org/NotInForce",
    Validity.EXPIRED: "https://schema.org/NotInForce",
}
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def of_document(document: Document, files: list[DocumentFile], address: str, language: str) -> Metadata:
    """Return the metadata of a document whose summary is shown in `language`, at its canonical address."""
    site = document.site
    issued = datetime.datetime.combine(document.issued_on, datetime.time(), ZONE)
    thing = known(
        {
            "@type": "Legislation",
            "@id": f"{address}#document",
            "url": address,
            "name": document.name,
            "abstract": document.summary,
            "inLanguage": language,
            "legislationIdentifier": document.number,
            "legislationType": document.type.name,
            "legislationDate": document.issued_on.isoformat(),
            "legislationDateVersion": document.effective_on.isoformat() if document.effective_on else "",
            "legislationLegalForce": FORCE[Validity(document.validity)],
            "legislationPassedBy": {"@type": "Organization", "name": document.issuer.name},
            "publisher": {"@id": organization_id(site)},
            "encoding": [
                {
                    "@type": "MediaObject",
                    "contentUrl": absolute(site, file.file.url),
                    "encodingFormat": MEDIA_TYPES[file.kind],
                    "contentSize": str(file.size),
                    "sha256": file.sha256,
                }
                for file in files
            ],
        }
    )
    return Metadata(
        published=issued,
        modified=document.updated_at.astimezone(ZONE),
        creators=[document.issuer.name],
        contributors=[document.signer] if document.signer else [],
        subjects=[document.type.name, *([document.subject.name] if document.subject else [])],
        language=language,
        things=[thing],
    )
