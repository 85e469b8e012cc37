"""Where Django's admin lets tenants see or hurt each other: each leak point by its name.

`test_tenancy_walk.py` visits every address; these tests say what exactly holds at each kind of place.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver

from articles.models import Article, Category
from provinces.admin.base import NetworkModelAdmin, ScopedInline, ScopedModelAdmin
from provinces.admin.lists import CappedPaginator, ScopedRelatedFilter
from provinces.models import Hotline, Membership, Site
from tuyengiao.network_admin import network_admin

from . import factories
from .conftest import Cast, SiteClient

SignIn = Callable[[Any], SiteClient]
HERE = "/quan-tri/nghe-an/"
SECRET = "Chỉ Vĩnh Long biết"
OF_A_SITE = sorted(admin.site._registry.items(), key=lambda pair: pair[0]._meta.label)
OF_THE_NETWORK = sorted(network_admin._registry.items(), key=lambda pair: pair[0]._meta.label)
EVERY = [*OF_A_SITE, *OF_THE_NETWORK]


def _named(pair: tuple[type[models.Model], Any]) -> str:
    return f"{pair[0].__name__}-{type(pair[1]).__name__}"


@pytest.fixture
def foreign(vinh_long: Site) -> Category:
    """A category of the other site."""
    return factories.category(vinh_long, SECRET)


@pytest.fixture
def theirs(foreign: Category) -> Article:
    """An article of the other site."""
    return factories.article(foreign, SECRET)


@pytest.fixture
def editor(cast: Cast, nghe_an: Site, sign_in: SignIn) -> SiteClient:
    """Somebody who works on Nghệ An only."""
    factories.category(nghe_an, "Tin Nghệ An")
    return sign_in(cast.editor)


# What is registered


@pytest.mark.parametrize("pair", OF_A_SITE, ids=_named)
def test_every_class_in_a_site_s_admin_is_scoped_with_its_inlines(pair: Any) -> None:
    assert isinstance(pair[1], ScopedModelAdmin)
    assert [inline.__name__ for inline in pair[1].inlines if not issubclass(inline, ScopedInline)] == []


@pytest.mark.parametrize("pair", OF_THE_NETWORK, ids=_named)
def test_every_class_in_the_network_s_admin_asks_for_a_superadmin(pair: Any) -> None:
    assert isinstance(pair[1], NetworkModelAdmin)


@pytest.mark.parametrize("pair", OF_A_SITE, ids=_named)
def test_a_filter_by_a_relation_offers_the_site_s_rows_only(pair: Any, rf: Any, cast: Cast, nghe_an: Site) -> None:
    request = rf.get("/")
    request.user, request.site = cast.superadmin, nghe_an
    model, model_admin = pair
    for item in model_admin.get_list_filter(request):
        if isinstance(item, str):
            assert "__" not in item, "a filter over a relation lists the rows of all sites"
            assert model._meta.get_field(item).remote_field is None
        elif isinstance(item, tuple):
            assert issubclass(item[1], ScopedRelatedFilter)
        else:
            assert issubclass(item, admin.SimpleListFilter), "a class of our own, visited by the walk"


@pytest.mark.parametrize("pair", EVERY, ids=_named)
def test_no_list_counts_a_whole_table(pair: Any) -> None:
    assert pair[1].show_full_result_count is False
    assert issubclass(pair[1].paginator, CappedPaginator)


@pytest.mark.django_db
def test_the_count_of_a_long_list_is_bounded_in_sql(editor: SiteClient) -> None:
    with CaptureQueriesContext(connection) as queries:
        editor.get(f"{HERE}galleries/picture/")
    counts = [query["sql"] for query in queries if "COUNT(" in query["sql"] and '"galleries_picture"' in query["sql"]]
    assert counts
    assert [sql for sql in counts if "LIMIT" not in sql] == []


@pytest.mark.django_db
def test_the_list_of_articles_counts_nothing(editor: SiteClient) -> None:
    with CaptureQueriesContext(connection) as queries:
        editor.get(f"{HERE}articles/article/")
    assert any('"articles_article"' in query["sql"] for query in queries)
    assert [q["sql"] for q in queries if "COUNT(" in q["sql"] and '"articles_article"' in q["sql"]] == []


# Lists, filters, choices


@pytest.mark.django_db
def test_a_list_shows_no_row_of_another_site(editor: SiteClient, theirs: Article) -> None:
    page = editor.get(f"{HERE}articles/article/")
    assert page.context["cl"].result_count == 0
    assert SECRET not in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["category={category}", "category__id__exact={category}", "site__id__exact={site}", "site={site}", "q={pk}"],
)
def test_a_query_string_with_another_site_s_ids_finds_nothing(editor: SiteClient, theirs: Article, query: str) -> None:
    query = query.format(category=theirs.category_id, site=theirs.site_id, pk=theirs.pk)
    page = editor.get(f"{HERE}articles/article/?{query}", follow=True)
    assert SECRET not in page.content.decode()
    assert not page.context or page.context["cl"].result_count == 0


@pytest.mark.django_db
def test_a_search_finds_nothing_of_another_site(editor: SiteClient, theirs: Article) -> None:
    page = editor.get(f"{HERE}articles/article/", {"q": "Chỉ Vĩnh Long"}).content.decode()
    assert SECRET not in page


@pytest.mark.django_db
def test_filters_offer_no_choice_of_another_site(editor: SiteClient, nghe_an: Site, theirs: Article) -> None:
    factories.category(nghe_an, "Thể thao")
    page = editor.get(f"{HERE}articles/article/")
    offered = [
        str(choice["display"])
        for spec in page.context["cl"].filter_specs
        for choice in spec.choices(page.context["cl"])
    ]
    assert "Thể thao" in offered
    assert SECRET not in offered


@pytest.mark.django_db
def test_choices_of_a_form_are_the_site_s_own(editor: SiteClient, cast: Cast, nghe_an: Site, theirs: Article) -> None:
    factories.topic(theirs.site, SECRET)
    factories.department(theirs.site, SECRET)
    form = editor.get(f"{HERE}articles/article/add/").context["adminform"].form
    chosen = [field for field in form.fields.values() if isinstance(field, forms.ModelChoiceField)]
    assert len(chosen) >= 3
    assert not [row for field in chosen for row in field.queryset or () if row.site_id != nghe_an.pk]


@pytest.mark.django_db
def test_accounts_without_a_role_here_are_no_choice(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    form = sign_in(cast.editor).get(f"{HERE}articles/contributor/add/").context["adminform"].form
    assert set(form.fields["user"].queryset) == {cast.writer, cast.editor, cast.site_admin}


# The autocomplete view belongs to the admin site, not to a class


@pytest.mark.django_db
def test_autocomplete_names_the_site_s_rows_only(editor: SiteClient, nghe_an: Site, theirs: Article) -> None:
    ours = factories.article(Category.objects.for_site(nghe_an)[0], "Của Nghệ An")
    asked = {"app_label": "articles", "model_name": "redirect", "field_name": "article", "term": ""}
    answer = editor.get(f"{HERE}autocomplete/", asked)
    assert [row["id"] for row in answer.json()["results"]] == [str(ours.pk)]
    answer = editor.get(f"{HERE}autocomplete/", asked | {"term": "Vĩnh Long"})
    assert answer.json()["results"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["site", "category", "department", "created_by", "picture"])
def test_autocomplete_tells_nothing_through_a_field_that_did_not_ask_for_it(
    editor: SiteClient, theirs: Article, field: str
) -> None:
    asked = {"app_label": "articles", "model_name": "article", "field_name": field, "term": "Vĩnh Long"}
    answer = editor.get(f"{HERE}autocomplete/", asked)
    assert answer.status_code in {403, 404} or answer.json()["results"] == []


# One object's pages


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["change", "delete", "history"])
@pytest.mark.parametrize("query", ["", "?_popup=1", "?_to_field=id"])
def test_another_site_s_object_has_no_page_here(editor: SiteClient, theirs: Article, page: str, query: str) -> None:
    answer = editor.get(f"{HERE}articles/article/{theirs.pk}/{page}/{query}", follow=True)
    assert SECRET not in answer.content.decode()
    missing = editor.get(f"{HERE}articles/article/{10**9}/{page}/{query}", follow=True)
    assert answer.status_code == 404 or answer.redirect_chain
    assert (answer.status_code, answer.redirect_chain) == (missing.status_code, missing.redirect_chain), (
        "not even that it exists is told"
    )


@pytest.mark.django_db
def test_another_site_s_object_is_neither_changed_nor_deleted(editor: SiteClient, theirs: Article) -> None:
    editor.post(f"{HERE}articles/article/{theirs.pk}/change/", {"title_vi": "Khác"})
    editor.post(f"{HERE}articles/article/{theirs.pk}/delete/", {"post": "yes"})
    theirs.refresh_from_db()
    assert theirs.title_vi == SECRET


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["publish_selected", "withdraw_selected", "move_selected", "delete_selected"])
@pytest.mark.parametrize("across", ["0", "1"])
def test_an_action_does_nothing_to_another_site_s_rows(
    editor: SiteClient, nghe_an: Site, theirs: Article, name: str, across: str
) -> None:
    before = Article.objects.filter(pk=theirs.pk).values().get()
    data = {
        "action": name,
        "_selected_action": [theirs.pk],
        "select_across": across,
        "post": "yes",
        "category": Category.objects.for_site(nghe_an)[0].pk,
    }
    page = editor.post(f"{HERE}articles/article/", data, follow=True)
    assert SECRET not in page.content.decode()
    assert Article.objects.filter(pk=theirs.pk).values().get() == before


@pytest.mark.django_db
def test_a_popup_asks_for_no_column_that_is_not_related(editor: SiteClient, nghe_an: Site) -> None:
    factories.hotline(nghe_an)
    assert editor.get(f"{HERE}provinces/hotline/?_to_field=site").status_code == 400


@pytest.mark.django_db
def test_what_goes_with_a_deletion_is_named_for_this_site_only(
    cast: Cast, nghe_an: Site, theirs: Article, sign_in: SignIn
) -> None:
    shared = factories.picture(nghe_an, is_shared=True, caption_vi="Ảnh chung")
    factories.album(theirs.site, SECRET, cover=shared)
    page = sign_in(cast.site_admin).get(f"{HERE}galleries/picture/{shared.pk}/delete/").content.decode()
    assert "Ảnh chung" in page
    assert SECRET not in page
    used = sign_in(cast.site_admin).get(f"{HERE}galleries/picture/{shared.pk}/change/").content.decode()
    assert SECRET not in used


# The log has no site


@pytest.mark.django_db
def test_the_desk_shows_no_recent_actions(cast: Cast, theirs: Article, sign_in: SignIn) -> None:
    LogEntry.objects.log_actions(cast.site_admin.pk, [theirs], CHANGE, SECRET, single_object=True)
    page = sign_in(cast.site_admin).get(HERE)
    assert not page.context["log_entries"]
    assert SECRET not in page.content.decode()


@pytest.mark.django_db
def test_history_is_of_this_site_s_objects(editor: SiteClient, cast: Cast, nghe_an: Site, vinh_long: Site) -> None:
    ours, theirs = factories.hotline(nghe_an), factories.hotline(vinh_long)
    LogEntry.objects.log_actions(cast.editor.pk, [ours], CHANGE, "Đã sửa", single_object=True)
    LogEntry.objects.log_actions(cast.stranger.pk, [theirs], CHANGE, SECRET, single_object=True)
    shown = editor.get(f"{HERE}provinces/hotline/{ours.pk}/history/")
    assert [entry.user for entry in shown.context["action_list"]] == [cast.editor]


@pytest.mark.parametrize("urlconf", [settings.ADMIN_URLCONF, settings.NETWORK_ADMIN_URLCONF])
def test_no_address_leads_from_any_object_of_any_site_to_its_page(urlconf: str) -> None:
    namespaces: list[Any] = [found for found in get_resolver(urlconf).url_patterns if isinstance(found, URLResolver)]
    names = {getattr(pattern, "name", "") for found in namespaces for pattern in found.url_patterns}
    assert "index" in names
    assert "view_on_site" not in names


# Who enters


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "articles/article/", "autocomplete/", "articles/tag/suggest/?q=a", "jsi18n/"])
def test_a_role_on_one_site_opens_no_door_of_another(
    cast: Cast, nghe_an: Site, vinh_long: Site, sign_in: SignIn, path: str
) -> None:
    assert sign_in(cast.editor).get(f"/quan-tri/vinh-long/{path}").status_code == 403
    assert sign_in(cast.stranger).get(f"{HERE}{path}").status_code == 403


@pytest.mark.django_db
def test_a_role_taken_away_closes_the_door_at_once(cast: Cast, nghe_an: Site, sign_in: SignIn) -> None:
    client = sign_in(cast.editor)
    assert client.get(HERE).status_code == 200
    Membership.objects.filter(user=cast.editor).delete()
    assert client.get(HERE).status_code == 403


@pytest.mark.django_db
def test_somebody_of_two_sites_works_on_the_one_in_the_address(
    cast: Cast, nghe_an: Site, theirs: Article, sign_in: SignIn
) -> None:
    client = sign_in(cast.site_admin)
    assert SECRET not in client.get(f"{HERE}articles/article/").content.decode()
    assert SECRET in client.get("/quan-tri/vinh-long/articles/article/").content.decode()
    line = {"label_vi": "Nóng", "phone": "113", "order": "0", "site": theirs.site_id}
    client.post(f"{HERE}provinces/hotline/add/", line)
    assert Hotline.objects.get().site == nghe_an


# What Django does behind our backs


@pytest.mark.django_db
@pytest.mark.parametrize("model", ["hotline", "linkgroup", "banner"])
def test_deleting_from_the_list_runs_each_model_s_own_delete(
    cast: Cast, nghe_an: Site, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    makers: dict[str, Callable[[Site], Any]] = {
        "hotline": factories.hotline,
        "banner": factories.banner,
        "linkgroup": lambda on: factories.link(on).group,
    }
    row, deleted = makers[model](nghe_an), list[int]()
    monkeypatch.setattr(type(row), "delete", lambda self: deleted.append(self.pk))
    data = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    sign_in(cast.site_admin).post(f"{HERE}provinces/{model}/", data)
    assert deleted == [row.pk]


@pytest.mark.parametrize("pair", EVERY, ids=_named)
def test_no_class_deletes_in_bulk_past_the_models(pair: Any) -> None:
    deleting = type(pair[1]).delete_queryset
    assert deleting.__module__.split(".")[0] in {"provinces", "galleries", "articles", "accounts", "tuyengiao"}
