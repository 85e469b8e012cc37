"""Staff work on the newest revision, readers see the published one, and restoring brings everything back."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from articles import publishing, snapshots
from articles.models import Article, Category
from provinces.models import Site

from . import factories
from .conftest import Cast, SiteClient
from .test_admin_articles import form_data

SignIn = Callable[[User], SiteClient]
LIST = "/quan-tri/vinh-long/articles/article/"


@pytest.fixture
def news(vinh_long: Site) -> Category:
    return factories.category(vinh_long, "Tin tức", "tin-tuc")


@pytest.fixture
def live(news: Category, cast: Cast) -> Article:
    """A live article that has something in every field, in three languages."""
    article = factories.article(
        news,
        "Khai mạc lễ hội",
        title_en="Festival opens",
        title_km="ពិធីបុណ្យ",
        body_en="<p>The text.</p>",
        has_en=True,
        has_km=True,
        picture=factories.picture(news.site),
        picture_caption_vi="Rước kiệu",
        created_by=cast.site_admin,
    )
    article.tags.set([factories.tag(news.site, "Lễ hội")])
    article.contributions.create(contributor=factories.contributor(news.site, "Thu Hà"), share=60)
    article.related_links.create(related=factories.article(news, "Bài liên quan"))
    return article


def everything(article: Article) -> dict[str, Any]:
    """Return form data that differs from `article` in every field that the form has."""
    site = article.site
    other, topic = factories.category(site, "Văn hóa", "van-hoa"), factories.topic(site)
    texts = {
        f"{name}_{code}": f"{name} khác {code}"
        for name in ("kicker", "title", "lead", "picture_caption", "picture_alt")
        for code in ("vi", "en", "km")
    }
    return form_data(
        other,
        **texts,
        **{f"body_{code}": f"<p>Nội dung khác {code}.</p>" for code in ("vi", "en", "km")},
        article_type="feature",
        department=factories.department(site).pk,
        picture=factories.picture(site).pk,
        picture_credit="Hữu Phúc",
        source="Báo Vĩnh Long",
        source_url="https://vi-du.vn/nguon",
        published_at="02/01/2024 10:00",
        expires_at="02/01/2100 10:00",
        is_top="on",
        is_pinned="on",
        in_ticker="on",
        opening_views="7",
        ready_en="on",
        tag_names="Văn hóa, Du lịch",
        topics=[topic.pk],
        **{
            "contributions-TOTAL_FORMS": "1",
            "contributions-0-name": "Hữu Phúc",
            "contributions-0-role": "photo",
            "contributions-0-share": "40",
            "contributions-0-order": "0",
            "related_links-TOTAL_FORMS": "1",
            "related_links-0-related": str(factories.article(other, live=False).pk),
            "related_links-0-order": "0",
        },
    )


def public_pages(article: Article, reader: SiteClient) -> list[bytes]:
    """Return what readers get: the article in its languages, its category, the home page."""
    site = Article.objects.get(pk=article.pk).site
    row = Article.objects.get(pk=article.pk)
    paths = [f"/{site.slug}/{row.path_in('vi')}", f"/{site.slug}/en/{row.path_in('en')}"]
    paths += [f"/{site.slug}/{row.category.slug}/", f"/{site.slug}/"]
    answers = [reader.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {200}
    return [answer.content for answer in answers]


def test_editing_every_field_of_a_live_article_changes_no_byte_for_readers(
    cast: Cast, live: Article, reader: SiteClient, sign_in: SignIn
) -> None:
    data = everything(live)
    before, was = public_pages(live, reader), snapshots.take(live)
    client = sign_in(cast.site_admin)
    assert client.post(f"{LIST}{live.pk}/change/", data).status_code == 302
    now = snapshots.current(Article.objects.get(pk=live.pk))
    unchanged = {name for name in was if now[name] == was[name]}
    # The form shows no box for it: an article with a date has its date.
    assert unchanged == {"date_is_missing"}
    assert snapshots.take(Article.objects.get(pk=live.pk)) == was | {"sources": now["sources"]}
    assert public_pages(live, reader) == before
    publishing.publish(Article.objects.get(pk=live.pk), cast.site_admin)
    assert public_pages(live, reader) != before
    assert snapshots.take(Article.objects.get(pk=live.pk)) == now


def test_the_form_shows_the_newest_revision_with_its_rows(cast: Cast, live: Article, sign_in: SignIn) -> None:
    client = sign_in(cast.site_admin)
    client.post(f"{LIST}{live.pk}/change/", everything(live))
    response = client.get(f"{LIST}{live.pk}/change/")
    form = response.context["adminform"].form
    assert form["title_km"].value() == "title khác km"
    assert form["tag_names"].value() == "Văn hóa, Du lịch"
    assert len(form["topics"].value()) == 1
    contributions, related = (inline.formset for inline in response.context["inline_admin_formsets"])
    assert [row["name"].value() for row in contributions.forms] == ["Hữu Phúc"]
    assert [row["share"].value() for row in contributions.forms] == ["40"]
    assert len(related.forms) == 1
    assert "Hữu Phúc" not in str(list(live.contributions.all()))


def test_saving_the_form_as_it_was_opened_makes_no_revision(cast: Cast, live: Article, sign_in: SignIn) -> None:
    client = sign_in(cast.site_admin)
    data = everything(live)
    client.post(f"{LIST}{live.pk}/change/", data)
    client.post(f"{LIST}{live.pk}/change/", data)
    assert list(live.revisions.values_list("number", flat=True)) == [2, 1]
    live.refresh_from_db()
    assert live.live_revision is not None
    assert live.live_revision.number == 1


def test_a_row_that_is_ticked_for_deletion_goes(cast: Cast, live: Article, sign_in: SignIn) -> None:
    client = sign_in(cast.site_admin)
    data = everything(live) | {"contributions-0-DELETE": "on"}
    client.post(f"{LIST}{live.pk}/change/", data)
    assert snapshots.current(live)["contributions"] == []


def test_restoring_brings_back_languages_tags_contributors_and_pictures(
    cast: Cast, live: Article, sign_in: SignIn
) -> None:
    publishing.publish(live, cast.site_admin)
    first = snapshots.newest(live)
    assert first is not None
    sign_in(cast.site_admin).post(f"{LIST}{live.pk}/change/", everything(live))
    publishing.publish(Article.objects.get(pk=live.pk), cast.site_admin)
    publishing.restore(Article.objects.get(pk=live.pk), first, cast.site_admin)
    assert snapshots.take(Article.objects.get(pk=live.pk)) != first.snapshot
    publishing.publish(Article.objects.get(pk=live.pk), cast.site_admin)
    back = Article.objects.get(pk=live.pk)
    assert snapshots.take(back) == first.snapshot
    assert (back.title_vi, back.title_en, back.title_km) == ("Khai mạc lễ hội", "Festival opens", "ពិធីបុណ្យ")
    assert [tag.name_vi for tag in back.tags.all()] == ["Lễ hội"]
    assert [str(part.contributor) for part in back.contributions.all()] == ["Thu Hà"]
    assert back.picture == live.picture


def test_restoring_leaves_out_what_was_deleted_since(cast: Cast, live: Article, news: Category) -> None:
    publishing.publish(live, cast.site_admin)
    first = snapshots.newest(live)
    assert first is not None
    live.contributions.all().delete()
    contributor = live.site.contributors.get()
    elsewhere = factories.category(live.site)
    publishing.move(live, cast.site_admin, elsewhere)
    contributor.delete()
    Article.objects.filter(category=news).exclude(pk=live.pk).delete()
    news.delete()
    publishing.restore(Article.objects.get(pk=live.pk), first, cast.site_admin)
    publishing.publish(Article.objects.get(pk=live.pk), cast.site_admin)
    back = Article.objects.get(pk=live.pk)
    assert back.category == elsewhere
    assert not back.contributions.exists()
    assert not back.related_links.exists()


def test_moving_a_live_article_with_a_draft_beside_it_moves_both_and_publishes_nothing(
    cast: Cast, live: Article, news: Category
) -> None:
    publishing.publish(live, cast.site_admin)
    draft = snapshots.current(live) | {"title_vi": "Tít mới"}
    publishing.edit(live, draft, cast.site_admin)
    target = factories.category(news.site)
    publishing.move(Article.objects.get(pk=live.pk), cast.site_admin, target)
    moved = Article.objects.get(pk=live.pk)
    assert (moved.category, moved.title_vi) == (target, "Khai mạc lễ hội")
    assert snapshots.current(moved) == draft | {"category_id": target.pk}


def test_a_draft_is_seen_by_lists_until_its_first_publication(cast: Cast, news: Category) -> None:
    article = factories.article(news, live=False, created_by=cast.site_admin)
    publishing.edit(article, snapshots.take(article) | {"title_vi": "Mới"}, cast.site_admin)
    assert Article.objects.get(pk=article.pk).title_vi == "Mới"
    publishing.publish(Article.objects.get(pk=article.pk), cast.site_admin)
    article = Article.objects.get(pk=article.pk)
    publishing.withdraw(article, cast.site_admin)
    publishing.edit(article, snapshots.current(article) | {"title_vi": "Mới hơn"}, cast.site_admin)
    assert Article.objects.get(pk=article.pk).title_vi == "Mới"
    publishing.publish(Article.objects.get(pk=article.pk), cast.site_admin)
    assert Article.objects.get(pk=article.pk).title_vi == "Mới hơn"


def test_a_date_is_the_same_whatever_its_time_zone(cast: Cast, news: Category) -> None:
    article = factories.article(news, live=False, published_at=timezone.now() + datetime.timedelta(days=1))
    first = snapshots.record(article, cast.site_admin)
    article.published_at = article.published_at.astimezone(factories.ZONE) if article.published_at else None
    assert snapshots.record(article, cast.site_admin) == first


def test_a_working_copy_refuses_to_be_saved(live: Article) -> None:
    snapshots.lay(live, snapshots.take(live))
    with pytest.raises(RuntimeError):
        live.save()
