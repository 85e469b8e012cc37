"""Departments of a site for readers."""

import datetime

from provinces.models import Leader, Site
from tests import factories
from tests.conftest import SiteClient
from tests.queries import queries_of


def test_departments_stand_as_a_tree_with_leaders_and_telephones(nghe_an: Site, reader: SiteClient) -> None:
    board = factories.department(nghe_an, "Lãnh đạo Ban", slug="lanh-dao", phone="0238 3 851 234")
    factories.department(nghe_an, "Văn phòng", slug="van-phong", parent=board)
    Leader.objects.create(department=board, name="Trần Văn Nghĩa", position_vi="Trưởng Ban", phone="0912345678")
    page = reader.get("/nghe-an/co-quan/").content.decode()
    assert page.index("Lãnh đạo Ban") < page.index("department-parts") < page.index("Văn phòng")
    for text in ("Trần Văn Nghĩa", "Trưởng Ban", "tel:+84912345678", "tel:+842383851234"):
        assert text in page


def test_a_department_says_what_it_does_and_what_is_part_of_it(nghe_an: Site, reader: SiteClient) -> None:
    board = factories.department(nghe_an, "Lãnh đạo Ban", slug="lanh-dao", functions_vi="Chỉ đạo chung.\n\nTiếp dân.")
    factories.department(nghe_an, "Văn phòng", slug="van-phong", parent=board)
    page = reader.get("/nghe-an/co-quan/lanh-dao/").content.decode()
    assert "<p>Chỉ đạo chung.</p>" in page
    assert 'href="/nghe-an/co-quan/van-phong/"' in page
    assert 'href="/nghe-an/co-quan/lanh-dao/"' in reader.get("/nghe-an/co-quan/van-phong/").content.decode()


def test_a_former_department_is_not_listed_but_found_and_says_what_it_became(nghe_an: Site, reader: SiteClient) -> None:
    new = factories.department(nghe_an, "Phòng Tuyên giáo và Dân vận")
    last_day = datetime.date(2025, 6, 30)
    factories.department(nghe_an, "Phòng Dân vận cũ", slug="dan-van", valid_to=last_day, successor=new)
    assert "Phòng Dân vận cũ" not in reader.get("/nghe-an/co-quan/").content.decode()
    page = reader.get("/nghe-an/co-quan/dan-van/").content.decode()
    assert "30/06/2025" in page
    assert "Phòng Tuyên giáo và Dân vận" in page


def test_a_site_without_departments_has_no_such_page(nghe_an: Site, vinh_long: Site, reader: SiteClient) -> None:
    factories.department(vinh_long, slug="van-phong")
    assert reader.get("/nghe-an/co-quan/").status_code == 404
    assert reader.get("/nghe-an/co-quan/van-phong/").status_code == 404
    assert reader.get("/vinh-long/co-quan/van-phong/").status_code == 200


def test_departments_that_are_part_of_each_other_are_still_shown(nghe_an: Site, reader: SiteClient) -> None:
    one = factories.department(nghe_an, "Phòng Một")
    other = factories.department(nghe_an, "Phòng Hai", parent=one)
    type(one).objects.filter(pk=one.pk).update(parent=other)
    assert "Phòng Một" in reader.get("/nghe-an/co-quan/").content.decode()


def test_departments_take_as_many_queries_with_more_of_them(nghe_an: Site, reader: SiteClient) -> None:
    board = factories.department(nghe_an, slug="lanh-dao")

    def grow() -> None:
        for _ in range(10):
            part = factories.department(nghe_an, parent=board)
            Leader.objects.create(department=part, name="Trần Văn Nghĩa", position_vi="Trưởng phòng")
            Leader.objects.create(department=board, name="Lê Thị Vân", position_vi="Phó Trưởng Ban")

    grow()
    before = [queries_of(reader, path) for path in ("/nghe-an/co-quan/", "/nghe-an/co-quan/lanh-dao/")]
    grow()
    assert [queries_of(reader, path) for path in ("/nghe-an/co-quan/", "/nghe-an/co-quan/lanh-dao/")] == before
