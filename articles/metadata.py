"""What an article, and a list of articles, says of itself to machines."""

import datetime
from collections.abc import Iterable

from django.utils.text import Truncator

from galleries.sharing import as_shared
from provinces.metadata import Metadata, SharePicture, Thing, known, organization_id, share_picture
from vietnamese.dates import ZONE

from . import drawn
from .models import Article, Contribution, Contributor, Page
from .models.credits import ContributionRole
from .rendering import Reading

HEADLINE_LETTERS = 110  # what search engines show of a headline
AUTHORS = {ContributionRole.TEXT, ContributionRole.COMPILED}


def of_article(article: Article, reading: Reading, address: str) -> Metadata:
    """Return the metadata of an article at its canonical address; its contributors, tags, category are at hand."""
    authors, others = people_of(article.contributions.all())
    picture = as_shared(article.picture, reading.picture_alt) or drawn.as_shared(article, reading.language)
    subjects = [article.category.name, *(tag.name for tag in article.tags.all())]
    return Metadata(
        kind="article",
        published=article.published_at.astimezone(ZONE) if article.published_at else None,
        modified=modified_at(article),
        creators=[person.name for person in authors],
        contributors=[person.name for person in others],
        subjects=list(dict.fromkeys(subjects)),
        source=article.source,
        language=reading.language,
        picture=picture,
        things=[_news(article, reading, address, authors, picture)],
    )


def of_page(page: Page, language: str) -> Metadata:
    """Return the metadata of an about page whose text stands in `language`."""
    return Metadata(modified=page.updated_at.astimezone(ZONE), language=language)


def modified_at(article: Article) -> datetime.datetime:
    """Return when what readers see of an article last changed, in the time of Vietnam; never before it was published.

    A live article's row is written only by the newsroom's verbs.
    """
    moments = (article.published_at, article.updated_at)
    return max(moment for moment in moments if moment).astimezone(ZONE)


def people_of(contributions: Iterable[Contribution]) -> tuple[list[Contributor], list[Contributor]]:
    """Return who wrote an article, and who else had a part in it; all of them wrote it when nobody else did."""
    rows = list(contributions)
    authors = list(dict.fromkeys(row.contributor for row in rows if row.role in AUTHORS))
    everybody = dict.fromkeys(row.contributor for row in rows)
    return (authors, [one for one in everybody if one not in authors]) if authors else (list(everybody), [])


def _news(
    article: Article, reading: Reading, address: str, authors: list[Contributor], picture: SharePicture | None
) -> Thing:
    site = article.site
    people = [
        {"@type": "Person", "name": person.name, "url": person.address_on(site, reading.language)} for person in authors
    ]
    agency = {"@type": "GovernmentOrganization", "@id": organization_id(site), "name": site.name, "url": site.url_for()}
    return known(
        {
            "@type": "NewsArticle",
            "@id": f"{address}#article",
            "mainEntityOfPage": address,
            "url": address,
            "headline": Truncator(reading.title).chars(HEADLINE_LETTERS),
            "description": reading.summary,
            "inLanguage": reading.language,
            "datePublished": _iso(article.published_at),
            "dateModified": _iso(modified_at(article)),
            "articleSection": article.category.name,
            "keywords": [tag.name for tag in article.tags.all()],
            "author": people or [agency],
            "publisher": agency,
            "image": _image(share_picture(site, Metadata(picture=picture)), article.picture_credit if picture else ""),
        }
    )


def _image(picture: SharePicture, credit: str) -> Thing:
    return known(
        {
            "@type": "ImageObject",
            "url": picture.url,
            "width": picture.width,
            "height": picture.height,
            "caption": picture.alt,
            "creditText": credit,
        }
    )


def _iso(moment: datetime.datetime | None) -> str:
    return moment.astimezone(ZONE).isoformat(timespec="seconds") if moment else ""
