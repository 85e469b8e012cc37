from modeltranslation.translator import register

from provinces.translated import Translated

from .models import Document, DocumentFile, DocumentType, Issuer, Subject


@register(DocumentType)
class DocumentTypeTranslation(Translated):
    fields = ("name",)


@register(Issuer)
class IssuerTranslation(Translated):
    fields = ("name",)


@register(Subject)
class SubjectTranslation(Translated):
    fields = ("name",)


@register(Document)
class DocumentTranslation(Translated):
    fields = ("summary", "signer_title")


@register(DocumentFile)
class DocumentFileTranslation(Translated):
    fields = ("title",)
