"""Which pictures articles, pages, topics and videos show; told to the picture library when they are saved."""

from typing import Any

from django.conf import settings
from django.db.models.signals import post_save

from galleries.uses import Places, record, track

from .bodies import picture_ids
from .models import Article, Page, Revision, Topic, Video


def _in_bodies(owner: Article | Page) -> list[int]:
    return [pk for code, _name in settings.LANGUAGES for pk in picture_ids(owner.text("body", code))]


def of_article(article: Article) -> Places:
    """Return the pictures of an article, the lead one and those of its bodies in all languages.

    They are those that readers see and those of the newest revision, which may be a draft.
    """
    newest = article.revisions.order_by("-number").values_list("snapshot", flat=True).first() or {}
    drafted = [pk for code, _name in settings.LANGUAGES for pk in picture_ids(newest.get(f"body_{code}") or "")]
    return {"lead": [article.picture_id, newest.get("picture_id")], "body": [*_in_bodies(article), *drafted]}


def of_page(page: Page) -> Places:
    """Return the pictures in a page's bodies."""
    return {"body": _in_bodies(page)}


def of_topic(topic: Topic) -> Places:
    """Return a topic's picture."""
    return {"lead": [topic.picture_id]}


def of_video(video: Video) -> Places:
    """Return the picture that stands for a video before it plays."""
    return {"poster": [video.poster_id]}


def _revised(instance: Revision, *, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        record(instance.article, of_article(instance.article))


def track_articles() -> None:
    """Keep the library's account of articles, pages, topics and videos."""
    track(Article, of_article)
    track(Page, of_page)
    track(Topic, of_topic)
    track(Video, of_video)
    post_save.connect(_revised, sender=Revision, dispatch_uid="uses.saved.revision")
