"""The verbs of the newsroom: who may do what, when, and what readers see afterwards."""

import datetime
from collections.abc import Callable

import pytest
from django.utils import timezone

from articles import publishing, snapshots
from articles.models import Article, Category
from articles.models.article import ArticleState
from provinces.models import Site

from . import factories
from .conftest import Cast


@pytest.fixture
def category(nghe_an: Site) -> Category:
    return factories.category(nghe_an)


@pytest.fixture
def draft(category: Category, cast: Cast) -> Article:
    return factories.article(category, "Bản nháp", live=False, created_by=cast.writer)


def visible(article: Article, now: datetime.datetime) -> bool:
    article.refresh_from_db()
    listed = Article.objects.live(now).filter(pk=article.pk).exists()
    assert listed == article.is_visible_at(now)
    return listed


def test_an_article_goes_from_draft_to_readers(draft: Article, cast: Cast) -> None:
    publishing.submit(draft, cast.writer)
    publishing.approve(draft, cast.editor)
    assert not visible(draft, timezone.now())
    publishing.publish(draft, cast.editor)
    assert visible(draft, timezone.now())
    assert draft.live_revision is not None


@pytest.mark.parametrize(
    ("verb", "who"),
    [
        ("publish", "writer"),
        ("approve", "writer"),
        ("withdraw", "writer"),
        ("submit", "stranger"),
        ("publish", "stranger"),
    ],
)
def test_a_role_that_is_too_low_or_of_another_site_is_refused(draft: Article, cast: Cast, verb: str, who: str) -> None:
    draft.state = ArticleState.PUBLISHED if verb == "withdraw" else ArticleState.DRAFT
    if verb == "approve":
        draft.state = ArticleState.SUBMITTED
    act: Callable[..., Article] = getattr(publishing, verb)
    with pytest.raises(publishing.NotAllowed):
        act(draft, getattr(cast, who))
    assert not visible(draft, timezone.now())


def test_a_verb_outside_the_table_of_moves_is_refused(draft: Article, cast: Cast) -> None:
    with pytest.raises(publishing.NotAllowed):
        publishing.withdraw(draft, cast.superadmin)
    with pytest.raises(publishing.NotAllowed):
        publishing.approve(draft, cast.superadmin)


def test_four_eyes_keep_people_from_publishing_their_own(draft: Article, cast: Cast, nghe_an: Site) -> None:
    nghe_an.four_eyes = True
    nghe_an.save()
    draft.created_by = cast.editor
    draft.site = nghe_an
    draft.save()
    with pytest.raises(publishing.NotAllowed):
        publishing.publish(draft, cast.editor)
    publishing.publish(draft, cast.site_admin)
    assert visible(draft, timezone.now())


def test_a_frozen_site_takes_nothing_new(draft: Article, cast: Cast, nghe_an: Site) -> None:
    nghe_an.state = "frozen"
    nghe_an.save()
    draft.site = nghe_an
    with pytest.raises(publishing.NotAllowed):
        publishing.publish(draft, cast.editor)


def test_a_later_date_schedules_and_the_keeper_publishes_at_its_minute(draft: Article, cast: Cast) -> None:
    later = timezone.now() + datetime.timedelta(hours=2)
    publishing.publish(draft, cast.editor, at=later)
    assert draft.state == ArticleState.SCHEDULED
    assert publishing.apply_due(later - datetime.timedelta(seconds=1)) == 0
    assert not visible(draft, later)
    assert publishing.apply_due(later) == 1
    assert visible(draft, later)
    assert publishing.apply_due(later) == 0


def test_an_article_expires_for_readers_at_once_and_in_the_newsroom_with_the_keeper(draft: Article, cast: Cast) -> None:
    publishing.publish(draft, cast.editor)
    end = timezone.now() + datetime.timedelta(hours=1)
    draft.expires_at = end
    draft.save()
    assert visible(draft, end - datetime.timedelta(seconds=1))
    assert not visible(draft, end)
    assert publishing.apply_due(end) == 1
    draft.refresh_from_db()
    assert (draft.is_live, draft.state) == (False, ArticleState.WITHDRAWN)


def test_withdrawing_keeps_everything_but_the_readers(draft: Article, cast: Cast) -> None:
    publishing.publish(draft, cast.editor)
    publishing.withdraw(draft, cast.editor)
    assert not visible(draft, timezone.now())
    assert draft.title == "Bản nháp"


def test_a_writer_limited_to_own_articles_or_categories_cannot_edit_others(
    draft: Article, category: Category, cast: Cast, nghe_an: Site
) -> None:
    other = factories.user("other")
    membership = factories.member(other, nghe_an, own_only=True)
    assert not publishing.may_edit(draft, other)
    membership.own_only = False
    membership.save()
    membership.categories.add(factories.category(nghe_an))
    assert not publishing.may_edit(draft, type(other).objects.get(pk=other.pk))
    membership.categories.add(category)
    assert publishing.may_edit(draft, type(other).objects.get(pk=other.pk))


def test_a_snapshot_brings_back_every_language_tag_contributor_and_placement(
    draft: Article, category: Category, cast: Cast, nghe_an: Site
) -> None:
    draft.title_en, draft.title_km, draft.body_en = "Draft", "សេចក្តីព្រាង", "<p>Text</p>"
    draft.has_en, draft.is_top = True, True
    draft.picture = factories.picture(nghe_an)
    draft.save()
    draft.tags.set([factories.tag(nghe_an, "Y tế"), factories.tag(nghe_an, "Học sinh")])
    draft.contributions.create(contributor=factories.contributor(nghe_an), role="photo", share=40)
    friend = factories.article(category)
    draft.related_links.create(related=friend)
    draft.topics.add(factories.topic(nghe_an))
    before = snapshots.take(draft)

    draft.title_vi = draft.title_en = draft.title_km = "Khác"
    draft.picture, draft.is_top, draft.has_en = None, False, False
    draft.category = factories.category(nghe_an)
    draft.save()
    draft.tags.clear()
    draft.topics.clear()
    draft.contributions.all().delete()
    draft.related_links.all().delete()
    assert snapshots.take(draft) != before

    snapshots.put_back(draft, before)
    assert snapshots.take(Article.objects.get(pk=draft.pk)) == before


def test_saving_the_same_twice_makes_one_revision(draft: Article, cast: Cast) -> None:
    publishing.save_draft(draft, cast.writer)
    publishing.save_draft(draft, cast.writer)
    assert draft.revisions.count() == 1
    draft.lead_vi = "Mới"
    draft.save()
    publishing.save_draft(draft, cast.writer)
    assert [revision.number for revision in draft.revisions.all()] == [2, 1]
