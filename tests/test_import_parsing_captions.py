"""Short lines between long paragraphs: which are captions, which are short paragraphs or headings of the text."""

import pytest

from exchange.pages import parse

TITLE = "Đưa xe sách lưu động lên các điểm trường vùng cao"
LEAD = (
    "Sáng 8/5, tại nhà văn hóa trung tâm, Thư viện tỉnh khởi hành chuyến xe sách lưu động đầu tiên trong năm, mang "
    "theo hơn hai nghìn cuốn sách thiếu nhi."
)
BEFORE = (
    "Theo kế hoạch, chuyến xe đi qua chín điểm trường, mỗi nơi dừng lại trọn một ngày; học sinh được mượn sách về nhà "
    "và trả lại khi xe quay vòng vào tháng sau."
)
AFTER = (
    "Bên cạnh đó, thủ thư của xe hướng dẫn các thầy cô cách bọc bìa, dán lại trang rách và lập sổ mượn đơn giản, để tủ "
    "sách của điểm trường tự hoạt động được lâu dài."
)


def read_between(line: str) -> str:
    """Return what a line between two paragraphs is taken for."""
    page = parse("\n\n".join([TITLE, LEAD, BEFORE, line, AFTER]))
    return "caption" if line in page.captions else "paragraph" if line in page.body else "lost"


@pytest.mark.parametrize(
    "line",
    [
        "Quang cảnh buổi giao ban.",
        "Toàn cảnh hội nghị đánh giá một năm luân chuyển sách.",
        "Lãnh đạo tỉnh cắt băng khánh thành công trình.",
        "Từ phải sang: ông Trần Bình, bà Vũ Hà tại lễ khởi hành.",
        "Người dân thực hiện thủ tục tại bộ phận một cửa.",
        "Báo cáo viên truyền đạt chuyên đề tại hội nghị.",
        "Phần trình diễn của đội văn nghệ bản Nà Khoa.",
        "Thí sinh Lò Thị Mây trả lời câu hỏi của ban giám khảo.",
        "Già làng kể chuyện bên bếp lửa.",
        "Ban giám khảo chấm thi",
        "Phơi sách ẩm ở điểm trường Nậm Ngà.",
        "Trụ sở mới của xã Nà Tấu",
        "Đông đảo bà con đến dự buổi khởi hành",
    ],
)
def test_lines_that_name_what_a_picture_shows_are_captions(line: str) -> None:
    assert read_between(line) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "Tham dự buổi lễ có đại diện lãnh đạo các xã vùng cao.",
        "Chủ trì buổi lễ có ông Trần Bình, Giám đốc Thư viện tỉnh.",
        "Các học viên cũng dành thời gian thảo luận, trao đổi cách bọc sách.",
        "Các em học sinh được tặng vở viết và bút chì.",
        "Ban tổ chức trao 2 giải nhất, 4 giải nhì, 6 giải ba.",
        "Ông Páo có 4 người con đều học xa nhà.",
        "Bà con trong bản ủng hộ hơn 90 ngày công.",
        "Mô hình mang lại niềm vui cho cả bản.",
        "Lễ khởi hành diễn ra vào sáng thứ Hai.",
        "Trao đổi với chúng tôi, cô Mỷ rất phấn khởi.",
        "Anh Trung Thiều đề xuất xã cấp thêm giá sách cho điểm trường ở cuối bản, nơi có nhiều em nhỏ chưa biết chữ.",
        "Các em được hướng dẫn cách giữ sách khỏi mối mọt…/.",
    ],
)
def test_short_paragraphs_that_tell_are_no_captions(line: str) -> None:
    assert read_between(line) == "paragraph"


@pytest.mark.parametrize(
    "line",
    [
        "Nhiều cách làm từ cơ sở",
        "Khó khăn, vướng mắc",
        "Những điều còn trăn trở",
        "Khơi dậy niềm vui đọc",
        "Chú trọng người giữ sách",
        "Từ một tủ sách đến cả bản",
    ],
)
def test_headings_inside_the_text_stay_in_the_text(line: str) -> None:
    assert read_between(line) == "paragraph"


def test_a_lead_without_a_stop_is_still_the_lead() -> None:
    lead = LEAD.rstrip(".")
    assert parse("\n\n".join([TITLE, lead, BEFORE, AFTER])).lead == lead
    short = "Chiều 6/10, Thư viện tỉnh tổ chức gặp mặt những người giữ tủ sách ở cơ sở"
    page = parse("\n\n".join([TITLE, short, BEFORE, AFTER]))
    assert (page.title, page.lead, page.captions) == (TITLE, short, [])
