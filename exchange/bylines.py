"""Who wrote and photographed, and for which office: the lines that end an article."""

import re
from dataclasses import dataclass
from enum import StrEnum, auto

from exchange.lines import ends_sentence
from vietnamese.syllables import is_syllable


class Role(StrEnum):
    """What a contributor did."""

    TEXT = auto()
    PHOTO = auto()
    EDITOR = auto()


@dataclass(frozen=True, slots=True)
class Credit:
    """A name as the page writes it, and what the person did."""

    name: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Byline:
    """`text` is the names as printed, without labels; `source` the office or paper in the same line, or ""."""

    text: str
    credits: tuple[Credit, ...]
    source: str = ""


_WORK = (
    r"(?:tin bài|tin ảnh|bài ảnh|bài viết|tin|bài|ảnh|hình ảnh|thực hiện|tác giả(?: bài viết)?|người viết|"
    r"biên tập(?: viên)?|"
    r"biên soạn|nội dung|"
    r"tổng hợp|đăng bởi|người đăng|phóng viên|cộng tác viên)"
)
_LABEL = rf"{_WORK}(?:\s*(?:,|và|&|-|–|/|\+)\s*{_WORK})*"
_LABELLED = re.compile(rf"(?<!\w)({_LABEL})\s*[:：]\s*", re.IGNORECASE)
_BARE_LABEL = re.compile(rf"^({_WORK}(?:\s*(?:,|và|&|-|–|/|\+)\s*{_WORK})+)\s+(?=[A-ZĐ\u00c0-\u1ef9])", re.IGNORECASE)
_SOURCE = re.compile(r"^(?:(?:theo|trích(?: từ)?|dẫn theo)\s*[:：]?|nguồn(?:\s+tin)?\s*[:：])\s*(\S.*)$", re.IGNORECASE)
_NOTE = re.compile(
    r"\s*[(\[–-]\s*(?:tổng hợp|biên soạn|sưu tầm|ctv|t\.?h|th|lược ghi|thực hiện|gt|giới thiệu)\s*[)\]]?\.?$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\(([^()]{2,80})\)\.?$")
_BETWEEN = re.compile(r"\s+[-–—]\s+|\s*[&;/+,–—]\s*|\s+và\s+", re.IGNORECASE)
_WIRE = re.compile(r"^(?:TTX|VO[HV]|VT[CV]|[A-ZĐ]{4,6})(?:\.vn|\.VN)?$")
_DOMAIN = re.compile(r"^(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?$", re.IGNORECASE)
_ABBREVIATED = re.compile(r"^(?:[A-ZĐ]\.\s?){1,4}[A-ZĐ]?\w*\.?$|^[A-ZĐ]{2,3}$")
_DESK = re.compile(
    r"^(?:ban biên (?:tập|soạn)|(?:(?:nhóm|tổ) )?(?:pv|phóng viên|ctv|cộng tác viên|btv|biên tập viên|tác giả)"
    r"(?-i:(?: [A-ZĐ\u00c0-\u1ef9]\w*){0,4}))$",
    re.IGNORECASE,
)
"""Who signs without a name of their own: "Nhóm PV", "Phóng viên Hải An"."""
_HONOURS = re.compile(r"^(?:(?:PGS|GS|TS|ThS|Th\.S|BS|CN|KS|NSƯT|NSND)(?:\.\s*|\s+))+")
_APOSTROPHE = re.compile(r"[’'ʼ]")
_NAME_WORD = re.compile(r"^[^\W\d_]+(?:[’'ʼ.\-][^\W\d_]+)*$")
_OFFICE = re.compile(
    r"^(?:ban(?! hành| tổ chức (?:cuộc|hội)| mai(?:$| \w+$))|tỉnh uỷ|tỉnh ủy|thành uỷ|thành ủy|huyện ủy|huyện uỷ|"
    r"thị ủy|đảng ủy|"
    r"đảng uỷ|đảng bộ|đảng cộng sản|chi bộ|sở|"
    r"ubnd|ủy ban|uỷ ban|văn phòng|phòng(?!,| chống| ngừa| văn | thị )|trung tâm|"
    r"trường (?:chính trị|đại học|cao đẳng|trung (?:cấp|học)|tiểu học|mầm non|mẫu giáo|phổ thông|thpt|thcs|th|ptdt\w*|"
    r"dân tộc|quân sự|nghề|dạy nghề|sĩ quan)|báo(?! chí| cáo)|đài|tạp chí|bản tin|cổng|"
    r"trang (?:thông tin|tin|tttđt)|hội(?! nghị| thảo| thi| chợ| nhập)|liên đoàn|liên hiệp|mặt trận|ubmttq|công an|"
    r"cục|chi cục|"
    r"thông tấn|ttxvn|vov|vtv|đoàn (?:thanh niên|tncs|trường|khối)|thành đoàn|tỉnh đoàn|huyện đoàn|bệnh viện|bảo tàng|"
    r"thư viện (?:tỉnh|thành)|bảo hiểm xã hội (?:tỉnh|huyện)|btgtu|btg|học viện|viện)(?!\w)",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"(?<!\w)(?:tại|tham luận|phát biểu|thảo luận|chủ trì|kết luận|chụp ảnh|tổ chức|triển khai|khai mạc|bế mạc|"
    r"tổng kết|sơ kết|giao ban|thăm|tặng|trao|khảo sát|làm việc|ra mắt|"
    r"phát động|dự|tham dự|"
    r"tham gia|họp|đẩy mạnh|tăng cường|nâng cao|quán triệt|học tập|kiểm tra|giám sát|ký kết|phối hợp|chúc mừng|"
    r"bổ nhiệm|công bố|có|"
    r"tiếp|đón|hưởng ứng|dâng hương|thực hiện|phát huy|chung tay|góp phần|đổi mới|xây dựng(?! đảng)|là|và nhân dân|"
    r"vượt|đạt|"
    r"tập huấn|bồi dưỡng|đồng hành|lan tỏa|ứng dụng|hướng về|kỷ niệm|gặp mặt|sẵn sàng|chủ động|đưa)(?!\w)",
    re.IGNORECASE,
)
_NOT_IN_NAMES = re.compile(
    r"(?<!\w)(?:hội nghị|công tác|kết quả|nhiệm vụ|giải pháp|tuyên giáo|thông báo|kế hoạch|thư viện|liên kết|"
    r"đường dây|mới nhất|phản hồi|"
    r"tin tức|văn bản|trang chủ|việt nam|tài liệu|chuyên mục|tỉnh ủy|tỉnh uỷ|thống kê|khoa giáo|lý luận|văn hóa|"
    r"văn hoá|văn nghệ|xã hội|"
    r"đồng chí|các|những|và|của|tại|tin|ảnh|bài|video|quang cảnh|toàn cảnh|chủ trì|xây dựng|sự kiện|hoạt động)(?!\w)",
    re.IGNORECASE,
)


def is_name(text: str) -> bool:
    """Whether the line has the shape of one person's name or pen name: up to six capitalised words,
    mostly syllables.
    """
    if _ABBREVIATED.match(text) or _DESK.match(text):
        return True
    words = _HONOURS.sub("", text).split()
    if not 1 <= len(words) <= 6 or _OFFICE.match(text):
        return False
    if _NOT_IN_NAMES.search(text) and words[1:2] not in (["Thị"], ["Văn"]):
        return False
    shaped = all(_NAME_WORD.match(word) and word[0].isupper() for word in words)
    even = all(map(str.isupper, words)) or all(
        word[1:].islower() or len(word) == 1 or _APOSTROPHE.search(word) is not None for word in words
    )
    sound = sum(is_syllable(word) or len(word) == 1 for word in words)
    return shaped and even and (sound * 2 >= len(words) or _APOSTROPHE.search(text) is not None) and len(text) > 1


def is_office(text: str) -> bool:
    """Whether the line names an office, a paper or a site, and does not say that it does something."""
    if _WIRE.match(text) or _DOMAIN.match(text):
        return True
    if _DESK.match(text):
        return False
    return (
        _OFFICE.match(text) is not None
        and len(text.split()) <= 14
        and not ends_sentence(text)
        and ":" not in text
        and _DOING.search(text) is None
    )


def read_byline(text: str) -> Byline | None:
    """Return names, roles and source when the line is a byline, a source or both; None for any other line.

    Knows bare names, also several and in capitals, "Tin, ảnh: …", "Bài: …; Ảnh: …", "Theo TTXVN", "(Nguồn: …)", "PV", a
    note such as "(tổng hợp)", and an office after the name.
    """
    line = re.sub(r"\s*\.?/\.?$", "", text.strip().strip("*_").strip())
    if len(line) > 160:
        return None
    if line.startswith(("(", "[")) and line.endswith((")", "]", ").")):
        line = line.strip("()[]. ")
    labelled = _read_labelled(line)
    if labelled is not None:
        return labelled
    source = _read_source(line)
    return Byline("", (), source) if source else _read_names(line, (Role.TEXT,))


def is_signature(text: str) -> bool:
    """Whether the line says who wrote the article or for which office."""
    return is_office(text) or read_byline(text) is not None


def _read_source(line: str) -> str:
    """Return what follows "Theo" or "Nguồn:", "" when the line is something else ("Theo báo cáo của …")."""
    found = _SOURCE.match(line)
    if found is None:
        return ""
    source = found[1].strip(" .,;)")
    sure = line[:5].lower() == "nguồn" or ":" in line[:12]
    fits = source[:1].isupper() and len(source.split()) <= 8 and not _DOING.search(source)
    return source if source and len(source) <= 100 and (sure or fits or _DOMAIN.match(source)) else ""


def _read_labelled(line: str) -> Byline | None:
    bare = _BARE_LABEL.match(line)
    if bare is not None:
        line = f"{bare[1]}: {line[bare.end() :]}"
    marks = list(_LABELLED.finditer(line))
    if not marks or marks[0].start() > 0:
        return None
    ends = [mark.start() for mark in marks[1:]] + [len(line)]
    texts: list[str] = []
    source = ""
    roles: dict[str, tuple[Role, ...]] = {}
    for mark, end in zip(marks, ends, strict=True):
        part = _read_names(line[mark.end() : end].strip(" .,;|–-"), _roles(mark[1]), trusted=True)
        if part is None:
            return None
        source = source or part.source
        texts += [part.text] if part.text not in texts else []
        for credit in part.credits:
            roles[credit.name] = tuple(dict.fromkeys((*roles.get(credit.name, ()), *credit.roles)))
    return Byline(", ".join(texts), tuple(Credit(name, done) for name, done in roles.items()), source)


def _roles(label: str) -> tuple[Role, ...]:
    label = label.lower()
    photo, editor = "ảnh" in label, "biên tập" in label
    text = (
        re.search(r"tin|bài|viết|thực hiện|tác giả|biên soạn|nội dung|tổng hợp|đăng|phóng viên|cộng tác", label)
        is not None
    )
    return tuple(role for role, done in ((Role.TEXT, text), (Role.PHOTO, photo), (Role.EDITOR, editor)) if done)


def _read_names(line: str, roles: tuple[Role, ...], trusted: bool = False) -> Byline | None:
    """Return the names in a line, with an office behind them as the source.

    `trusted`: a label stands before them, so that short pen names in any shape count.
    """
    source = ""
    line = _NOTE.sub("", line).strip(" .,;")
    bracket = _BRACKETS.search(line)
    if bracket is not None:
        source = _read_source(bracket[1]) or (bracket[1] if is_office(bracket[1]) else "")
        line = line[: bracket.start()].strip() if source or is_name(line[: bracket.start()]) else line
    names: list[str] = []
    start = 0
    for cut in [*_BETWEEN.finditer(line), None]:
        part = line[start : cut.start() if cut else len(line)].strip(" .")
        if names and (office := _read_source(line[start:]) or (line[start:] if is_office(line[start:]) else "")):
            source, line = source or office, line[:start]
            break
        if not _counts_as_name(part, trusted):
            return None
        names += _halves(part)
        start = cut.end() if cut else start
    text = re.sub(r"(?:\s*[-–—&;/+,]\s*|\s+và\s+)$", "", line).strip()
    return Byline(text, tuple(Credit(name, roles) for name in names), source) if names else None


def _counts_as_name(part: str, trusted: bool) -> bool:
    return all(map(is_name, _halves(part))) or (
        trusted and 0 < len(part.split()) <= 5 and len(part) <= 40 and part[0].isupper()
    )


def _halves(part: str) -> list[str]:
    """Cut "ĐỖ NHUNG-NGUYỄN THÚY"; a hyphen inside one name stays."""
    pieces = part.split("-")
    return pieces if len(pieces) > 1 and all(len(piece.split()) > 1 for piece in pieces) else [part]
