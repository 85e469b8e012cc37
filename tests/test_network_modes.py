"""What superadmins put on all sites or on chosen ones: it begins and ends by the clock."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from editions import frame
from provinces import colours
from provinces.models import Downtime, NetworkMode, Site
from vietnamese import workdays

from . import factories
from .conftest import Cast, SiteClient
from .queries import queries_of

HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
ADD = "/quan-tri/provinces/networkmode/add/"
ADD_DOWNTIME = "/quan-tri/provinces/downtime/add/"
SignIn = Callable[[Any], SiteClient]


def text_of(reader: SiteClient, path: str = "/nghe-an/") -> str:
    return " ".join(reader.get(path).content.decode().split())


def test_an_announcement_stands_above_every_page_with_its_level(nghe_an: Site, reader: SiteClient) -> None:
    factories.article(factories.category(nghe_an, slug="tin-tuc"))
    factories.network_mode(level="danger", message_vi="Bão số 9 <đổ bộ>", url="https://vi-du.vn/bao")
    for path in ("/nghe-an/", "/nghe-an/tin-tuc/", "/nghe-an/khong-co-trang/", "/"):
        page = text_of(reader, path)
        alert = page[page.index('class="alert alert-danger"') : page.index("<header")]
        assert "Khẩn cấp" in alert
        assert "Bão số 9 &lt;đổ bộ&gt;" in alert
        assert 'href="https://vi-du.vn/bao"' in alert


def test_a_mode_for_chosen_sites_is_on_no_other(nghe_an: Site, vinh_long: Site, reader: SiteClient) -> None:
    factories.network_mode("emergency", vinh_long, message_vi="Chỉ Vĩnh Long")
    assert "Chỉ Vĩnh Long" in text_of(reader, "/vinh-long/")
    assert "Chỉ Vĩnh Long" not in text_of(reader, "/nghe-an/")


@pytest.mark.parametrize(
    ("starts", "ends", "is_shown"),
    [(-2, -1, False), (-1, 1, True), (0, 1, True), (-1, 0, False), (1, 2, False)],
)
def test_modes_begin_and_end_by_the_clock(portal: Site, starts: int, ends: int, is_shown: bool) -> None:
    now = timezone.now()
    mode = factories.network_mode(starts_at=now + starts * HOUR, ends_at=now + ends * HOUR)
    assert mode.is_in_force(now) is is_shown
    assert NetworkMode.objects.for_site(portal).in_force(now).exists() is is_shown


def test_kept_pages_end_when_a_mode_a_downtime_or_a_banner_begins_or_ends(nghe_an: Site, vinh_long: Site) -> None:
    now = timezone.now()
    factories.network_mode(starts_at=now + 2 * HOUR, ends_at=now + 9 * HOUR)
    factories.network_mode(starts_at=now - HOUR, ends_at=now + 4 * HOUR)
    factories.downtime(ends_at=now + 22 * DAY, starts_at=now + 21 * DAY)
    factories.banner(vinh_long, starts_at=now - HOUR, ends_at=now + HOUR)
    assert frame.planned_moments(now) == [
        (now + HOUR, vinh_long.pk),
        (now + 2 * HOUR, None),
        (now + 4 * HOUR, None),
        (now + 9 * HOUR, None),
        (now + 22 * DAY, None),
    ]


def test_mourning_takes_the_colour_from_page_and_pictures(nghe_an: Site, reader: SiteClient) -> None:
    factories.network_mode("tet", message_vi="Chúc mừng năm mới")
    factories.network_mode("mourning", message_vi="Quốc tang")
    page = text_of(reader)
    assert '<html lang="vi" data-mode="mourning">' in page
    assert "Quốc tang" in page
    assert "tet.css" not in page
    address = f"/nghe-an/mau/xam-{colours.digest(0, 0, grey=True)}.css"
    assert address in page
    assert "grayscale(1)" in reader.get(address).content.decode()
    assert reader.get("/nghe-an/mau/xam-cu.css").headers["Location"] == address


def test_tet_brings_its_colours_and_blossoms(nghe_an: Site, reader: SiteClient) -> None:
    factories.network_mode("tet", message_vi="Chúc mừng năm mới")
    page = text_of(reader)
    assert '<html lang="vi" data-mode="tet">' in page
    assert "/nghe-an/mau/27-90-" in page
    assert "css/tet.css" in page
    assert "Chúc mừng năm mới" in page


def test_a_message_without_a_translation_is_shown_in_vietnamese(vinh_long: Site, reader: SiteClient) -> None:
    factories.network_mode(message_vi="Bằng tiếng Việt", message_en="In English")
    assert "In English" in text_of(reader, "/vinh-long/en/")
    assert "Bằng tiếng Việt" in text_of(reader, "/vinh-long/km/")


def test_modes_cost_the_same_however_many_there_are(nghe_an: Site, reader: SiteClient) -> None:
    def grow() -> None:
        for _ in range(5):
            factories.network_mode("emergency", nghe_an)
            factories.downtime(nghe_an)

    grow()
    before = queries_of(reader, "/nghe-an/")
    grow()
    assert queries_of(reader, "/nghe-an/") == before


def test_readers_are_told_of_a_downtime_until_it_is_over(nghe_an: Site, vinh_long: Site, reader: SiteClient) -> None:
    start = datetime.datetime(2099, 12, 5, 22, 0, tzinfo=factories.ZONE)
    factories.downtime(
        nghe_an, starts_at=start, ends_at=start + 4 * HOUR, reason_vi="Nâng cấp máy chủ.", meanwhile_vi="Gọi 1022."
    )
    page = text_of(reader)
    assert "từ Thứ Bảy, 05/12/2099, 22:00 đến Chủ nhật, 06/12/2099, 2:00" in page
    assert "Nâng cấp máy chủ. Gọi 1022." in page
    assert "Nâng cấp máy chủ" not in text_of(reader, "/vinh-long/")
    Downtime.objects.update(starts_at=start.replace(year=2020), ends_at=start.replace(year=2021))
    assert "Nâng cấp máy chủ" not in text_of(reader)


def _mode(**changes: Any) -> dict[str, Any]:
    data = {"kind": "emergency", "level": "warning", "message_vi": "Lũ về", "for_all": "on"}
    return {**data, "starts_at": "01/12/2026 8:00", "ends_at": "02/12/2026 8h00", **changes}


def test_a_superadmin_plans_a_mode_and_ends_it_at_once(cast: Cast, sign_in: SignIn) -> None:
    desk = sign_in(cast.superadmin)
    assert desk.post(ADD, _mode()).status_code == 302
    mode = NetworkMode.objects.get()
    assert mode.starts_at == datetime.datetime(2026, 12, 1, 8, 0, tzinfo=factories.ZONE)
    running = factories.network_mode()
    rows = {"action": "end_now", "_selected_action": [str(mode.pk), str(running.pk)]}
    desk.post("/quan-tri/provinces/networkmode/", rows)
    now = timezone.now()
    assert not NetworkMode.objects.get(pk=running.pk).is_in_force(now)
    assert NetworkMode.objects.get(pk=mode.pk).ends_at == mode.ends_at


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"message_vi": ""}, "Một thông báo cần có nội dung bằng tiếng Việt."),
        ({"ends_at": "30/11/2026 8:00"}, "Thời điểm kết thúc đứng trước thời điểm bắt đầu."),
        ({"for_all": ""}, "Hãy đánh dấu các trang nhận, hoặc chọn “cho mọi trang”."),
        ({"starts_at": "mai"}, "Hãy nhập ngày, tháng, năm và giờ"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    cast: Cast, sign_in: SignIn, changes: dict[str, str], message: str
) -> None:
    answer = sign_in(cast.superadmin).post(ADD, _mode(**changes))
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert NetworkMode.objects.count() == 0


def test_a_downtime_is_announced_seven_working_days_ahead(cast: Cast, sign_in: SignIn) -> None:
    desk = sign_in(cast.superadmin)
    today = timezone.now().astimezone(factories.ZONE).date()
    first = workdays.after(today, 7)
    late = first - datetime.timedelta(days=1)
    data = {"for_all": "on", "reason_vi": "Bảo trì", "ends_at": f"{first + datetime.timedelta(days=1):%d/%m/%Y} 2:00"}
    answer = desk.post(ADD_DOWNTIME, {**data, "starts_at": f"{late:%d/%m/%Y} 22:00"})
    assert f"không sớm hơn {first:%d/%m/%Y}" in answer.content.decode()
    assert desk.post(ADD_DOWNTIME, {**data, "starts_at": f"{first:%d/%m/%Y} 22:00"}).status_code == 302
    assert Downtime.objects.get().reason_vi == "Bảo trì"


def test_modes_are_for_superadmins_only(cast: Cast, sign_in: SignIn) -> None:
    for person in (cast.site_admin, cast.editor):
        assert sign_in(person).get(ADD).status_code == 403
        assert sign_in(person).get(ADD_DOWNTIME).status_code == 403
