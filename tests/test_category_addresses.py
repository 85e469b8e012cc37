"""Categories answer at an address of their own: no section of the site and no member site stands there."""

from collections.abc import Callable
from typing import Any

import pytest

from articles.models import Category
from provinces.models import Site
from tests.conftest import Cast, SiteClient

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], SiteClient]


def _add(client: SiteClient, site: str, slug: str) -> Any:
    data = {"name_vi": "Văn hóa", "slug": slug, "order": "0", "home_layout": "lead", "home_order": "0"}
    return client.post(f"/quan-tri/{site}/articles/category/add/", data)


@pytest.mark.parametrize("slug", ["album", "tim-kiem", "co-quan", "quan-tri"])
def test_the_address_of_a_section_is_refused(cast: Cast, sign_in: SignIn, slug: str) -> None:
    answer = _add(sign_in(cast.superadmin), "nghe-an", slug)
    assert list(answer.context["adminform"].form.errors) == ["slug"]
    assert not Category.objects.exists()


def test_a_member_site_s_path_is_refused_on_the_portal_only(
    cast: Cast, sign_in: SignIn, portal: Site, nghe_an: Site
) -> None:
    client = sign_in(cast.superadmin)
    assert list(_add(client, portal.slug, "nghe-an").context["adminform"].form.errors) == ["slug"]
    _add(client, "nghe-an", "nghe-an")
    assert [category.site for category in Category.objects.all()] == [nghe_an]
