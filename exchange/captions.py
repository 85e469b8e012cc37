"""Is a short line between paragraphs the caption of a picture? Decided by adding up evidence."""

import re

from exchange.lines import ends_sentence, has_sentence_break, is_list_item

CAPTION = 1.0
"""Score from which a line among the paragraphs counts as a caption."""
CLEAR_CAPTION = 2.0
"""Score from which a line counts as a caption where a title or byline could stand as well."""

_LONGEST = 220


def _starts(words: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{words})(?!\w)", re.IGNORECASE)


def _holds(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


_CREDIT = re.compile(
    r"[(\[]?\s*(?:Ảnh|Nguồn ảnh|Ảnh minh họa|Ảnh tư liệu)\s*(?::\s*[^.;]{2,40})?[)\]]?\.?$|^(?:Ảnh|Hình)(?: \d+)?\s*:"
)
_SCENE = _starts(
    "quang cảnh|toàn cảnh|khung cảnh|cảnh|không khí|một góc|góc|hình ảnh|ảnh|hình|từ trái sang|từ phải sang|chủ trì|"
    "chủ tọa|"
    "chủ toạ|đoàn chủ tịch|đoàn chủ tọa|(?:các |đông đảo |toàn thể |một số |đoàn )?(?:vị )?đại biểu|"
    "các (?:đồng chí )?(?:lãnh đạo|tập thể|cá nhân|thành viên)|hội trường|"
    "đông đảo (?:nhân dân|người dân|bà con|du khách|khán giả)|"
    "(?:một )?tiết mục|phần (?:thi|trình diễn|biểu diễn|trình bày)|màn|gian|khu vực|điểm cầu|thành viên"
)
_PERSON = _starts(
    r"(?:các )?(?:đồng chí|đ/c|đ\.c)|ông|bà(?! con)|lãnh đạo|(?:nguyên )?phó bí thư|bí thư|(?:phó )?trưởng ban|"
    r"(?:phó )?chủ tịch|"
    "(?:phó )?giám đốc|thường trực|(?:phó )?chủ nhiệm|(?:phó )?hiệu trưởng|thạc sĩ|tiến sĩ|ths|ts|pgs|gs|báo cáo viên|"
    "đại diện"
)
_PEOPLE = _starts(
    "nhân dân|người dân|bà con|học sinh|sinh viên|cán bộ|chiến sĩ|chiến sỹ|thanh niên|đoàn viên|hội viên|phụ nữ|"
    "nghệ nhân|"
    "mô hình|học viên|thiếu nhi|nông dân|lực lượng|đoàn công tác|trao|tặng|lễ|giờ|buổi|tuyến|cánh đồng|sản phẩm|"
    "cô|thầy|chị|anh|em|bác|cụ(?! thể)|chú(?! trọng| ý)|già làng|trưởng (?:bản|thôn|xóm|khu)|sư|nhóm|đội|tổ(?! chức)|"
    "câu lạc bộ|không gian|đồng bào|"
    "du khách|công nhân|bạn đọc|độc giả|phóng viên|bác sĩ|ban (?:tổ chức|giám khảo)|thí sinh|cựu chiến binh|"
    "các (?!cấp|ngành|địa phương|đơn vị|hoạt động|nội dung|ý kiến|xã|huyện|tỉnh|sở|phòng|mô hình|giải pháp|nhiệm vụ)"
    r"(?:\w+ )?\w+"
)
_ACTION = _holds(
    "phát biểu|(?<!được )[Tt]rao(?! đổi)|(?<!được )[Tt]ặng|chủ trì|tham dự|dự|chụp ảnh|tham quan|dâng hương|thăm|"
    "khai mạc|bế mạc|kết luận|"
    "điều hành|"
    "báo cáo|"
    "trình bày|biểu diễn|giới thiệu|ký kết|cắt băng|thảo luận|tham luận|quán triệt|truyền đạt|tham gia|thu hoạch|"
    "kiểm tra|hướng dẫn|(?<!chứng )(?<!ghi )nhận(?! thức| việc)|thắp|chăm sóc|tác nghiệp|bàn giao|giao lưu"
)
_SECOND_ACTION = re.compile(
    r"(?:, | và )(?:cùng |tập trung )?"
    r"(?:trao đổi|thảo luận|kiến nghị|lắng nghe|tham quan|tìm hiểu|chia sẻ|góp ý|giao lưu|học hỏi|tặng|trao)(?!\w)",
    re.IGNORECASE,
)
_OPENING = _starts(
    "ngày(?! hội)|sáng|chiều|tối|trưa|trong|tại|theo|tuy|tuy nhiên|đặc biệt|ngoài|bên cạnh|nhân (?:dịp|ngày)|sau|qua|"
    "phát biểu|kết luận|cũng|đây|từ(?! (?:trái|phải) (?:sang|qua))|với|để|đến|được|hiện|dịp|năm|tháng|quý|thời gian|"
    "trước|về|cùng|đồng thời|nhờ|do|vì|khi|nếu|tới|mặc dù|việc|như vậy|song|nhưng|hằng|hàng|mỗi|ở|bởi|thông qua|"
    "nổi bật|cụ thể|riêng|mục đích|nhiều|kết quả|tỷ lệ|số|kinh phí|nguồn|đề án|kế hoạch|sự|điều|những|đợt|"
    "toàn(?! cảnh| thể)|"
    "hầu hết|phần lớn|cả|không|có|rồi|vì thế|vì vậy|cứ|khó khăn|đó|ai|câu chuyện|niềm|quán triệt|cần|trao đổi|xin|"
    "trân trọng|còn|vẫn"
)
_EVENT = _starts(
    "hội nghị|buổi lễ|chương trình|phong trào|hoạt động|công tác|lớp (?:học|bồi dưỡng|tập huấn)|cuộc|hội thi|dự án"
)
_NARRATIVE = _holds(
    "đã|sẽ|cần|(?<!bên )(?<!từ )(?<!Từ )phải|đề nghị|yêu cầu|nhấn mạnh|cho biết|cho rằng|khẳng định|"
    "(?<!hội nghị )đánh giá|ghi nhận|biểu dương|đến dự|tới dự|cùng dự|dự và|nhằm|trong đó|theo đó|qua đó|kết thúc|"
    "(?<!khánh )thành công|(?<!bàn )giao(?! (?:ban|lưu|thông|ước|dịch))|chia sẻ(?: rằng|[,:])|đề xuất|đóng góp|"
    "nhất trí|cho ý kiến|cho hay|"
    "nhận xét|tâm sự|thống nhất|góp phần|"
    "cảm ơn|là|"
    r"(?<!^)có (?:(?:các )?đồng chí|đại diện|sự|(?:hơn |gần |trên )?\d+)|lưu ý|mong|(?<!nơi )diễn ra"
)
_TELLING = _holds(
    "từng|vẫn|còn|chưa|không(?! gian)|nên|thường(?! vụ| trực)|(?<!nơi )để|rằng|nếu|luôn|hơn|bị|ngày càng|gồm|bao gồm|"
    "kéo dài|thu hút|(?<!truyền )đạt|tăng|giảm|bày tỏ|kiến nghị|hứa|nói|(?<!thi )kể(?! chuyện)|đều|"
    "(?<!thực )(?<!thể )hiện|sau đó|tiếp tục|có(?! (?:uy tín|thành tích|hoàn cảnh|công))|cũng|dành(?! cho)|mang lại|"
    "thuộc về|ủng hộ|tin tưởng|đồng tình|phấn khởi|muốn|trở thành|nhớ lại|mạnh dạn|khép lại|cùng nhau|hoạt động vào|"
    "tiếp thu|nêu|mỗi|tập trung|vận động|thành lập|nhân rộng|"
    "(?:được|cho) (?:tổ chức|miễn|mời|triển khai|phát động|đẩy mạnh|duy trì|phép|tặng|trao|hỗ trợ|hướng dẫn|"
    "nghe|cấp|khám|học|phổ biến|trang bị|tập huấn|bồi dưỡng|truyền đạt)|cả|rất|xin"
)
_QUANTITY = re.compile(
    r"(?<!\w)(?<!năm )(?<!tháng )(?<!ngày )(?<!quý )(?<!thứ )(?<!số )(?<!khóa )\d[\d.,]*(?![\d/-])\s+\w"
)
_HEADING = re.compile(
    r"^(?:những |một số |các |công tác )?(?:nhiều|hiệu quả|chú trọng|khắc phục|dấu ấn|điểm sáng|chuyển biến|quyết tâm|"
    r"đồng bộ|linh hoạt|sức sống|kết quả|nhiệm vụ|giải pháp|hạn chế|phương hướng|mục tiêu|bài học|kinh nghiệm|"
    r"nguyên nhân|thuận lợi|khó khăn|thành tích|đánh giá|kiến nghị|nội dung|yêu cầu|ý nghĩa|nâng cao|tăng cường|"
    r"đẩy mạnh|phát huy|tập trung|xây dựng|thực hiện|chủ động|đổi mới|triển khai|tiếp tục|lan tỏa|hướng tới|vì sao|"
    r"chung tay|khơi dậy|vào cuộc|gắn|gần|lấy|giữ gìn|bám sát|nêu gương|tạo|diện mạo|đảng viên đi trước|ý đảng|"
    r"đoàn kết|hành trình|đưa|bảo đảm|cụ thể hóa|huy động|quan tâm|ưu tiên|coi trọng|lồng ghép|đa dạng|mở rộng|"
    r"tháo gỡ|bước|động lực|điểm tựa|sức mạnh|vai trò|thách thức|cơ hội|định hướng|quan điểm|thực trạng|vấn đề|"
    r"kiểm tra, giám sát|bảo tồn|đổi thay|thay đổi|trách nhiệm|dân biết)(?!\w)",
    re.IGNORECASE,
)


_PLACE = re.compile(r"(?<!\w)(?:tại|ở|bên) [^,;:]{3,60}$")
_SIGNS_OF_TEXT = (_OPENING, _NARRATIVE, _TELLING, _QUANTITY, _HEADING)
"""A line with one of these may stand alone without being set apart: a short paragraph, or a heading."""


def stands_out(text: str, before: str, after: str) -> float:
    """Return the evidence that the place gives: a short sentence between long paragraphs is set apart for a reason."""
    short = len(text) <= 100 and not has_sentence_break(text)
    apart = min(len(before), len(after)) >= max(120, 2 * len(text))
    return 1.5 if short and apart and not any(sign.search(text) for sign in _SIGNS_OF_TEXT) else 0.0


def caption_score(text: str) -> float:
    """Return the evidence that a line is a caption; see `CAPTION` for where the line is drawn.

    For: it names a scene or a person and what they do, is short, and lacks the stop of a sentence. Against: it opens,
    joins or reports like a running text, heads a list, or is long.
    """
    if len(text) > _LONGEST or is_list_item(text) or text.endswith((":", ";", ",", "/.")):
        return -3.0
    words = len(text.split())
    stop = ends_sentence(text)
    person, scene = _PERSON.search(text) is not None, _SCENE.search(text) is not None
    people = _PEOPLE.search(text) is not None
    heading = _HEADING.search(text) is not None
    telling = any(sign.search(text) for sign in _SIGNS_OF_TEXT)
    return (
        (0.0 if stop else 1.5)
        + 0.5 * (stop and not telling and _PLACE.search(text) is not None)
        + (0.5 if words <= 10 else -1.0 * (words > 32))
        - 0.3 * max(0, words - 28) * stop
        - 1.0 * (stop and _SECOND_ACTION.search(text) is not None)
        + 3.0 * (_CREDIT.search(text) is not None)
        + 2.0 * scene
        + 1.5 * person
        + 1.0 * people
        + 1.5 * ((person or scene or people) and _ACTION.search(text) is not None)
        - 3.0 * (_OPENING.search(text) is not None)
        - (1.0 if stop else 0.5) * (_EVENT.search(text) is not None)
        - (4.0 if stop else 2.5) * (_NARRATIVE.search(text) is not None)
        - 1.5 * (stop and _TELLING.search(text) is not None)
        - 1.0 * stop * len(_QUANTITY.findall(text))
        - 1.5 * heading
        - 2.0 * has_sentence_break(text)
    )
