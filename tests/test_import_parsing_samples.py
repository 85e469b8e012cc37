"""One page of each shape, and pages with parts in odd places, come in whole."""

from datetime import datetime
from pathlib import Path

import pytest

from exchange.bylines import Role
from exchange.pages import ParsedPage, parse
from exchange.reading import read_text
from vietnamese.dates import ZONE

PAGES = Path(__file__).parent / "data" / "import"
LEAD = "Sáng 8/5, hơn 200 đoàn viên trồng cây, dọn vệ sinh đường làng và tặng sách cho các tủ sách thôn bản."
LONG = (
    "Theo báo cáo, toàn huyện hiện có hơn 40 tủ sách cộng đồng, phục vụ hàng nghìn lượt bạn đọc mỗi tháng; nhiều tủ "
    "sách do người dân tự đóng góp và thay nhau trông coi."
)
MORE = (
    "Bên cạnh đó, các trường học đã dành một tiết mỗi tuần cho hoạt động đọc, hướng dẫn học sinh ghi nhật ký đọc sách."
)
TITLE = "Ngày hội trồng cây ở các bản vùng cao"


def sample(name: str) -> ParsedPage:
    return parse(read_text(PAGES / f"{name}.txt"))


def test_a_page_with_a_list_of_related_news_ends_at_its_byline() -> None:
    page = sample("related")
    assert page.title == "Ngày hội đọc sách ở vùng cao: mang trang sách lên non"
    assert page.lead.startswith("Từ ngày 12-14/3")
    assert [text[:9] for text in page.body] == ["Theo ban ", "Thầy giáo"]
    assert (page.byline, page.captions) == ("Sông Lam", ["Một góc không gian đọc sách"])
    assert page.related == [
        "Phát động cuộc thi vẽ tranh về biển đảo",
        "Trao học bổng cho học sinh vùng lũ năm 2023",
        "Huyện ủy Mường Chà có tân Bí thư",
    ]
    assert page.published_at is None
    assert "No date of publication was found." in page.warnings


def test_a_page_with_two_dates_is_published_at_the_second_and_counts_a_doubled_caption_once() -> None:
    page = sample("dates")
    assert page.published_at == datetime(2023, 3, 6, 7, 4, tzinfo=ZONE)
    assert page.title == "Tủ sách dòng họ ở Phong Thổ: Nhỏ mà bền, gần mà quý"
    assert page.category == "Khoa giáo"
    assert page.lead.startswith("Ngày 5/3")
    assert len(page.body) == 4
    assert page.captions == [
        "Các em nhỏ xếp hàng mượn sách.",
        "Bà Vũ Hà, Chủ tịch Hội Khuyến học huyện phát biểu tại cuộc gặp.",
    ]
    assert (page.byline, page.source) == ("LÒ ÉN - TRẦN TÚ", "Hội Khuyến học huyện Phong Thổ")
    assert [credit.name for credit in page.credits] == ["LÒ ÉN", "TRẦN TÚ"]


def test_a_page_with_a_site_name_and_a_session_notice_is_repaired_and_signed_for_text_and_photos() -> None:
    page = sample("notice")
    assert page.title == "Lớp truyền dạy cồng chiêng cho thiếu niên khai giảng khóa thứ 5"
    assert page.address == "https://trang-vi-du.org.vn"
    assert page.captions == ["Quang cảnh buổi khai giảng", "Nghệ nhân A Biu chỉnh chiêng trước giờ học"]
    assert page.byline == "Y Nguyên"
    assert page.credits[0].roles == (Role.TEXT, Role.PHOTO)
    assert "ƣ" not in "".join(page.body)
    assert page.body[0].startswith("Theo chương trình")
    assert any("Thời gian chờ" in line for line in page.left_out)


def test_a_page_with_views_and_counters_gives_both_as_numbers() -> None:
    page = sample("counters")
    assert page.views == 2431
    assert page.counters == {"online": 31, "today": 842, "week": 7015, "all": 1204660}
    assert page.title == "Khánh thành cây cầu nối hai phum"
    assert page.captions == ["Cắt băng khánh thành cầu", "Ông Thạch Sô Phi trao quà cho các hộ hiến đất"]
    assert page.byline == "Thanh Bình"
    assert len(page.body) == 2


def test_a_bare_page_has_no_byline_and_its_caption_keeps_its_place() -> None:
    page = sample("bare")
    assert page.title == "Bạch Thông: Nhìn lại một mùa trồng rừng năm 2024"
    assert (page.byline, page.credits, page.source, page.counters) == ("", [], "", None)
    assert [block.is_caption for block in page.blocks] == [False, True, False]


def test_the_report_has_the_promised_keys_in_plain_values() -> None:
    report = sample("dates").report("dates.txt")
    keys = "file title lead body published_at category byline source captions related views counters"
    assert " ".join(report) == keys
    assert report["published_at"] == "2023-03-06T07:04:00+07:00"
    assert report["file"] == "dates.txt"
    assert (report["views"], report["counters"]) == (None, None)


@pytest.mark.parametrize(
    "byline", ["Thanh Bình", "Tin, ảnh: Thanh Bình", "(Thanh Bình)", "Tác giả: Thanh Bình", "THANH BÌNH"]
)
def test_nothing_below_the_byline_reaches_the_text(byline: str) -> None:
    footer = "Trang này do ban biên tập giữ, ai dùng lại bài xin nêu tên trang và tên người viết."
    page = parse("\n\n".join([TITLE, LEAD, LONG, MORE, byline, "Một dòng lạ", footer]))
    assert page.byline.lower() == "thanh bình"
    assert page.body == [LONG, MORE]


def test_a_name_glued_to_the_last_paragraph_signs_the_article_and_a_place_name_does_not() -> None:
    assert parse("\n".join([TITLE, LEAD, LONG, f"{MORE}Tin, ảnh: Thanh Bình"])).byline == "Thanh Bình"
    signed = parse("\n".join([TITLE, LEAD, LONG, f"{MORE} Thanh Bình"]))
    assert (signed.byline, signed.body[-1]) == ("Thanh Bình", MORE)
    place = f"{MORE[:-1]} tại TP. Hồ Chí Minh."
    assert parse("\n".join([TITLE, LEAD, LONG, place])).body[-1] == place


def test_lists_and_counters_above_the_article_do_not_swallow_its_title() -> None:
    top = ["Mới nhất", "Tin thứ nhất ở trang bên", "Tin thứ hai ở trang bên", TITLE, LEAD, LONG]
    assert parse("\n\n".join(top)).title == TITLE
    counters = ["ĐƯỜNG DÂY NÓNG", "0294 3 855 123", "Hôm nay: 12", "Tất cả", "5.600", TITLE, LEAD, LONG]
    page = parse("\n".join(counters))
    assert page.title == TITLE
    assert page.counters == {"online": None, "today": 12, "week": None, "all": 5600}


def test_a_box_of_related_news_inside_the_article_leaves_the_text_whole() -> None:
    page = parse(
        "\n\n".join([TITLE, LEAD, LONG, "Tin liên quan", "Một tin khác trong tỉnh", LONG.replace("40", "70"), MORE])
    )
    assert page.related == ["Một tin khác trong tỉnh"]
    assert len(page.body) == 3


def test_headlines_printed_twice_below_the_article_are_related_without_a_heading() -> None:
    titles = ["Phát động Tết trồng cây ở ba xã", "Câu lạc bộ đọc sách họp mặt", "Lớp học xóa mù chữ ở bản xa"]
    listed = [line for title in titles for line in (title, title)]
    page = parse("\n\n".join([TITLE, LEAD, LONG, MORE, "Thanh Bình", *listed]))
    assert (page.related, page.byline, page.source) == (titles, "Thanh Bình", "")


def test_the_footer_below_a_list_of_related_news_is_not_one_of_them() -> None:
    footer = ["Trang thông tin điện tử Thư viện tỉnh", "Trụ sở: Số 5, đường Lê Lợi", "Một dòng lạ"]
    page = parse("\n\n".join([TITLE, LEAD, LONG, "Các tin khác", "Một tin khác trong tỉnh", *footer]))
    assert page.related == ["Một tin khác trong tỉnh"]


def test_a_short_line_above_the_date_is_the_category_even_of_a_title_about_a_person() -> None:
    title = "Cô giáo của những lớp học xa"
    page = parse("\n".join(["Giáo dục", "Thứ Ba, 14/11/2023 8:7'(GMT+7)", title, LEAD, LONG]))
    assert (page.title, page.category, page.captions) == (title, "Giáo dục", [])


def test_menus_and_a_path_above_the_title_are_left_out_and_the_path_ends_in_the_category() -> None:
    menu = ["Trang chủ", "Giới thiệu", "Tin tức", "Văn bản", "Liên hệ", ""]
    page = parse("\n".join([*menu, "Trang chủ » Tin tức » Khoa giáo", TITLE, "06/3/2023 07:04", LEAD, LONG]))
    assert (page.title, page.category) == (TITLE, "Khoa giáo")
    assert page.published_at == datetime(2023, 3, 6, 7, 4, tzinfo=ZONE)


def test_todays_date_alone_is_not_the_date_of_publication() -> None:
    assert parse("\n".join(["Thứ Tư, 15/5/2024", "Khoa giáo", "", TITLE, "", LEAD, LONG])).published_at is None
    assert parse("\n".join([TITLE, "15/5/2024", LEAD, LONG])).published_at == datetime(2024, 5, 15, tzinfo=ZONE)
    labelled = parse("\n".join(["Thứ Tư, 15/5/2024", "", TITLE, "", LEAD, LONG, "", "Cập nhật: 2/5/2024 8:30"]))
    assert labelled.published_at == datetime(2024, 5, 2, 8, 30, tzinfo=ZONE)


def test_dates_of_related_news_are_not_the_date_of_the_article() -> None:
    page = parse("\n\n".join([TITLE, LEAD, LONG, "Các tin khác", "Một tin khác trong tỉnh", "02/5/2024 08:30"]))
    assert page.published_at is None
    assert page.related == ["Một tin khác trong tỉnh"]


def test_the_alternative_text_of_a_picture_that_repeats_the_title_is_dropped() -> None:
    page = parse("\n\n".join([TITLE, TITLE, LEAD, LONG, TITLE, MORE]))
    assert (page.title, page.captions, page.body) == (TITLE, [], [LONG, MORE])


def test_a_headline_about_a_person_is_a_title_and_a_caption_below_it_a_caption() -> None:
    page = parse("\n\n".join(["Lãnh đạo tỉnh thăm, tặng quà các thầy cô giáo", "Quang cảnh buổi gặp mặt", LEAD, LONG]))
    assert (page.title, page.captions) == ("Lãnh đạo tỉnh thăm, tặng quà các thầy cô giáo", ["Quang cảnh buổi gặp mặt"])


def test_old_encodings_are_converted_before_anything_else_also_in_short_lines() -> None:
    line = "Tñ s¸ch dßng hä ë vïng cao ®­îc bµ con gi÷ g×n"
    page = parse(
        "\n\n".join([line, f"{line}, {line}, {line}, {line}.", f"{line}; {line}; {line}; {line}.", "NguyÔn Vò Hµ"])
    )
    assert page.title == "Tủ sách dòng họ ở vùng cao được bà con giữ gìn"
    assert page.byline == "Nguyễn Vũ Hà"


@pytest.mark.parametrize("text", ["", "\n\n", "Một dòng", "1234", "Một dòng.\n\nHai dòng."])
def test_pages_with_almost_nothing_are_read_without_error_and_warned_about(text: str) -> None:
    assert parse(text).warnings
