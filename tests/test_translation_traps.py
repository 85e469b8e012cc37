"""The traps of django-modeltranslation: each test fails as soon as the project steps into one again."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from modeltranslation.admin import TranslationBaseModelAdmin
from modeltranslation.translator import translator

from articles import publishing, rights, snapshots
from articles.models import Article, ArticleTemplate, Category, CorrectionNote, Page, Redirect, Tag, Topic, Video
from articles.querysets import BODIES
from documents.models import Document, DocumentFile, DocumentType, Issuer, Subject
from exchange.importing import save_page
from exchange.pages import parse
from feedback.models import Case, ConsentText
from galleries.models import Album, Photo, Picture
from provinces import copying
from provinces.models import (
    Banner,
    Department,
    Downtime,
    Hotline,
    Leader,
    LinkGroup,
    MenuItem,
    NetworkMode,
    Notice,
    Province,
    Site,
    WebLink,
)
from provinces.translated import TranslatedModel, column
from tuyengiao.network_admin import network_admin

from . import factories, sources
from .conftest import Cast, SiteClient

LANGUAGES = [code for code, _name in settings.LANGUAGES]
OF_ITS_OWN = "search"  # its rows are of one language each, and call their columns as they like
CALLED_ALIKE = {Case, Notice, Video}  # of one language; no query may name their `title` or `body`
DERIVED = {"slug"}  # an article's, made of its title
SAMPLES = Path(__file__).parent / "data" / "import"
QUERIES = {"filter", "exclude", "get", "get_or_create", "update_or_create", "update", "Q", "When"}
NAMING = {"order_by", "values", "values_list", "only", "F", "OuterRef", "latest", "earliest"}

MAKERS: dict[type[TranslatedModel], Callable[[Site], Any]] = {
    Album: factories.album,
    Article: lambda site: factories.article(factories.category(site)),
    ArticleTemplate: lambda site: ArticleTemplate.objects.create(site=site, name="Thông báo", title_vi="Thông báo"),
    Banner: factories.banner,
    Category: factories.category,
    ConsentText: lambda site: ConsentText.objects.create(site=site, version=2, wording_vi="Tôi đồng ý"),
    CorrectionNote: lambda site: CorrectionNote.objects.create(
        article=factories.article(factories.category(site)), note_vi="Tên đúng là An."
    ),
    Department: factories.department,
    Document: factories.document,
    DocumentFile: lambda site: factories.document_file(factories.document(site)),
    DocumentType: factories.document_type,
    Downtime: factories.downtime,
    Hotline: factories.hotline,
    Issuer: factories.issuer,
    Leader: lambda site: Leader.objects.create(
        department=factories.department(site), name="Trần Văn Sơn", position_vi="Trưởng phòng"
    ),
    LinkGroup: lambda site: LinkGroup.objects.create(site=site, name_vi="Cơ quan"),
    MenuItem: lambda site: factories.menu_item(site, label_vi="Trang chủ"),
    NetworkMode: lambda site: factories.network_mode("emergency", site),
    Page: factories.page,
    Photo: lambda site: Photo.objects.create(album=factories.album(site), picture=factories.picture(site)),
    Picture: factories.picture,
    Province: lambda site: factories.province(),
    Site: lambda site: factories.site("khac"),
    Subject: factories.subject,
    Tag: lambda site: factories.tag(site, "Y tế"),
    Topic: factories.topic,
    WebLink: factories.link,
}


def translated_models() -> list[type[TranslatedModel]]:
    """Return every model with texts in three languages."""
    return [model for model in apps.get_models() if issubclass(model, TranslatedModel)]


def texts_of(model: type[models.Model]) -> list[str]:
    """Return the names of a model's translated fields."""
    return list(translator.get_options_for_model(model).all_fields)


def only_translated() -> set[str]:
    """Return the field names that are translated wherever they occur, so that a name alone tells."""
    plain = {
        field.name
        for model in apps.get_models()
        if model.__module__.split(".")[0] in sources.ROOMS
        and model._meta.app_label not in OF_ITS_OWN
        and model not in CALLED_ALIKE
        for field in model._meta.get_fields()
        if not (issubclass(model, TranslatedModel) and field.name in texts_of(model))
    }
    return {name for model in translated_models() for name in texts_of(model)} - plain


def stored(row: models.Model, name: str) -> Any:
    """Return what a column holds, asked past modeltranslation."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{name}" FROM {row._meta.db_table} WHERE id = %s', [row.pk])
        return cursor.fetchone()[0]


def nulls() -> list[str]:
    """Return every column of a translated text that holds a NULL anywhere."""
    found = []
    with connection.cursor() as cursor:
        for model in translated_models():
            for name in [c for text in texts_of(model) for c in (text, *(column(text, code) for code in LANGUAGES))]:
                cursor.execute(f'SELECT COUNT(*) FROM {model._meta.db_table} WHERE "{name}" IS NULL')
                if cursor.fetchone()[0]:
                    found.append(f"{model._meta.label}.{name}")
    return found


def test_every_translated_model_has_a_maker_here() -> None:
    assert set(MAKERS) == set(translated_models())


# 1, 2: filters and searches do not fall back


@pytest.mark.django_db
def test_readers_of_another_language_find_an_untranslated_article_by_its_address(
    vinh_long: Site, reader: SiteClient
) -> None:
    Site.objects.filter(pk=vinh_long.pk).update(untranslated="show")
    article = factories.article(factories.category(vinh_long, slug="tin-tuc"), "Chỉ có tiếng Việt")
    with override("en"):
        assert not Article.objects.filter(title__contains="Chỉ có").exists(), "the trap is still there"
    page = reader.get(f"/vinh-long/en/tin-tuc/{article.pk}.html", follow=True)
    assert page.status_code == 200
    assert "Chỉ có tiếng Việt" in page.content.decode()


def test_no_query_of_the_project_names_a_translated_field_without_its_language() -> None:
    translated = only_translated()
    assert {"title", "kicker", "lead", "body", "caption"} <= translated
    wrong = [
        f"{call.where} {call.name}({word})"
        for call in sources.calls()
        if not call.where.startswith(f"{OF_ITS_OWN}/")
        for word in (
            [k for k in call.keywords if k != "defaults"]
            if call.name in QUERIES
            else call.words
            if call.name in NAMING
            else []
        )
        if set(word.lstrip("-").split("__")) & translated
    ]
    assert wrong == []


@pytest.mark.parametrize("text", ["A.objects.filter(title__icontains='x')", "rows.order_by('-title')", "Q(lead='')"])
def test_a_query_that_names_one_is_found(text: str) -> None:
    (call,) = [call for call in sources.calls_in("x.py", text) if call.name in QUERIES | NAMING]
    words = call.keywords if call.name in QUERIES else call.words
    assert any(set(word.lstrip("-").split("__")) & only_translated() for word in words)


@pytest.mark.parametrize("admin_site", [admin.site, network_admin], ids=["site", "network"])
def test_no_search_of_the_admin_names_a_translated_field_without_its_language(admin_site: Any) -> None:
    wrong = []
    for model, model_admin in admin_site._registry.items():
        for name in [*model_admin.search_fields, *getattr(model_admin, "folded_search_fields", ())]:
            owner = model
            for part in name.lstrip("^=@").split("__"):
                if issubclass(owner, TranslatedModel) and part in texts_of(owner):
                    wrong.append(f"{model_admin.__class__.__name__}: {name}")
                owner = getattr(owner._meta.get_field(part), "related_model", None) or owner
    assert wrong == []


# 3, 4: the original column


@pytest.mark.django_db
@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_the_original_column_holds_vietnamese_whatever_language_is_active(model: type[TranslatedModel]) -> None:
    row = MAKERS[model](factories.site("mot"))
    text = min(set(texts_of(model)) - DERIVED)
    for language in LANGUAGES:
        with override(language):
            row = model._default_manager.get(pk=row.pk)
            setattr(row, column(text, "en"), f"Words {language}")
            row.save()
        assert stored(row, column(text, "en")) == f"Words {language}"
        assert stored(row, text) == stored(row, column(text, "vi")) != f"Words {language}"


@pytest.mark.django_db
def test_the_original_column_follows_a_new_vietnamese_text() -> None:
    hotline = factories.hotline(factories.site(), "Cũ")
    with override("km"):
        hotline = Hotline.objects.get(pk=hotline.pk)
        hotline.label_vi, hotline.label_km = "Mới", "ថ្មី"
        hotline.save()
    assert (stored(hotline, "label"), stored(hotline, "label_km")) == ("Mới", "ថ្មី")


@pytest.mark.django_db
def test_a_join_from_a_model_without_texts_meets_the_vietnamese_ones() -> None:
    category = factories.category(factories.site())
    with override("en"):
        article = factories.article(category, "Bài viết", title_en="Article")
        Redirect.objects.create(site=category.site, old_path="/cu", article=article)
        assert Redirect.objects.filter(article__title="Bài viết").exists()
        assert not Redirect.objects.filter(article__title="Article").exists()


def test_every_model_with_texts_is_registered_and_no_other_one() -> None:
    registered = set(translator.get_registered_models(abstract=False))
    assert registered == set(translated_models())


# 5: unique columns


def test_no_translated_field_is_unique_nor_part_of_a_unique_rule() -> None:
    for model in translated_models():
        names = {name for text in texts_of(model) for name in (text, *(column(text, code) for code in LANGUAGES))}
        assert not [name for name in names if getattr(model._meta.get_field(name), "unique", False)]
        rules = [rule for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint)]
        assert not [rule.name for rule in rules if names & set(rule.fields)]


@pytest.mark.django_db
def test_an_english_address_may_equal_a_vietnamese_one_here_and_elsewhere() -> None:
    home, abroad = factories.category(factories.site()), factories.category(factories.site())
    rows = [
        factories.article(home, "Internet"),
        factories.article(home, "Mạng", title_en="Internet"),
        factories.article(home, "Internet"),
        factories.article(abroad, "Mạng", title_en="Internet"),
    ]
    assert [(row.slug_vi, row.slug_en) for row in rows] == [
        ("internet", ""),
        ("mang", "internet"),
        ("internet", ""),
        ("mang", "internet"),
    ]


# 6, 7: bulk writes, NULL


def test_nothing_with_texts_is_written_in_bulk() -> None:
    names = {model.__name__ for model in translated_models()}
    bulk = [call for call in sources.calls() if call.name in {"bulk_create", "bulk_update", "abulk_create"}]
    assert bulk, "the scan sees nothing"
    found = {call.where.split(":")[0] for call in bulk if call.owner.split(".")[0] in names}
    assert found == {"documents/types.py"}, "whose override the next test watches"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en", "km"])
def test_the_kinds_of_documents_of_a_new_site_are_whole_whatever_language_is_active(language: str) -> None:
    with override(language):
        kind = factories.document_type(factories.site("mot"))
    assert stored(kind, "name") == stored(kind, "name_vi") == "Quyết định"
    assert stored(kind, "name_en") == "Decision"
    assert nulls() == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_a_text_that_nobody_wrote_is_empty_never_null(model: type[TranslatedModel]) -> None:
    row = MAKERS[model](factories.site("mot"))
    for text in texts_of(model):
        for code in LANGUAGES:
            setattr(row, column(text, code), None if code != "vi" else row.text(text, "vi"))
    with override("en"):
        row.save()
    assert nulls() == []
    assert [stored(row, column(text, code)) for text in texts_of(model) for code in ("en", "km")] == [""] * (
        2 * len(texts_of(model))
    )


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
def test_imports_copies_restores_and_the_list_of_provinces_store_no_null(
    cast: Cast, nghe_an: Site, language: str
) -> None:
    category = factories.category(nghe_an)
    factories.page(nghe_an)
    factories.menu_item(nghe_an, category)
    factories.link(nghe_an)
    with override(language):
        call_command("load_provinces", verbosity=0)
        saved = save_page(parse(sorted(SAMPLES.glob("*.txt"))[0].read_text()), nghe_an, None, category)
        snapshots.put_back(saved.article, snapshots.take(saved.article))
        copying.copy_parts(nghe_an, factories.site("ban-sao"), [part.name for part in copying.parts()])
    assert nulls() == []
    assert stored(saved.article, "title_vi") == stored(saved.article, "title") != ""
    assert stored(Province.objects.all()[0], "name_vi")


@pytest.mark.django_db
def test_a_form_left_empty_in_english_stores_no_null(
    cast: Cast, vinh_long: Site, sign_in: Callable[[Any], SiteClient]
) -> None:
    url = "/quan-tri/vinh-long/provinces/hotline/add/"
    answer = sign_in(cast.site_admin).post(url, {"label_vi": "Nóng", "phone": "113", "order": "0"})
    assert answer.status_code == 302
    assert nulls() == []


@pytest.mark.django_db
def test_an_empty_text_falls_back_to_vietnamese_and_says_so_when_asked_exactly() -> None:
    hotline = factories.hotline(factories.site(), "Đường dây nóng")
    with override("en"):
        assert hotline.label == "Đường dây nóng"
        assert hotline.text("label", "en") == ""


# 8: what forms require, the verbs require too


@pytest.mark.django_db
def test_an_article_without_a_vietnamese_title_is_not_published_past_the_form(nghe_an: Site) -> None:
    article = factories.article(factories.category(nghe_an), live=False)
    article.title_vi, article.title_en = "", "Only English"
    article.save()
    with pytest.raises(rights.NotAllowed):
        publishing.publish(article, None)


# 9: bodies in lists


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/vinh-long/", "/vinh-long/en/", "/vinh-long/tin-tuc/", "/vinh-long/tu-khoa/y-te-{tag}/", "/"]
)
def test_no_list_for_readers_reads_bodies(vinh_long: Site, reader: SiteClient, path: str) -> None:
    category = factories.category(vinh_long, slug="tin-tuc", has_home_box=True)
    tag = factories.tag(vinh_long, "Y tế")
    for _number in range(3):
        factories.article(category, is_top=True, in_ticker=True, has_en=True).tags.add(tag)
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(path.format(tag=tag.pk)).status_code == 200
    asked = " ".join(query["sql"] for query in queries)
    assert "articles_article" in asked
    assert not [name for name in BODIES if f'"articles_article"."{name}"' in asked]


@pytest.mark.django_db
@pytest.mark.parametrize("model", ["article", "page", "redirect"])
def test_no_list_of_the_admin_reads_bodies(
    cast: Cast, nghe_an: Site, sign_in: Callable[[Any], SiteClient], model: str
) -> None:
    article = factories.article(factories.category(nghe_an))
    factories.page(nghe_an)
    Redirect.objects.create(site=nghe_an, old_path="/cu", article=article)
    with CaptureQueriesContext(connection) as queries:
        assert sign_in(cast.superadmin).get(f"/quan-tri/nghe-an/articles/{model}/").status_code == 200
    asked = " ".join(query["sql"] for query in queries)
    assert f'"articles_{model}"."id"' in asked
    assert not [name for name in BODIES if f'"."{name}"' in asked]


@pytest.mark.django_db
def test_deferring_the_body_defers_it_in_every_language() -> None:
    factories.article(factories.category(factories.site()))
    assert set(BODIES) == {"body", *(column("body", code) for code in LANGUAGES)}
    for rows in (Article.objects.for_lists(), Article.objects.defer("body")):
        assert set(BODIES) <= rows[0].get_deferred_fields()


@pytest.mark.django_db
def test_a_page_of_an_article_reads_the_one_body_that_it_shows(vinh_long: Site, reader: SiteClient) -> None:
    article = factories.article(
        factories.category(vinh_long, slug="tin-tuc"), title_en="News", body_en="<p>Words.</p>", has_en=True
    )
    with CaptureQueriesContext(connection) as queries:
        assert "<p>Words.</p>" in reader.get(f"/vinh-long/en/tin-tuc/news-{article.pk}.html").content.decode()
    asked = " ".join(query["sql"] for query in queries)
    assert '"articles_article"."body_km"' not in asked
    assert '"articles_article"."body",' not in asked


# 10: order


def test_nothing_is_ordered_by_a_translated_text() -> None:
    for model in apps.get_models():
        if model.__module__.split(".")[0] not in sources.ROOMS:
            continue
        ordering = {str(name).lstrip("-") for name in model._meta.ordering or ()}
        texts = texts_of(model) if issubclass(model, TranslatedModel) else []
        assert not ordering & {name for text in texts for name in (text, *(column(text, c) for c in LANGUAGES))}, model


# 11, 12, 13: migrations, the admin's classes, what is restored


@pytest.mark.django_db
def test_there_is_no_change_without_a_migration() -> None:
    said = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert "No changes" in said.getvalue()


def test_no_model_of_another_package_is_translated() -> None:
    assert not [
        model for model in translator.get_registered_models() if model.__module__.split(".")[0] not in sources.ROOMS
    ]


@pytest.mark.parametrize("admin_site", [admin.site, network_admin], ids=["site", "network"])
def test_the_admin_does_without_modeltranslation_s_tabs(admin_site: Any) -> None:
    for model_admin in admin_site._registry.values():
        for used in (type(model_admin), *model_admin.inlines):
            assert not issubclass(used, TranslationBaseModelAdmin)


def test_a_snapshot_holds_every_text_of_an_article_in_every_language() -> None:
    wanted = {column(text, code) for text in set(texts_of(Article)) - DERIVED for code in LANGUAGES}
    assert set(snapshots.COLUMNS) == wanted


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_restoring_brings_back_every_language_whatever_language_is_active(language: str) -> None:
    article = factories.article(factories.category(factories.site()))
    for text in set(texts_of(Article)) - DERIVED:
        for code in LANGUAGES:
            setattr(article, column(text, code), f"<p>{text} {code}</p>" if text == "body" else f"{text} {code}")
    article.save()
    before = snapshots.take(article)
    for name in snapshots.COLUMNS:
        setattr(article, name, "khác")
    article.save()
    with override(language):
        snapshots.put_back(Article.objects.get(pk=article.pk), before)
    assert {name: stored(article, name) for name in snapshots.COLUMNS} == {
        name: before[name] for name in snapshots.COLUMNS
    }
    assert stored(article, "title") == "title vi"


def test_modeltranslation_is_loaded_before_the_admin() -> None:
    names = list(settings.INSTALLED_APPS)
    assert names.index("modeltranslation") < names.index("tuyengiao.apps.SiteAdminConfig")
