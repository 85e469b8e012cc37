"""The verbs of the newsroom: who may do what, when, and what readers see afterwards."""

import datetime
from collections.abc import Callable

import pytest
from django.utils import timezone

from accounts.models import User
from articles import publishing, rights, snapshots
from articles.models import Article, Category
from articles.models.article import ArticleState
from editions import scopes
from editions.models import Version
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
    with pytest.raises(rights.NotAllowed):
        act(draft, getattr(cast, who))
    assert not visible(draft, timezone.now())


def test_a_verb_outside_the_table_of_moves_is_refused(draft: Article, cast: Cast) -> None:
    with pytest.raises(rights.NotAllowed):
        publishing.withdraw(draft, cast.superadmin)
    with pytest.raises(rights.NotAllowed):
        publishing.approve(draft, cast.superadmin)


def test_four_eyes_keep_people_from_publishing_their_own(draft: Article, cast: Cast, nghe_an: Site) -> None:
    nghe_an.four_eyes = True
    nghe_an.save()
    draft.created_by = cast.editor
    draft.site = nghe_an
    draft.save()
    with pytest.raises(rights.NotAllowed):
        publishing.publish(draft, cast.editor)
    publishing.publish(draft, cast.site_admin)
    assert visible(draft, timezone.now())


def test_a_frozen_site_takes_nothing_new(draft: Article, cast: Cast, nghe_an: Site) -> None:
    nghe_an.state = "frozen"
    nghe_an.save()
    draft.site = nghe_an
    with pytest.raises(rights.NotAllowed):
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
    assert not rights.may_edit(draft, other)
    membership.own_only = False
    membership.save()
    membership.categories.add(factories.category(nghe_an))
    assert not rights.may_edit(draft, type(other).objects.get(pk=other.pk))
    membership.categories.add(category)
    assert rights.may_edit(draft, type(other).objects.get(pk=other.pk))


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


# A live article and its newer revision


@pytest.fixture
def live(draft: Article, cast: Cast) -> Article:
    publishing.publish(draft, cast.editor)
    return draft


def edited(article: Article, title: str, by: User) -> Article:
    """Return the article with a newer revision that readers do not see."""
    revision = snapshots.amend(article, by, title_vi=title)
    publishing.note_edit(article, revision, by)
    article.refresh_from_db()
    return article


def test_a_live_article_stays_live_with_its_old_text_whatever_becomes_of_its_newer_revision(
    live: Article, cast: Cast
) -> None:
    edited(live, "Bản mới", cast.writer)
    assert (live.state, live.is_live, live.title_vi) == (ArticleState.DRAFT, True, "Bản nháp")
    steps: list[Callable[[], Article]] = [
        lambda: publishing.submit(live, cast.writer),
        lambda: publishing.send_back(live, cast.editor, "Chưa rõ."),
        lambda: publishing.submit(live, cast.writer),
        lambda: publishing.approve(live, cast.editor),
    ]
    for step in steps:
        step()
        assert visible(live, timezone.now())
        assert live.title_vi == "Bản nháp"
    publishing.publish(live, cast.editor)
    live.refresh_from_db()
    assert (live.state, live.title_vi) == (ArticleState.PUBLISHED, "Bản mới")


def test_publishing_a_newer_revision_keeps_the_date_of_the_article(live: Article, cast: Cast) -> None:
    first = live.published_at
    publishing.publish(edited(live, "Bản mới", cast.writer), cast.editor)
    live.refresh_from_db()
    assert live.published_at == first


def test_a_scheduled_revision_of_a_live_article_replaces_it_at_its_minute_and_once(live: Article, cast: Cast) -> None:
    first = live.published_at
    later = timezone.now() + datetime.timedelta(hours=2)
    publishing.schedule(edited(live, "Bản mới", cast.writer), cast.editor, later)
    assert publishing.apply_due(later - datetime.timedelta(seconds=1)) == 0
    live.refresh_from_db()
    assert (live.state, live.is_live, live.title_vi) == (ArticleState.SCHEDULED, True, "Bản nháp")
    assert publishing.apply_due(later) == 1
    assert publishing.apply_due(later) == 0
    live.refresh_from_db()
    assert (live.state, live.title_vi, live.published_at) == (ArticleState.PUBLISHED, "Bản mới", first)


def test_a_change_by_an_editor_to_what_is_scheduled_goes_out_with_it(live: Article, cast: Cast) -> None:
    later = timezone.now() + datetime.timedelta(hours=2)
    publishing.schedule(edited(live, "Bản mới", cast.writer), cast.editor, later)
    edited(live, "Bản mới, đã soát", cast.editor)
    publishing.apply_due(later)
    live.refresh_from_db()
    assert live.title_vi == "Bản mới, đã soát"


def test_a_moment_that_is_past_cannot_be_scheduled(draft: Article, cast: Cast) -> None:
    with pytest.raises(rights.NotAllowed):
        publishing.schedule(draft, cast.editor, timezone.now() - datetime.timedelta(minutes=1))
    assert draft.due_at is None


def test_what_would_expire_before_it_goes_out_is_refused(draft: Article, cast: Cast) -> None:
    draft.expires_at = timezone.now() + datetime.timedelta(hours=1)
    draft.save()
    with pytest.raises(rights.NotAllowed):
        publishing.schedule(draft, cast.editor, timezone.now() + datetime.timedelta(hours=2))
    draft.expires_at = timezone.now() - datetime.timedelta(hours=1)
    draft.save()
    with pytest.raises(rights.NotAllowed):
        publishing.publish(draft, cast.editor)
    assert not visible(draft, timezone.now())


def test_withdrawing_takes_an_article_out_of_the_schedule(draft: Article, cast: Cast) -> None:
    later = timezone.now() + datetime.timedelta(hours=2)
    publishing.publish(draft, cast.editor, at=later)
    publishing.withdraw(draft, cast.editor)
    assert publishing.apply_due(later) == 0
    assert not visible(draft, later)


def test_a_revision_scheduled_while_the_server_was_down_past_its_end_is_never_shown(draft: Article, cast: Cast) -> None:
    start = timezone.now() + datetime.timedelta(hours=1)
    draft.expires_at = start + datetime.timedelta(hours=1)
    draft.save()
    publishing.publish(draft, cast.editor, at=start)
    late = start + datetime.timedelta(hours=3)
    assert publishing.apply_due(late) == 1
    assert not visible(draft, late)
    assert draft.state == ArticleState.WITHDRAWN


def test_a_correction_publishes_what_was_changed_with_a_note_in_the_languages_of_the_site(
    live: Article, cast: Cast
) -> None:
    edited(live, "Đã sửa", cast.editor)
    publishing.correct(live, cast.editor, {"vi": "Sửa tên người.", "en": "A name was corrected."})
    live.refresh_from_db()
    assert live.title_vi == "Đã sửa"
    assert [(note.note_vi, note.note_en) for note in live.correction_notes.all()] == [
        ("Sửa tên người.", "A name was corrected.")
    ]


def test_a_note_without_any_other_change_reaches_readers_at_once_too(live: Article, cast: Cast) -> None:
    def version() -> int:
        return int(Version.objects.get(scope=scopes.article(live.pk)).token)

    before = version()
    publishing.correct(live, cast.editor, {"vi": "Ảnh trong bài là ảnh minh họa."})
    assert version() != before
    assert live.state == ArticleState.PUBLISHED


@pytest.mark.parametrize("note", [{}, {"vi": "  "}, {"en": "Only English."}])
def test_a_correction_without_a_vietnamese_note_is_refused(live: Article, cast: Cast, note: dict[str, str]) -> None:
    edited(live, "Đã sửa", cast.editor)
    with pytest.raises(rights.NotAllowed):
        publishing.correct(live, cast.editor, note)
    live.refresh_from_db()
    assert live.title_vi == "Bản nháp"


def test_what_readers_do_not_see_cannot_be_corrected_and_writers_cannot_correct(
    draft: Article, live: Article, cast: Cast
) -> None:
    with pytest.raises(rights.NotAllowed):
        publishing.correct(live, cast.writer, {"vi": "Sửa."})
    publishing.withdraw(live, cast.editor)
    with pytest.raises(rights.NotAllowed):
        publishing.correct(live, cast.editor, {"vi": "Sửa."})


def test_an_article_cannot_be_sent_back_without_a_reason(draft: Article, cast: Cast) -> None:
    publishing.submit(draft, cast.writer)
    with pytest.raises(rights.NotAllowed):
        publishing.send_back(draft, cast.editor, "  ")
    assert draft.state == ArticleState.SUBMITTED


def test_four_eyes_also_look_at_what_is_new_in_a_live_article(live: Article, cast: Cast, nghe_an: Site) -> None:
    Site.objects.filter(pk=nghe_an.pk).update(four_eyes=True)
    changed = edited(Article.objects.get(pk=live.pk), "Sửa một mình", cast.editor)
    with pytest.raises(rights.NotAllowed):
        publishing.publish(changed, cast.editor)
    with pytest.raises(rights.NotAllowed):
        publishing.correct(changed, cast.editor, {"vi": "Sửa."})
    publishing.publish(changed, cast.site_admin)
    changed.refresh_from_db()
    assert changed.title_vi == "Sửa một mình"


def test_the_second_of_two_who_press_at_once_is_told_that_somebody_was_faster(draft: Article, cast: Cast) -> None:
    publishing.submit(draft, cast.writer)
    one, other = Article.objects.get(pk=draft.pk), Article.objects.get(pk=draft.pk)
    publishing.approve(one, cast.editor)
    with pytest.raises(rights.NotAllowed, match="đã duyệt"):
        publishing.send_back(other, cast.site_admin, "Chưa rõ.")
    one.refresh_from_db()
    assert one.state == ArticleState.APPROVED
