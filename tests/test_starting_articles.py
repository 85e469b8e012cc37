"""Where an article begins: from a template of the site, or as a copy of another article."""

from collections.abc import Callable

import pytest

from accounts.models import User
from articles import publishing, snapshots
from articles.duplicating import duplicate
from articles.models import Article, ArticleTemplate, Category, Contribution
from provinces.models import AuditEntry, Site

from . import factories
from .conftest import Cast, SiteClient

SignIn = Callable[[User], SiteClient]
ADD = "/quan-tri/nghe-an/articles/article/add/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def category(nghe_an: Site) -> Category:
    return factories.category(nghe_an, "Thông báo")


def template(category: Category, **fields: object) -> ArticleTemplate:
    texts = {"title_vi": "Thông báo họp …", "lead_vi": "Thời gian, địa điểm", "body_vi": "<p>Kính gửi:</p>"}
    return ArticleTemplate.objects.create(
        site=category.site, name="Thông báo họp", category=category, **{**texts, **fields}
    )


def test_the_desk_offers_templates_and_the_form_begins_with_the_chosen_one(
    cast: Cast, category: Category, sign_in: SignIn
) -> None:
    made = template(category, article_type="notice", tag_names="Họp, Lịch")
    client = sign_in(cast.writer)
    assert f"{ADD}?mau={made.pk}" in client.get("/quan-tri/nghe-an/").content.decode()
    form = client.get(f"{ADD}?mau={made.pk}").context["adminform"].form
    values = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
    assert values["title_vi"] == "Thông báo họp …"
    assert values["body_vi"] == "<p>Kính gửi:</p>"
    assert (values["category"], values["article_type"], values["tag_names"]) == (category.pk, "notice", "Họp, Lịch")


def test_templates_of_other_sites_or_no_longer_offered_and_nonsense_give_an_empty_form(
    cast: Cast, category: Category, vinh_long: Site, sign_in: SignIn
) -> None:
    foreign = template(factories.category(vinh_long))
    retired = template(category, is_offered=False)
    for asked in (foreign.pk, retired.pk, "x", "9" * 40, ""):
        page = sign_in(cast.writer).get(f"{ADD}?mau={asked}")
        assert page.status_code == 200
        assert "Thông báo họp …" not in page.content.decode()


def test_editors_make_templates_and_writers_only_read_them(cast: Cast, category: Category, sign_in: SignIn) -> None:
    data = {
        "name": "Giấy mời", "article_type": "notice", "category": category.pk, "title_vi": "Giấy mời", "order": "0",
        "is_offered": "on", "body_vi": "<p>Kính mời</p><script>x</script>",
    }  # fmt: skip
    add = "/quan-tri/nghe-an/articles/articletemplate/add/"
    assert sign_in(cast.writer).post(add, data).status_code == 403
    assert sign_in(cast.editor).post(add, data).status_code == 302
    assert "script" not in ArticleTemplate.objects.get().body_vi


def test_a_copy_takes_over_texts_tags_contributors_and_picture_but_no_dates_and_no_place(
    cast: Cast, category: Category
) -> None:
    source = factories.article(
        category,
        "Bài gốc",
        title_en="Original",
        is_top=True,
        is_pinned=True,
        opening_views=50,
        picture=factories.picture(category.site),
        created_by=cast.editor,
    )
    source.tags.add(factories.tag(category.site, "Y tế"))
    Contribution.objects.create(article=source, contributor=factories.contributor(category.site))
    twin = duplicate(source, cast.writer)
    twin.refresh_from_db()
    assert (twin.title_vi, twin.title_en, twin.body_vi) == ("Bài gốc (bản sao)", "Original", source.body_vi)
    assert (twin.state, twin.is_live, twin.created_by) == ("draft", False, cast.writer)
    assert (twin.published_at, twin.is_top, twin.is_pinned, twin.opening_views) == (None, False, False, 0)
    assert (twin.picture, list(twin.tags.all())) == (source.picture, list(source.tags.all()))
    assert [part.contributor.name for part in twin.contributions.all()] == ["Thu Hà"]
    assert AuditEntry.objects.about(twin).get(verb="duplicate").detail == "Bài gốc"


def test_a_copy_of_a_live_article_has_its_newest_texts(cast: Cast, category: Category) -> None:
    live = factories.article(category, "Đang đăng", created_by=cast.writer)
    publishing.note_edit(live, snapshots.amend(live, cast.writer, title_vi="Bản mới"), cast.writer)
    assert duplicate(live, cast.writer).title_vi == "Bản mới (bản sao)"
    live.refresh_from_db()
    assert live.title_vi == "Đang đăng"


def test_copying_in_the_admin_leads_to_the_copy(cast: Cast, category: Category, sign_in: SignIn) -> None:
    source = factories.article(category, "T" * 300, created_by=cast.writer)
    answer = sign_in(cast.writer).post(f"/quan-tri/nghe-an/articles/article/{source.pk}/duplicate/")
    twin = Article.objects.exclude(pk=source.pk).get()
    assert answer.headers["Location"] == f"/quan-tri/nghe-an/articles/article/{twin.pk}/change/"
    assert len(twin.title_vi) <= 300
    assert sign_in(cast.stranger).post(f"/quan-tri/nghe-an/articles/article/{source.pk}/duplicate/").status_code == 403
