"""Which pictures articles, pages, topics and videos show; told to the picture library when they are saved."""

from django.conf import settings

from galleries.uses import Places, track

from .bodies import picture_ids
from .models import Article, Page, Topic, Video


def _in_bodies(owner: Article | Page) -> list[int]:
    return [pk for code, _name in settings.LANGUAGES for pk in picture_ids(owner.text("body", code))]


def of_article(article: Article) -> Places:
    """Return the pictures of an article: the lead picture and those of its bodies in all languages."""
    return {"lead": [article.picture_id], "body": _in_bodies(article)}


def of_page(page: Page) -> Places:
    """Return the pictures in a page's bodies."""
    return {"body": _in_bodies(page)}


def of_topic(topic: Topic) -> Places:
    """Return a topic's picture."""
    return {"lead": [topic.picture_id]}


def of_video(video: Video) -> Places:
    """Return the picture that stands for a video before it plays."""
    return {"poster": [video.poster_id]}


def track_articles() -> None:
    """Keep the library's account of articles, pages, topics and videos."""
    track(Article, of_article)
    track(Page, of_page)
    track(Topic, of_topic)
    track(Video, of_video)
