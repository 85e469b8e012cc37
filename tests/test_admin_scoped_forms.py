"""What every admin form promises: nothing of other sites, no database error on screen, one object per form."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError
from django.test import RequestFactory

from accounts.models import User
from provinces.admin import lists
from provinces.admin.scope import choices_on, deleted_with
from provinces.models import Banner, Department, Hotline, Site
from tests import factories
from tests.conftest import Cast, SiteClient

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], SiteClient]
LIST = "/quan-tri/nghe-an/provinces/hotline/"


def test_a_list_shows_the_site_s_rows_only(cast: Cast, sign_in: SignIn, nghe_an: Any, vinh_long: Any) -> None:
    factories.hotline(nghe_an, "Đường dây của mình")
    factories.hotline(vinh_long, "Đường dây của người khác")
    page = sign_in(cast.editor).get(LIST).content.decode()
    assert "Đường dây của mình" in page
    assert "Đường dây của người khác" not in page


@pytest.mark.parametrize("deed", ["change", "delete", "history"])
def test_a_row_of_another_site_cannot_be_opened(cast: Cast, sign_in: SignIn, vinh_long: Any, deed: str) -> None:
    foreign = factories.hotline(vinh_long, "Canary Vĩnh Long")
    answer = sign_in(cast.editor).get(f"{LIST}{foreign.pk}/{deed}/", follow=True)
    assert "Canary" not in answer.content.decode()


def test_a_saved_row_belongs_to_the_mounted_site(cast: Cast, sign_in: SignIn, nghe_an: Any, vinh_long: Any) -> None:
    sign_in(cast.editor).post(
        f"{LIST}add/", {"label_vi": "Nóng", "phone": "113", "order": "0", "site": str(vinh_long.pk)}
    )
    assert Hotline.objects.get().site == nghe_an


def test_a_writer_looks_but_does_not_change(cast: Cast, sign_in: SignIn, nghe_an: Any) -> None:
    line = factories.hotline(nghe_an, "Cũ")
    client = sign_in(cast.writer)
    assert client.get(LIST).status_code == 200
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{line.pk}/change/", {"label_vi": "Mới"}).status_code == 403


def test_a_frozen_site_is_read_only_for_its_editors(cast: Cast, sign_in: SignIn, nghe_an: Any) -> None:
    nghe_an.state = "frozen"
    nghe_an.save()
    assert sign_in(cast.editor).get(f"{LIST}add/").status_code == 403
    assert sign_in(cast.superadmin).get(f"{LIST}add/").status_code == 200


def test_a_form_sent_twice_makes_one_row(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.editor)
    data = {"label_vi": "Nóng", "phone": "113", "order": "0", "_form_mark": "abc"}
    client.post(f"{LIST}add/", data)
    answer = client.post(f"{LIST}add/", data)
    assert answer.status_code == 302
    assert Hotline.objects.count() == 1
    client.post(f"{LIST}add/", data | {"_form_mark": "another"})
    assert Hotline.objects.count() == 2


def test_only_the_site_s_languages_are_in_the_form(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.site_admin)
    assert "label_km" not in client.get(f"{LIST}add/").content.decode()
    assert "label_km" in client.get("/quan-tri/vinh-long/provinces/hotline/add/").content.decode()


def test_a_vietnamese_text_is_required_the_others_are_not(cast: Cast, sign_in: SignIn, vinh_long: Any) -> None:
    client = sign_in(cast.site_admin)
    url = "/quan-tri/vinh-long/provinces/hotline/add/"
    answer = client.post(url, {"label_en": "Hotline", "phone": "113", "order": "0"})
    assert "label_vi" in answer.context["adminform"].form.errors
    client.post(url, {"label_vi": "Nóng", "phone": "113", "order": "0"})
    assert Hotline.objects.get().label_en == ""


def test_dates_the_wrong_way_round_are_a_message_beside_the_field(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.editor).post(
        "/quan-tri/nghe-an/provinces/banner/add/",
        {
            "title_vi": "Banner",
            "picture": factories.image_file("a.png"),
            "place": "right",
            "order": "0",
            "starts_at": "2026-11-20T08:00",
            "ends_at": "2026-11-19T08:00",
        },
    )
    assert list(answer.context["adminform"].form.errors) == ["ends_at"]
    assert not Banner.objects.exists()


def test_what_is_typed_without_accents_is_found(cast: Cast, sign_in: SignIn, nghe_an: Any) -> None:
    factories.hotline(nghe_an, "Đường dây nóng")
    factories.hotline(nghe_an, "Phòng Hành chính")
    page = sign_in(cast.editor).get(f"{LIST}?q=duong+day").content.decode()
    assert "Đường dây nóng" in page
    assert "Phòng Hành chính" not in page


def test_deleting_several_is_written_in_the_log(cast: Cast, sign_in: SignIn, nghe_an: Any) -> None:
    lines = [factories.hotline(nghe_an) for _ in range(2)]
    data = {"action": "delete_selected", "_selected_action": [line.pk for line in lines], "post": "yes"}
    sign_in(cast.editor).post(LIST, data)
    assert not Hotline.objects.exists()
    assert LogEntry.objects.count() == 2


def test_the_confirmation_of_a_deletion_names_nothing_of_other_sites(
    cast: Cast, sign_in: SignIn, nghe_an: Any, vinh_long: Any
) -> None:
    shared = factories.picture(nghe_an, is_shared=True)
    factories.article(factories.category(vinh_long), "Canary Vĩnh Long", picture=shared)
    own = factories.article(factories.category(nghe_an), "Bài của mình", picture=shared)
    request = RequestFactory().post("/")
    request.user, request.site = cast.site_admin, nghe_an
    lines, _counts, _refused, protected = deleted_with([shared], request, admin.site)
    told = f"{lines}{protected}"
    assert own.title in told
    assert "Canary" not in told


def test_only_the_site_s_rows_are_offered_as_choices(cast: Cast, nghe_an: Any, vinh_long: Any) -> None:
    mine, _foreign = factories.department(nghe_an), factories.department(vinh_long)
    request = RequestFactory().get("/")
    request.site = nghe_an
    assert list(choices_on(Department, request)) == [mine]
    assert set(choices_on(User, request)) == {cast.writer, cast.editor, cast.site_admin}
    assert list(choices_on(Site, request)) == [nghe_an]


def test_long_lists_are_not_counted_to_the_end(nghe_an: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "CAP", 3)
    for _number in range(4):
        factories.hotline(nghe_an)
    pages = lists.CappedPaginator(Hotline.objects.order_by("id"), 2)
    assert (pages.count, pages.num_pages, pages.is_capped) == (3, 2, True)


def test_a_lost_race_ends_in_a_message_beside_the_field(
    cast: Cast, sign_in: SignIn, nghe_an: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other person's row appears between our validation and our saving."""
    original = Department.save

    def beaten(self: Department, *args: Any, **kwargs: Any) -> None:
        monkeypatch.setattr(Department, "save", original)
        raise IntegrityError

    factories.department(nghe_an, slug="van-phong")
    monkeypatch.setattr(Department, "save", beaten)
    monkeypatch.setattr(Department, "validate_constraints", _unchecked_once(monkeypatch))
    data = {"name_vi": "Văn phòng", "slug": "van-phong", "order": "0"}
    data |= {"leaders-TOTAL_FORMS": "0", "leaders-INITIAL_FORMS": "0"}
    answer = sign_in(cast.editor).post("/quan-tri/nghe-an/provinces/department/add/", data)
    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == ["slug"]


def _unchecked_once(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    original = Department.validate_constraints

    def unchecked(self: Department, *args: Any, **kwargs: Any) -> None:
        monkeypatch.setattr(Department, "validate_constraints", original)

    return unchecked
