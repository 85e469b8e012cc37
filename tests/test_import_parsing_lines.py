"""Single lines of saved pages: dates, counters, bylines, captions, surroundings, lists of related titles."""

from datetime import date, datetime

import pytest

from exchange.blocks import Block, block_of, without_tools
from exchange.bylines import Role, is_office, read_byline
from exchange.captions import CAPTION, caption_score
from exchange.related import related_titles
from exchange.stamps import read_counters, read_facts, read_stamp
from vietnamese.dates import ZONE

MOMENT = datetime(2022, 12, 29, 9, 5, tzinfo=ZONE)
TEXT, PHOTO = (Role.TEXT,), (Role.PHOTO,)


@pytest.mark.parametrize(
    "line",
    [
        "Thứ Năm, 29/12/2022 9:5'(GMT+7)",
        "Thứ Năm, 29/12/2022, 9:05 (GMT+7)",
        "Thứ năm - 29/12/2022 09:05",
        "29-12-2022 09h05",
        "09:05 | 29/12/2022",
        "9:5, Thứ Năm, 29-12-2022",
        "Cập nhật: 29/12/2022 09:05",
        "Cập nhật lúc 09:05 ngày 29/12/2022",
        "Đăng ngày 29/12/2022 lúc 9 giờ 5 phút",
        "Ngày đăng: 29.12.2022, 09:05",
        "Thứ Năm, ngày 29 tháng 12 năm 2022, 09h05",
        "(29/12/2022 09:05:00 AM)",
        "T5, 29/12/2022 09:05",
        "2022-12-29 09:05",
        "Được đăng: 29/12/2022 09:05",
    ],
)
def test_a_line_that_is_a_date_is_read_however_the_portal_writes_it(line: str) -> None:
    stamp = read_stamp(line)
    assert stamp is not None
    assert stamp.moment() == MOMENT


def test_a_date_without_time_of_day_is_midnight_in_vietnam_and_not_timed() -> None:
    stamp = read_stamp("Chủ nhật, 05/3/2023")
    assert stamp is not None
    assert (stamp.when, stamp.timed, stamp.labelled) == (date(2023, 3, 5), False, False)
    assert stamp.moment().isoformat() == "2023-03-05T00:00:00+07:00"


@pytest.mark.parametrize(
    "line",
    [
        "Ngày 29/12/2022, thư viện tỉnh mở cửa trở lại",
        "Kế hoạch số 12/KH ngày 29/12/2022",
        "30/2/2022 09:05",
        "Hội thi lần thứ năm",
        "Từ 1/5/1904 đến 1/5/2024",
    ],
)
def test_a_line_that_only_mentions_a_date_is_no_date(line: str) -> None:
    assert read_stamp(line) is None


@pytest.mark.parametrize(
    ("line", "views"),
    [
        ("Lượt xem: 1572", 1572),
        ("Số lượt xem: 1.572", 1572),
        ("1,572 lượt xem", 1572),
        ("Đã xem: 40.991", 40991),
        ("Lượt xem 12", 12),
        ("Lượt xem (1.572)", 1572),
        ("Số người xem: 1.572", 1572),
        ("Lượt xem bài viết: 1.572", 1572),
        ("29/12/2022 09:05 | Lượt xem: 12", 12),
        ("Cập nhật: 29/12/2022 09:05 - Đã xem 3.004", 3004),
    ],
)
def test_views_are_read_with_and_without_a_date_beside_them(line: str, views: int) -> None:
    facts = read_facts(line)
    assert facts is not None
    assert facts.views == views
    assert (facts.stamp is not None) == ("2022" in line)


@pytest.mark.parametrize("line", ["Video đạt 1.572 lượt xem sau ba ngày", "Hôm nay: 5.367", "Lượt xem tăng"])
def test_other_lines_hold_no_views(line: str) -> None:
    assert read_facts(line) is None


@pytest.mark.parametrize(
    ("line", "counters"),
    [
        ("  • Đang online: 214", {"online": 214}),
        ("Khách trực tuyến: 7", {"online": 7}),
        ("Hôm nay: 5367", {"today": 5367}),
        ("Truy cập trong ngày 5.367", {"today": 5367}),
        ("Trong tuần: 163,196", {"week": 163196}),
        ("Hôm qua: 12", {"other": 12}),
        ("Tháng này: 12.345", {"other": 12345}),
        ("Tổng lượt truy cập: 40.991.386", {"all": 40991386}),
        ("Tất cả: 40 991 386", {"all": 40991386}),
        ("Tất cả (40,991,386)", {"all": 40991386}),
        ("Tất cả : 40.991.386 lượt truy cập", {"all": 40991386}),
        ("Online: 3 | Hôm nay: 45 | Tổng cộng: 1.234.567", {"online": 3, "today": 45, "all": 1234567}),
        ("Đang truy cập: 9 Hôm nay: 120 Tất cả: 5.600", {"online": 9, "today": 120, "all": 5600}),
    ],
)
def test_counters_are_read_under_their_many_labels(line: str, counters: dict[str, int]) -> None:
    assert read_counters(line) == counters


@pytest.mark.parametrize("line", ["Hôm nay 12 xã ra quân trồng cây", "Trong tuần: họp 2 lần", "Lượt xem: 12", "Quý 3"])
def test_sentences_with_numbers_are_no_counters(line: str) -> None:
    assert read_counters(line) is None


@pytest.mark.parametrize(
    ("line", "text", "names", "source"),
    [
        ("Thanh Bình", "Thanh Bình", [("Thanh Bình", TEXT)], ""),
        ("LÒ ÉN - TRẦN TÚ", "LÒ ÉN - TRẦN TÚ", [("LÒ ÉN", TEXT), ("TRẦN TÚ", TEXT)], ""),
        ("Lò Én & Trần Tú", "Lò Én & Trần Tú", [("Lò Én", TEXT), ("Trần Tú", TEXT)], ""),
        ("Lò Én, Trần Tú", "Lò Én, Trần Tú", [("Lò Én", TEXT), ("Trần Tú", TEXT)], ""),
        ("Lò Én và Trần Tú", "Lò Én và Trần Tú", [("Lò Én", TEXT), ("Trần Tú", TEXT)], ""),
        ("H’Hen Niê", "H’Hen Niê", [("H’Hen Niê", TEXT)], ""),
        ("ThS. Lê Thanh Tú", "ThS. Lê Thanh Tú", [("ThS. Lê Thanh Tú", TEXT)], ""),
        ("PV", "PV", [("PV", TEXT)], ""),
        ("Nhóm PV", "Nhóm PV", [("Nhóm PV", TEXT)], ""),
        ("BBT", "BBT", [("BBT", TEXT)], ""),
        ("Ban Biên tập", "Ban Biên tập", [("Ban Biên tập", TEXT)], ""),
        ("Trường Sơn – Ban Mai", "Trường Sơn – Ban Mai", [("Trường Sơn", TEXT), ("Ban Mai", TEXT)], ""),
        ("Lường Thị Tin", "Lường Thị Tin", [("Lường Thị Tin", TEXT)], ""),
        ("Ksor H'Bia Khơm", "Ksor H'Bia Khơm", [("Ksor H'Bia Khơm", TEXT)], ""),
        ("Thanh Bình./.", "Thanh Bình", [("Thanh Bình", TEXT)], ""),
        ("Tin ảnh: Lò Én", "Lò Én", [("Lò Én", (Role.TEXT, Role.PHOTO))], ""),
        ("N.Đ.H", "N.Đ.H", [("N.Đ.H", TEXT)], ""),
        ("Tin, ảnh: Lò Én", "Lò Én", [("Lò Én", (Role.TEXT, Role.PHOTO))], ""),
        ("Bài và ảnh Lò Én", "Lò Én", [("Lò Én", (Role.TEXT, Role.PHOTO))], ""),
        (
            "Tin, ảnh: Lò Én - Trần Tú",
            "Lò Én - Trần Tú",
            [("Lò Én", (*TEXT, *PHOTO)), ("Trần Tú", (*TEXT, *PHOTO))],
            "",
        ),
        ("Bài: Lò Én; Ảnh: Trần Tú", "Lò Én, Trần Tú", [("Lò Én", TEXT), ("Trần Tú", PHOTO)], ""),
        ("Bài: Lò Én; Ảnh: Lò Én", "Lò Én", [("Lò Én", (*TEXT, *PHOTO))], ""),
        ("Tác giả: Lò Én", "Lò Én", [("Lò Én", TEXT)], ""),
        ("Thực hiện: PV", "PV", [("PV", TEXT)], ""),
        ("Lò Én (tổng hợp)", "Lò Én", [("Lò Én", TEXT)], ""),
        ("Lò Én (Theo TTXVN)", "Lò Én", [("Lò Én", TEXT)], "TTXVN"),
        ("Lò Én - Ban Tuyên giáo Huyện ủy Mường Lay", "Lò Én", [("Lò Én", TEXT)], "Ban Tuyên giáo Huyện ủy Mường Lay"),
        ("Theo TTXVN", "", [], "TTXVN"),
        ("(Nguồn: Báo Nhân Dân)", "", [], "Báo Nhân Dân"),
        ("(Theo baodienbienphu.vn)", "", [], "baodienbienphu.vn"),
        ("Tác giả: Lò Én - Nguồn: Báo Nhân Dân", "Lò Én", [("Lò Én", TEXT)], "Báo Nhân Dân"),
    ],
)
def test_bylines_give_names_roles_and_source(
    line: str, text: str, names: list[tuple[str, tuple[Role, ...]]], source: str
) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert (byline.text, [(one.name, one.roles) for one in byline.credits], byline.source) == (text, names, source)


@pytest.mark.parametrize(
    "line",
    [
        "Quang cảnh hội nghị",
        "Theo báo cáo của ban tổ chức, hội thi có 30 đội",
        "Tin cùng chuyên mục",
        "Chủ trì hội nghị",
        "Ảnh minh họa",
        "Tuyên giáo các cấp",
        "HỘI NGHỊ TỔNG KẾT",
        "Bài học: kiên trì và đoàn kết",
        "Hội thi kết thúc tốt đẹp.",
    ],
)
def test_other_short_lines_are_no_bylines(line: str) -> None:
    assert read_byline(line) is None


def test_offices_are_told_from_headlines_and_desks_and_people_named_like_them() -> None:
    assert not any(map(is_office, ["BBT", "CTV", "Ban Biên tập", "Trường Sơn", "Ban Mai", "Phòng Thị Hà"]))
    offices = ["Ban Tuyên giáo Tỉnh ủy Điện Biên", "Báo Lai Châu", "TTXVN", "Trung tâm Văn hóa tỉnh", "tuyengiao.vn"]
    headlines = [
        "Ban Tuyên giáo Tỉnh ủy tổ chức gặp mặt báo chí", "Hội nghị báo cáo viên tháng 4",
        "Báo chí đồng hành cùng biển đảo",
        "Hội thảo khoa học về nghề dệt", "Huyện ủy Mường Lay có tân Phó Bí thư",
    ]  # fmt: skip
    assert all(map(is_office, offices))
    assert not any(map(is_office, headlines))


@pytest.mark.parametrize(
    "line",
    [
        "Quang cảnh Hội nghị",
        "Quang cảnh hội nghị.",
        "Chủ trì hội nghị",
        "Các đại biểu tham dự Hội nghị.",
        "Đồng chí Lê Thanh Tú, Phó Bí thư Thường trực Tỉnh ủy phát biểu chỉ đạo tại Hội nghị.",
        "Ông Trần Bình trao quà cho các em học sinh",
        "Từ trái sang: ông Trần Bình, bà Vũ Hà",
        "Người dân xã Nậm Pồ thu hoạch lúa nương",
        "Ảnh minh họa (Ảnh: Vũ Hà)",
    ],
)
def test_captions_are_told_by_their_words(line: str) -> None:
    assert caption_score(line) >= CAPTION


@pytest.mark.parametrize(
    "line",
    [
        "Nổi bật là:",
        "Kết quả nổi bật",
        "Nâng cao nhận thức của cán bộ, đảng viên",
        "1. Công tác tham mưu",
        "Thứ nhất, xây dựng lịch luân chuyển sách",
        "- Mở 12 lớp xóa mù chữ",
        "Hội nghị kết thúc vào cuối giờ chiều cùng ngày.",
        "Dịp này, 20 suất quà đã được trao tận tay các em.",
        "Đồng chí Lê Thanh Tú đề nghị các xã sớm hoàn thành kế hoạch.",
        "Các đại biểu đã đến dâng hương tại nghĩa trang liệt sĩ.",
    ],
)
def test_short_paragraphs_headings_and_points_of_lists_are_no_captions(line: str) -> None:
    assert caption_score(line) < CAPTION


@pytest.mark.parametrize(
    "line",
    [
        "No title... No title... No title...",
        "English | Khmer",
        "Tiếng Việt - English - ភាសាខ្មែរ",
        "Banner Ban tuyên giáo sub-site-3",
        "Trang chủ | Giới thiệu | Tin tức | Liên hệ",
        "Bạn đã không sử dụng Site, Bấm vào đây để duy trì trạng thái đăng nhập. Thời gian chờ: 90 giây",
        "Phiên làm việc sắp hết hạn, nhấn vào đây để tiếp tục phiên. Còn 20 giây",
        "Your session will expire in 60 seconds. Click here to stay signed in.",
        "Chung nhan Tin Nhiem Mang",
        "Địa chỉ: Số 1, đường Lê Lợi",
        "© Bản quyền thuộc về cơ quan",
        "Chia sẻ",
        "A- A A+",
        "Phiên đăng nhập hết hạn. Vui lòng đăng nhập lại.",
        "Chia sẻ Facebook Zalo",
        "Bình luận (0)",
        "Trang 1 2 3 Tiếp",
        "Trụ sở: Số 5, đường Lê Lợi",
        "Thiết kế và phát triển bởi một công ty",
        "Chịu trách nhiệm nội dung: Trưởng ban",
        "IMG_0042.JPG",
    ],
)
def test_surroundings_are_left_out(line: str) -> None:
    assert block_of(line, article_seen=False) is Block.NOISE


@pytest.mark.parametrize(
    "line",
    [
        "Người dân đăng nhập cổng dịch vụ công để nộp hồ sơ và chờ kết quả trong vài phút.",
        "Thông báo kết quả cuộc thi kể chuyện",
        "Chia sẻ khó khăn với đồng bào vùng lũ",
        "Liên hệ thực tiễn để bài giảng sinh động hơn",
        "Khmer là một trong những dân tộc có đông đồng bào sinh sống ở tỉnh.",
    ],
)
def test_the_same_words_in_an_article_stay(line: str) -> None:
    assert block_of(line, article_seen=True) is None


@pytest.mark.parametrize(
    "line",
    [
        "Tin cùng chuyên mục", "Các tin khác", "Tin liên quan", "BÀI VIẾT LIÊN QUAN", "Tin mới hơn", "Những tin cũ hơn",
        "Tin mới hơn / Tin cũ hơn", "Các tin đã đưa:", "Bài viết khác", "Tin, bài liên quan", "» Tin khác",
    ],
)  # fmt: skip
def test_headings_of_related_lists_are_known_in_their_many_words(line: str) -> None:
    assert block_of(line, article_seen=True) is Block.RELATED


def test_buttons_glued_to_a_line_go_and_sentences_keep_their_words() -> None:
    assert without_tools("Ban Tuyên giáo Tỉnh ủy Điện BiênPhản hồi") == "Ban Tuyên giáo Tỉnh ủy Điện Biên"
    assert without_tools("Báo Lai Châu Phản hồi") == "Báo Lai Châu"
    assert without_tools("Thanh BìnhIn bài viếtGửi email") == "Thanh Bình"
    assert without_tools("Mỗi người thêm một lời chia sẻ") == "Mỗi người thêm một lời chia sẻ"
    assert without_tools("Quảng bá trên Facebook") == "Quảng bá trên Facebook"


def test_related_titles_come_once_each_also_when_glued_bulleted_dated_or_shortened() -> None:
    lines = [
        "Câu lạc bộ đọc sách ở vùng biên", "Câu lạc bộ đọc sách ở vùng biênPhát động Tết trồng cây năm 2024",
        "Phát động Tết trồng cây năm 2024", "• Lớp học xóa mù chữ ở bản xa (12/3/2024)",
        "- Lớp học xóa mù chữ ở bản xa",
        "Gặp mặt cộng tác viên năm 2023Kiểm tra Chỉ thị 12-CT/TU tại sở", "Kiểm tra Chỉ thị 12-CT/TU tại sở",
        "Hơn 500 cuốn sách đến với...", "Hơn 500 cuốn sách đến với học sinh vùng lũ",
        "HOÀ bình trên bản mới", "Hòa bình trên bản mới",
    ]  # fmt: skip
    assert related_titles(lines) == [
        "Câu lạc bộ đọc sách ở vùng biên", "Phát động Tết trồng cây năm 2024", "Lớp học xóa mù chữ ở bản xa",
        "Gặp mặt cộng tác viên năm 2023", "Kiểm tra Chỉ thị 12-CT/TU tại sở",
        "Hơn 500 cuốn sách đến với học sinh vùng lũ",
        "HOÀ bình trên bản mới",
    ]  # fmt: skip


def test_two_unknown_titles_glued_together_are_cut_where_small_letters_meet_a_capital() -> None:
    glued = "Ngày hội đọc sách thu hút học sinh miền núiĐoàn viên giúp dân gặt lúa chạy bão"
    assert related_titles([glued]) == [
        "Ngày hội đọc sách thu hút học sinh miền núi",
        "Đoàn viên giúp dân gặt lúa chạy bão",
    ]
    assert related_titles(["Ra mắt kênh YouTube và ứng dụng VNeID cho bà con"]) == [
        "Ra mắt kênh YouTube và ứng dụng VNeID cho bà con"
    ]


def test_endless_lines_of_related_titles_neither_fail_nor_take_long() -> None:
    glued = "Mở lớp tập huấn cho cộng tác viên" * 60
    assert len(related_titles([glued, "aA " * 4000, "Ban " * 5000])) > 2
