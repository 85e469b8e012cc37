"""The traps of django-taggit: each test fails as soon as the project steps into one again."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from taggit.models import GenericTaggedItemBase, TaggedItem
from taggit.models import Tag as StockTag

from articles.models import Article, ArticleTag, Tag
from articles.snapshots import put_back, take
from provinces.models import Site
from tuyengiao.network_admin import network_admin

from . import factories, sources
from .conftest import Cast, SiteClient

SignIn = Callable[[Any], SiteClient]


# 1, 2: what ignores prefetched rows, and what no site may decide upon


@pytest.mark.parametrize("name", ["names", "slugs", "similar_objects", "most_common"])
def test_a_call_that_ignores_prefetched_tags_or_sites_is_nowhere(name: str) -> None:
    assert [call.where for call in sources.calls() if call.name == name and "tags" in call.owner.split(".")[-1]] == []
    assert [path for path, text in sources.templates().items() if f"tags.{name}" in text] == []


@pytest.mark.django_db
def test_prefetched_tags_are_not_asked_for_again() -> None:
    category = factories.category(factories.site())
    for _number in range(3):
        factories.article(category).tags.add(factories.tag(category.site, "Y tế"))
    with CaptureQueriesContext(connection) as queries:
        rows = Article.objects.for_lists().prefetch_related("tags")  # type: ignore[misc]  # a manager of taggit's
        names = [tag.name for row in rows for tag in row.tags.all()]
    assert (names, len(queries)) == (["Y tế"] * 3, 2)


# 3: doubles


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["SÓC TRĂNG", unicodedata.normalize("NFD", "Sóc Trăng"), "  sóc   trăng ", "Sóc\u200b Trăng"]
)
def test_one_name_typed_differently_is_one_tag(typed: str) -> None:
    site = factories.site()
    first = factories.tag(site, "Sóc Trăng")
    assert factories.tag(site, typed) == first
    assert Tag.objects.get().name_vi == "Sóc Trăng"


@pytest.mark.django_db
def test_a_name_that_differs_in_a_letter_is_another_tag() -> None:
    site = factories.site()
    assert factories.tag(site, "Sóc Trăng") != factories.tag(site, "Sóc Trắng 2")


@pytest.mark.django_db
def test_a_tag_renamed_or_made_past_the_manager_gets_its_key_too() -> None:
    tag = Tag.objects.create(site=factories.site(), name_vi=unicodedata.normalize("NFD", "Đà Nẵng"))
    assert (tag.name_vi, tag.key) == ("Đà Nẵng", Tag.key_of("ĐÀ NẴNG"))
    tag.name_vi = "Huế"
    tag.save()
    assert (tag.key, tag.slug) == (Tag.key_of("HUẾ"), "hue")


# 4: addresses


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "slug"), [("Đường sắt Đà Nẵng", "duong-sat-da-nang"), ("ភាសាខ្មែរ", "the"), ("C++ & 5G", "c-5g")]
)
def test_a_tag_of_any_script_has_an_address_that_answers(
    nghe_an: Site, reader: SiteClient, name: str, slug: str
) -> None:
    tag = factories.tag(nghe_an, name)
    factories.article(factories.category(nghe_an), "Bài mang từ khóa").tags.add(tag)
    assert tag.slug == slug
    page = reader.get(f"/nghe-an{tag.get_absolute_url()}")
    assert page.status_code == 200
    assert "Bài mang từ khóa" in page.content.decode()


@pytest.mark.django_db
def test_two_tags_of_one_site_may_have_the_same_words_in_their_addresses() -> None:
    site = factories.site()
    one, other = factories.tag(site, "Má"), factories.tag(site, "Mã!")
    assert one != other
    assert one.get_absolute_url() != other.get_absolute_url()


# 5: nothing is shared between sites


@pytest.mark.django_db
def test_the_same_name_on_two_sites_is_two_tags_with_counts_of_their_own(
    cast: Cast, nghe_an: Site, vinh_long: Site, sign_in: SignIn
) -> None:
    here, there = factories.tag(nghe_an, "Y tế"), factories.tag(vinh_long, "Y tế")
    assert here != there
    for _number in range(3):
        factories.article(factories.category(vinh_long)).tags.add(there)
    rows = sign_in(cast.editor).get("/quan-tri/nghe-an/articles/tag/").context["cl"].result_list
    assert [(tag.pk, tag.article_count) for tag in rows] == [(here.pk, 0)]


@pytest.mark.django_db
def test_suggestions_name_the_site_s_own_tags_only(cast: Cast, nghe_an: Site, vinh_long: Site, sign_in: SignIn) -> None:
    factories.tag(nghe_an, "Y tế cơ sở")
    factories.tag(vinh_long, "Y tế biển")
    answer = sign_in(cast.writer).get("/quan-tri/nghe-an/articles/tag/suggest/?q=y+te")
    assert answer.json() == {"names": ["Y tế cơ sở"]}


# 6: joins


def test_an_article_s_tags_hang_on_a_real_foreign_key() -> None:
    assert not issubclass(ArticleTag, GenericTaggedItemBase)
    assert isinstance(ArticleTag._meta.get_field("content_object"), models.ForeignKey)
    assert "content_type" not in str(Article.objects.filter(tags__key="y te").query)


def test_a_tag_s_newest_articles_are_one_step_in_an_index() -> None:
    assert ["tag", "-published_at", "-content_object"] in [index.fields for index in ArticleTag._meta.indexes]


@pytest.mark.django_db
def test_a_tag_s_list_goes_by_the_dates_kept_beside_it(nghe_an: Site) -> None:
    tag, category = factories.tag(nghe_an, "Y tế"), factories.category(nghe_an)
    live = factories.article(category)
    live.tags.add(tag)
    draft = factories.article(category, live=False)
    draft.tags.add(tag)
    assert list(Article.objects.tagged(tag)) == [live]
    draft.published_at, draft.is_live = live.published_at, True
    draft.save()
    live.is_live = False
    live.save()
    assert list(Article.objects.tagged(tag)) == [draft]


# 7: two people use a new tag at the same moment


@pytest.mark.django_db
def test_a_tag_that_somebody_else_made_a_moment_ago_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    site = factories.site()
    known = factories.tag(site, "Y tế")
    real, misses = models.QuerySet.get, iter([True])

    def late(self: Any, *args: Any, **kwargs: Any) -> Any:
        if self.model is Tag and next(misses, False):
            raise Tag.DoesNotExist
        return real(self, *args, **kwargs)

    monkeypatch.setattr(models.QuerySet, "get", late)
    assert Tag.objects.named(site, ["Y Tế"]) == [known]
    assert next(misses, "used") == "used"


# 8: tags in three languages


@pytest.mark.django_db
def test_a_tag_carries_its_name_in_every_language_and_its_key_stays_vietnamese(
    vinh_long: Site, reader: SiteClient
) -> None:
    tag = factories.tag(vinh_long, "Y tế")
    tag.name_en, tag.name_km = "Health", "សុខាភិបាល"
    tag.save()
    factories.article(factories.category(vinh_long), title_en="News", has_en=True).tags.add(tag)
    assert tag.key == Tag.key_of("Y tế")
    page = reader.get(f"/vinh-long/en{tag.get_absolute_url()}").content.decode()
    assert "Health" in page
    article = Article.objects.get()
    article.tags.clear()
    put_back(article, {**take(article), "tags": ["Y tế"]})
    assert Tag.objects.get().name_en == "Health"


# 9: taggit's own tables and admin


def test_taggit_s_own_tags_are_in_no_admin() -> None:
    for admin_site in (admin.site, network_admin):
        assert not {StockTag, TaggedItem} & set(admin_site._registry)


@pytest.mark.django_db
def test_tags_typed_in_the_form_are_this_site_s_and_commas_part_them(
    cast: Cast, nghe_an: Site, vinh_long: Site, sign_in: SignIn
) -> None:
    factories.tag(vinh_long, "Y tế")
    data = {
        "title_vi": "Bài",
        "category": factories.category(nghe_an).pk,
        "article_type": "news",
        "opening_views": "0",
        "tag_names": 'Y tế, "Giáo dục", Y TẾ',
        "contributions-TOTAL_FORMS": "0",
        "contributions-INITIAL_FORMS": "0",
        "related_links-TOTAL_FORMS": "0",
        "related_links-INITIAL_FORMS": "0",
    }
    assert sign_in(cast.writer).post("/quan-tri/nghe-an/articles/article/add/", data).status_code == 302
    tags = list(Article.objects.get().tags.order_by("article_tags__id"))
    assert [tag.site for tag in tags] == [nghe_an, nghe_an]
    assert tags[0].name_vi == "Y tế"
    assert not StockTag.objects.exists()
