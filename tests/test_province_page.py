"""A province on the portal, present or former."""

import datetime

import pytest
from django.utils import translation
from django.utils.text import capfirst

from provinces.models import Province, ProvinceType, Site
from provinces.models.units import UnitType
from tests import factories
from tests.conftest import SiteClient
from tests.queries import queries_of

LAST_DAY = datetime.date(2025, 6, 30)
FIRST_DAY = datetime.date(2025, 7, 1)


@pytest.fixture
def vinh_long_unit(portal: Site) -> Province:
    """Vĩnh Long of today, formed from its former self and Trà Vinh."""
    present = factories.province("Vĩnh Long", "86", "vinh-long", valid_from=FIRST_DAY)
    factories.province("Vĩnh Long", "86", "vinh-long", valid_to=LAST_DAY, successor=present)
    factories.province("Trà Vinh", "84", "tra-vinh", valid_to=LAST_DAY, successor=present)
    return present


def test_a_present_province_shows_what_it_was_formed_from_its_sites_and_news(
    vinh_long_unit: Province, reader: SiteClient
) -> None:
    former = Province.objects.get(slug="tra-vinh")
    live = factories.site("vinh-long", name_vi="Ban của Vĩnh Long", province=vinh_long_unit)
    frozen = factories.site(
        "tra-vinh", name_vi="Ban của Trà Vinh", province=former, state="frozen", frozen_on=FIRST_DAY
    )
    factories.article(factories.category(live), "Tin mới")
    factories.article(factories.category(frozen), "Tin cũ")
    page = reader.get("/tinh/vinh-long/").content.decode()
    for text in ("Ban của Vĩnh Long", "Ban của Trà Vinh", 'href="/tinh/tra-vinh/"', "30/06/2025", "Tin mới", "Tin cũ"):
        assert text in page


def test_a_former_province_says_since_when_it_is_part_of_which(vinh_long_unit: Province, reader: SiteClient) -> None:
    page = reader.get("/tinh/tra-vinh/").content.decode()
    assert "30/06/2025" in page
    assert 'href="/tinh/vinh-long/"' in page


TODAY_AND_LATER = [(datetime.date(2020, 1, 1), "city"), (datetime.date(2999, 1, 1), "province")]


@pytest.mark.parametrize(("changed_on", "kind"), TODAY_AND_LATER)
def test_the_type_is_that_of_today(portal: Site, reader: SiteClient, changed_on: datetime.date, kind: str) -> None:
    unit = factories.province("Đồng Nai", "75", "dong-nai")
    ProvinceType.objects.create(province=unit, unit_type="province")
    ProvinceType.objects.create(province=unit, unit_type="city", valid_from=changed_on)
    with translation.override("vi"):
        label = capfirst(UnitType(kind).label)
    assert f'<p class="belongs">{label}</p>' in reader.get("/tinh/dong-nai/").content.decode()


def test_provinces_are_shown_by_the_portal_only_and_unknown_ones_not_at_all(
    vinh_long_unit: Province, nghe_an: Site, reader: SiteClient
) -> None:
    assert reader.get("/tinh/vinh-long/").status_code == 200
    assert reader.get("/nghe-an/tinh/vinh-long/").status_code == 404
    assert reader.get("/tinh/atlantis/").status_code == 404


def test_a_province_takes_as_many_queries_with_more_sites_and_news(
    vinh_long_unit: Province, reader: SiteClient
) -> None:
    def grow(start: int) -> None:
        for number in range(start, start + 10):
            site = factories.site(f"trang-{number}", province=vinh_long_unit)
            factories.article(factories.category(site))
            factories.province(f"Cũ {number}", str(number), f"cu-{number}", valid_to=LAST_DAY, successor=vinh_long_unit)

    grow(10)
    before = queries_of(reader, "/tinh/vinh-long/")
    grow(20)
    assert queries_of(reader, "/tinh/vinh-long/") == before
