"""The search follows publishing at once: readers find what they may see, staff find drafts, too."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles import publishing
from articles.models import Article
from provinces.models import Site
from search.engines import engine
from search.finding import find
from search.models import Kind, SearchEntry

from . import factories
from .conftest import Cast

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def draft(nghe_an: Site, cast: Cast) -> Article:
    return factories.article(factories.category(nghe_an), "Xuân về bản mới", live=False, created_by=cast.writer)


def public(site: Site, text: str = "xuan ve ban", language: str = "vi") -> list[int]:
    return find(site, text, Kind.ARTICLE, language, live_only=True)


def staff(site: Site, text: str = "xuan ve ban") -> list[int]:
    return find(site, text, Kind.ARTICLE)


def test_a_draft_is_found_by_staff_only(draft: Article) -> None:
    assert staff(draft.site) == [draft.pk]
    assert public(draft.site) == []


def test_publishing_and_withdrawing_are_followed_at_once(draft: Article, cast: Cast) -> None:
    publishing.publish(draft, cast.editor)
    assert public(draft.site) == [draft.pk]
    publishing.withdraw(draft, cast.editor)
    assert public(draft.site) == []
    assert staff(draft.site) == [draft.pk]


def test_a_scheduled_article_is_found_from_its_minute_and_until_its_end(
    draft: Article, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishing.publish(draft, cast.editor, at=timezone.now() + HOUR)
    assert public(draft.site) == []
    later = timezone.now() + 2 * HOUR
    monkeypatch.setattr(timezone, "now", lambda: later)
    publishing.apply_due(later)
    assert public(draft.site) == [draft.pk]
    live = Article.objects.get(pk=draft.pk)
    live.expires_at = timezone.now() - HOUR / 2
    live.save()
    assert public(draft.site) == []


def test_a_live_article_with_a_date_to_come_is_not_found_yet(draft: Article, cast: Cast) -> None:
    publishing.publish(draft, cast.editor)
    draft.published_at = timezone.now() + HOUR
    draft.save()
    assert public(draft.site) == []


def test_new_words_replace_old_ones(draft: Article, cast: Cast) -> None:
    publishing.publish(draft, cast.editor)
    draft.title_vi = "Hè sang"
    draft.save()
    assert public(draft.site) == staff(draft.site) == []
    assert public(draft.site, "hè sang") == [draft.pk]


def test_a_deleted_article_is_gone(draft: Article) -> None:
    draft.delete()
    assert staff(draft.site) == []
    assert not SearchEntry.objects.exists()


def test_a_deleted_site_leaves_nothing_behind(nghe_an: Site) -> None:
    category = factories.category(nghe_an)
    factories.article(category, "Xuân về bản mới")
    Article.objects.all().delete()
    factories.article(category, "Xuân về bản mới")
    Article.objects.all()._raw_delete("default")
    category.delete()
    nghe_an.delete()
    assert not SearchEntry.objects.exists()


def test_an_untranslated_article_is_found_only_where_the_site_shows_it(vinh_long: Site) -> None:
    plain = factories.article(factories.category(vinh_long), "Xuân về bản mới")
    both = factories.article(factories.category(vinh_long), "Xuân về", title_en="Spring in Hanoi", has_en=True)
    unready = factories.article(factories.category(vinh_long), "Xuân", title_en="Spring again")
    assert public(vinh_long, "spring", "en") == [both.pk]
    assert public(vinh_long, "xuan", "en") == []
    assert set(public(vinh_long, "xuan")) == {plain.pk, both.pk, unready.pk}
    assert set(find(vinh_long, "spring", Kind.ARTICLE)) == {both.pk, unready.pk}


def test_rebuilding_the_index_brings_back_what_was_lost_and_drops_what_is_gone(nghe_an: Site) -> None:
    category = factories.category(nghe_an)
    kept = [factories.article(category, f"Xuân về bản {number}") for number in range(5)]
    gone = factories.article(category, "Xuân về bản mất")
    SearchEntry.objects.filter(object_id=kept[0].pk).delete()
    Article.objects.filter(pk=kept[1].pk).update(title_vi="Xuân về bản khác")
    Article.objects.filter(pk=gone.pk)._raw_delete("default")
    out = StringIO()
    call_command("reindex", batch=2, rebuild=True, stdout=out)
    assert set(staff(nghe_an)) == {article.pk for article in kept}
    assert staff(nghe_an, "khác") == [kept[1].pk]
    assert SearchEntry.objects.count() == 5
    assert "5 read, 2 entries written" in out.getvalue()
    again = StringIO()
    call_command("reindex", stdout=again)
    assert "5 read, 0 entries written" in again.getvalue()


@pytest.mark.django_db(transaction=True)
def test_words_go_with_their_rows_when_the_database_is_flushed(nghe_an: Site) -> None:
    factories.article(factories.category(nghe_an), "Xuân về bản mới")
    kept = SearchEntry.objects.get()
    call_command("flush", interactive=False, verbosity=0)
    again = factories.site("nghe-an", pk=kept.site_id)
    kept.pk, kept.folded, kept.folded_title = None, "he sang", "he sang"
    kept.save()
    engine().put_in([kept])
    assert staff(again) == []
    assert staff(again, "hè sang") == [kept.object_id]


def test_an_article_that_moves_to_another_category_stays_findable(nghe_an: Site) -> None:
    article = factories.article(factories.category(nghe_an), "Xuân về bản mới")
    article.move_to(factories.category(nghe_an))
    assert public(nghe_an) == [article.pk]


def test_the_words_of_a_caption_that_waits_for_its_picture_are_not_found(nghe_an: Site) -> None:
    factories.article(
        factories.category(nghe_an), "Bài", body_vi="<p>chữ</p><figure><figcaption>ghichú</figcaption></figure>"
    )
    assert len(staff(nghe_an, "chữ")) == 1
    assert staff(nghe_an, "ghichú") == []
