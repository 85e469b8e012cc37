"""Dates are written as newspapers do, and read as people and portals type them."""

from datetime import UTC, date, datetime

import pytest

from vietnamese.dates import ZONE, document_date, long_date, news_stamp, parse_datetime, short_date, weekday

DAY = date(2022, 12, 29)
MOMENT = datetime(2022, 12, 29, 9, 5, tzinfo=ZONE)


def test_the_stamp_of_the_news() -> None:
    assert news_stamp(MOMENT) == "Thứ Năm, 29/12/2022, 9:05"
    assert news_stamp(MOMENT.astimezone(UTC)) == "Thứ Năm, 29/12/2022, 9:05"
    assert news_stamp(datetime(2024, 4, 7, 0, 0, tzinfo=ZONE)) == "Chủ nhật, 07/04/2024, 0:00"


def test_written_dates() -> None:
    assert long_date(DAY) == "ngày 29 tháng 12 năm 2022"
    assert short_date(date(2024, 3, 5)) == "05/03/2024"
    assert weekday(date(2024, 4, 7)) == "Chủ nhật"
    assert [weekday(date(2024, 4, day)) for day in range(1, 7)] == [
        "Thứ Hai",
        "Thứ Ba",
        "Thứ Tư",
        "Thứ Năm",
        "Thứ Sáu",
        "Thứ Bảy",
    ]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2024, 3, 5), "ngày 05 tháng 3 năm 2024"),
        (date(2024, 2, 15), "ngày 15 tháng 02 năm 2024"),
        (date(2024, 11, 1), "ngày 01 tháng 11 năm 2024"),
    ],
)
def test_documents_pad_small_days_and_the_first_two_months(day: date, text: str) -> None:
    assert document_date(day) == text


def test_the_day_of_a_moment_is_that_of_vietnam() -> None:
    late = datetime(2022, 12, 28, 18, 30, tzinfo=UTC)
    assert short_date(late) == "29/12/2022"
    assert long_date(late) == "ngày 29 tháng 12 năm 2022"
    assert weekday(late) == "Thứ Năm"


@pytest.mark.parametrize(
    "text",
    [
        "Thứ Năm, 29/12/2022 9:5'(GMT+7)",
        "Thứ Năm, 29-12-2022, 09h05",
        "29/12/2022 09:05:00",
        "29.12.2022 - 9 giờ 5 phút",
        "9:05, Thứ Năm, 29/12/2022",
        "9:5 ngày 29 tháng 12 năm 2022",
        "29/12/2022 09:05 SA",
        "2022-12-29T09:05:00+07:00",
        "2022-12-29T02:05:00Z",
        "2022-12-29 09:05",
        "Cập nhật: 29/12/2022 | 09:05 GMT+7",
    ],
)
def test_moments_are_read_in_the_zone_of_vietnam(text: str) -> None:
    assert parse_datetime(text) == MOMENT
    found = parse_datetime(text)
    assert isinstance(found, datetime)
    assert found.tzinfo is ZONE


@pytest.mark.parametrize(
    "text",
    ["29/12/2022", "29-12-2022", "29.12.2022", "ngày 29 tháng 12 năm 2022", "29 tháng 12, năm 2022", "2022-12-29"],
)
def test_days_without_a_time_are_dates(text: str) -> None:
    found = parse_datetime(text)
    assert found == DAY
    assert not isinstance(found, datetime)


def test_the_day_comes_before_the_month() -> None:
    assert parse_datetime("03/04/2024") == date(2024, 4, 3)
    assert parse_datetime("3-4-2024") == date(2024, 4, 3)


def test_afternoon_hours_are_told_by_ch_and_pm() -> None:
    assert parse_datetime("29/12/2022 2:30 CH") == datetime(2022, 12, 29, 14, 30, tzinfo=ZONE)
    assert parse_datetime("29/12/2022 12:30 AM") == datetime(2022, 12, 29, 0, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hôm nay",
        "31/04/2024",
        "12/29/2022",
        "29/02/2023",
        "0/1/2024",
        "0001-01-01T00:00:00+14:00",
        "1/1/0001 0:00",
        "ngày 3 tháng 2 năm 3001",
        "29/12/2022 25:10",
        "9:05",
        "1/2",
        "123/QĐ-UBND",
    ],
)
def test_what_is_no_date_or_cannot_be_is_none(text: str) -> None:
    assert parse_datetime(text) is None
