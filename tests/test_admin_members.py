"""Site admins give roles on their own site, and see nobody else's people."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from provinces.models import Membership, Site
from tests import factories
from tests.conftest import Cast, SiteClient

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], SiteClient]
LIST = "/quan-tri/nghe-an/provinces/membership/"


def test_somebody_new_gets_an_account_whose_password_is_shown_once(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    client = sign_in(cast.site_admin)
    data = {"username": "moi", "full_name": "Hoàng Văn Mới", "role": "editor", "_form_mark": "m"}
    answer = client.post(f"{LIST}add/", data)
    account = User.objects.get(username="moi")
    password = answer.context["password"]
    assert account.check_password(password)
    assert account.must_change_password
    assert not account.is_superuser
    assert Membership.objects.get(user=account).site == nghe_an
    assert "no-store" in answer.headers["Cache-Control"]
    again = client.post(f"{LIST}add/", data, follow=True)
    assert password not in again.content.decode()
    assert Membership.objects.filter(user=account).count() == 1


def test_somebody_with_an_account_is_attached_and_stays_as_they_are(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    before = cast.stranger.password
    sign_in(cast.site_admin).post(f"{LIST}add/", {"username": "Stranger", "full_name": "Tên khác", "role": "writer"})
    cast.stranger.refresh_from_db()
    assert (cast.stranger.full_name, cast.stranger.password) == ("Thạch Thị Xa", before)
    assert Membership.objects.get(user=cast.stranger, site=nghe_an).role == "writer"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"username": "writer"}, "username"),
        ({"username": "đạt", "full_name": "Đạt"}, "username"),
        ({"username": "gone"}, "username"),
        ({"username": "nobody"}, "full_name"),
        ({"username": "", "full_name": "X"}, "username"),
        ({"username": "new", "full_name": "X", "role": "superadmin"}, "role"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(cast: Cast, sign_in: SignIn, data: dict[str, str], field: str) -> None:
    factories.user("gone", is_active=False)
    answer = sign_in(cast.site_admin).post(f"{LIST}add/", {"role": "writer", **data})
    assert list(answer.context["adminform"].form.errors) == [field]
    assert not User.objects.filter(username__in=["đạt", "nobody", "new"]).exists()


def test_the_list_names_the_site_s_own_people_only(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.site_admin).get(LIST).content.decode()
    assert "Lê Thị Viết" in page
    assert "Thạch Thị Xa" not in page


@pytest.mark.parametrize("who", ["writer", "editor", "stranger"])
def test_only_site_admins_give_roles(cast: Cast, sign_in: SignIn, who: str) -> None:
    client = sign_in(getattr(cast, who))
    assert client.get(LIST).status_code == 403
    assert client.post(f"{LIST}add/", {"username": who, "role": "site_admin"}).status_code == 403


def test_nobody_changes_their_own_role(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    own = Membership.objects.get(user=cast.site_admin, site=nghe_an)
    client = sign_in(cast.site_admin)
    assert client.post(f"{LIST}{own.pk}/change/", {"role": "writer"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": [own.pk], "post": "yes"})
    assert Membership.objects.filter(pk=own.pk).exists()


def test_a_role_is_changed_and_taken_away(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    membership = Membership.objects.get(user=cast.writer, site=nghe_an)
    client = sign_in(cast.site_admin)
    client.post(f"{LIST}{membership.pk}/change/", {"role": "editor", "own_only": "on"})
    membership.refresh_from_db()
    assert (membership.role, membership.own_only) == ("editor", True)
    client.post(f"{LIST}{membership.pk}/delete/", {"post": "yes"})
    assert not Membership.objects.filter(pk=membership.pk).exists()
    assert User.objects.filter(pk=cast.writer.pk).exists()
