"""What surrounds an article on a saved page: menus, switches, notices, footers, and the headings of lists and panels.

The words are those of portals of Vietnamese departments (`vietnam.md` 5); they are compared without marks and signs.
"""

import re
from enum import StrEnum, auto
from typing import Final

from exchange.bylines import is_name, is_office, read_byline
from vietnamese.folding import fold


class Block(StrEnum):
    """What a line of the surroundings is."""

    NOISE = auto()
    """Says nothing about the article: menu, language switch, banner, footer, notice."""
    RELATED = auto()
    """Heads a list of related articles."""
    LISTING = auto()
    """Heads another list of headlines or links, such as the newest articles."""
    PANEL = auto()
    """Heads a panel with its own kind of lines: hotline, statistics."""


def _words(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(","))


_RELATED = re.compile(
    r"(?:xem )?(?:cac |nhung |mot so )?"
    r"(?:(?:tin tuc|tin bai|tin|bai viet|bai|noi dung|thong tin|su kien|chuyen muc)(?: va bai viet| bai)? "
    r"(?:lien quan|khac|cung (?:chuyen muc|chu de|the loai|danh muc|muc|loai)|(?:moi|cu) hon|"
    r"da (?:dua|dang)|truoc do|tiep theo)(?: khac)?"
    r"|(?:tin )?(?:cung chuyen muc|cung chu de|cung the loai)|co the ban quan tam|ban co the quan tam)"
    r"(?:(?: va)?(?: (?:cac |nhung )?(?:tin|bai)(?: viet| tuc)?)? (?:(?:moi|cu) hon|lien quan|khac|cung chuyen muc))*"
)
_INLINE_RELATED = re.compile(
    r"^[>»•\-\s]*(?:Xem thêm|Đọc thêm|Tin liên quan|Bài liên quan)\s*[:：]\s*(\S.{9,})$", re.IGNORECASE
)
_LISTINGS: Final = _words(
    "moi nhat, tin moi nhat, bai moi nhat, tin doc nhieu, doc nhieu nhat, doc nhieu, xem nhieu, xem nhieu nhat, "
    "tin xem nhieu, thu vien anh, thu vien hinh anh, thu vien video, lien ket website, lien ket web, lien ket, "
    "website lien ket, lien ket trang, lien ket nhanh, cac trang lien ket, danh sach lien ket, tham do y kien"
)
_LISTINGS_AFTER_ARTICLE: Final = _words(
    "tin moi, tin noi bat, tieu diem, thong bao, thong bao moi, van ban, van ban moi, van ban moi ban hanh, video, "
    "video clip, hinh anh, hinh anh hoat dong, anh, album anh, chuyen muc, chuyen de, quang cao, tin tuc, thu vien, "
    "y kien ban doc, hoi dap, lich cong tac"
)
_PANELS: Final = _words(
    "duong day nong, so dien thoai duong day nong, hotline, thong ke truy cap, thong ke luot truy cap, luot truy cap, "
    "so luot truy cap, thong ke, bo dem, bo dem truy cap, thong ke website, truy cap"
)
_MENU: Final = _words(
    "trang chu, so do trang, so do cong, so do website, so do site, lien he, dang nhap, dang ky, dang xuat, tim kiem, "
    "tim kiem nang cao, gioi thieu, home, menu, rss, tro ve, quay lai, ve trang chu, ve dau trang, len dau trang, "
    "dau trang"
)
_TOOLS: Final = _words(
    "phan hoi, gui phan hoi, binh luan, gui binh luan, y kien, gui y kien, chia se, chia se bai viet, in trang, "
    "in bai, "
    "in bai viet, in tin, ban in, gui email, gui mail, email, luu bai, luu bai viet, facebook, zalo, twitter, "
    "youtube, google, tweet, luu, ve trang truoc, trang truoc, trang sau, "
    "tuong phan, doc bai viet, nghe bai viet, nghe doc bai, xem voi co chu, co chu, danh gia bai viet, danh gia, "
    "xem them, "
    "xem tat ca, xem tiep, chi tiet, tai ve, print, share, like, thich, bao loi, tang co chu, giam co chu, "
    "xem tren ban do, "
    "quay lai, tro ve, ve dau trang, dau trang"
)
_MENU_ITEMS: Final = _MENU | _words(
    "tin tuc, tin tuc su kien, su kien, van ban, thu vien, hoi dap, chuyen muc, chuyen de, co cau to chuc, thong bao, "
    "chuc nang nhiem vu, chi dao dieu hanh, thu tuc hanh chinh, thu dien tu, video, hinh anh, lich cong tac, tai lieu"
)
_LANGUAGES = re.compile(
    r"(?:(?:english|khmer|tieng (?:viet|anh|khmer|trung|phap|lao)|vietnamese|viet nam|vietnam|vie|eng|en|vi|vn|km|kh|"
    r"chinese|"
    r"francais|french|lao|中文|日本語|русский|ភាសាខ្មែរ|ខ្មែរ|ngon ngu|language)(?:[\s|/•·,:;\-–]+|$))+"
)
_PLACEHOLDER = re.compile(r"(?:\W*(?:no title|null|undefined|chua co tieu de|khong co tieu de)\W*)+")
_FILE_NAME = re.compile(r"^[\w\-. ]+\.(?:jpe?g|png|gif|webp|bmp|pdf|docx?)$", re.IGNORECASE)
_NOISE_START = re.compile(
    r"(?:banner|logo|slide|slideshow|anh bia)\b.{0,120}$|"
    r"(?:dia chi|tru so|don vi van hanh|dien thoai|dt|so dien thoai|tel|fax|email|e mail|website|hotline|"
    r"duong day nong|ban quyen|copyright|"
    r"giay phep|"
    r"(?:nguoi )?chiu trach nhiem(?: (?:noi dung|chinh|xuat ban|quan ly))?|truong ban bien tap|tong bien tap|"
    r"co quan chu quan|co quan quan ly|don vi quan ly|"
    r"ghi ro nguon|vui long ghi ro|thiet ke|phat trien boi|powered by|tu khoa|tags?|the|designed by|co chu|"
    r"danh gia bai viet)"
    r" ?[:©(]|(?:thiet ke(?: va phat trien)?|phat trien|van hanh|xay dung) boi\b|(?:copyright|ban quyen|ghi ro nguon|"
    r"powered by|designed by|de nghi ghi ro|giay phep so)\b|©"
)
_TOOL_ROW = re.compile(rf"(?:(?:{'|'.join(sorted(_TOOLS, key=len, reverse=True))})(?: \d+)?(?: |$))+")
_PAGES = re.compile(r"(?:trang )?(?:\d+ ?)+(?:(?:next|tiep|tiep theo|sau|trang sau|cuoi|trang cuoi) ?)*")
_BADGE = re.compile(r"tin nhiem mang|ncsc|ipv6 (?:ready|enabled)|da dang ky (?:voi )?bo cong thuong")
_SESSION_MARKS = tuple(
    map(
        re.compile,
        (
            r"\b(?:bam|nhan|click|kich|chon|an) (?:vao )?(?:day|nut|here)|\b(?:click|press) ",
            r"dang nhap|dang xuat|log(?:ged)? ?(?:in|out)|sign(?:ed)? (?:in|out)",
            r"\bphien\b|\bsession\b",
            r"thoi gian (?:cho|con lai)|het han|het hieu luc|timeout|expire|tu dong (?:thoat|dong|ket thuc)",
            r"(?:khong|chua) (?:su dung|hoat dong|thao tac|tuong tac)|inactive|idle",
            r"\d+ ?(?:giay|phut|s|seconds?|minutes?)\b",
            r"duy tri|tiep tuc (?:lam viec|su dung|phien)|stay|keep",
            r"^(?:ban|quy khach|quy vi|phien|you)\b",
        ),
    )
)
_WORD = re.compile(r"[^\W\d_]{2}")
_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?)+[^\W\d_]?")
_SEPARATORS = re.compile(r"\s*[|•·»›>/]\s*|\s+[-–—]\s+")
_SIGNS = re.compile(r"[^\w©]+")
_TOOL_TAIL = re.compile(
    r"(?P<gap>\s*[|•\[(]?\s*)(?:(?:Phản hồi|Gửi phản hồi|Bình luận|Gửi bình luận|Chia sẻ|In trang|In bài viết|In bài|"
    r"Gửi email|Gửi mail"
    r"|Quay lại|Trở về|Về đầu trang|Ý kiến bạn đọc|Lưu bài viết|Bản in|Facebook|Zalo)[\])]?\s*)+$"
)


def block_of(text: str, article_seen: bool) -> Block | None:
    """Return what block the line is or heads, None for a line that may belong to the article.

    `article_seen`: paragraphs came before. Words such as "Thông báo" head a list only after them, for at the top of a
    page they name its category.
    """
    folded = fold(text)
    bare = _SIGNS.sub(" ", folded).strip()
    if not bare:
        return Block.NOISE
    if len(bare) <= 60:
        if _RELATED.fullmatch(bare) or (bare == "xem them" and text.rstrip().endswith(":")):
            return Block.RELATED
        if bare in _LISTINGS or (article_seen and bare in _LISTINGS_AFTER_ARTICLE):
            return Block.LISTING
        if bare in _PANELS:
            return Block.PANEL
    return Block.NOISE if _is_noise(text, folded, bare) else None


def is_menu_item(text: str) -> bool:
    """Whether the line is an entry that main menus have."""
    return _SIGNS.sub(" ", fold(text)).strip() in _MENU_ITEMS


def inline_related(text: str) -> str | None:
    """Return the headline in a line such as "Xem thêm: …", None for other lines."""
    found = _INLINE_RELATED.match(text)
    return found[1] if found and len(text) < 300 else None


def without_tools(text: str) -> str:
    """Return a short line without the names of buttons at its end ("…Lai ChâuPhản hồi").

    Where only a blank stands between, they go only from a name or an office: a sentence may end in "chia sẻ".
    """
    tail = _TOOL_TAIL.search(text)
    if tail is None or tail.start() == 0 or len(text) > 200:
        return text
    rest = text[: tail.start()].rstrip()
    return text if tail["gap"] == " " and not (is_office(rest) or is_name(rest) or read_byline(rest)) else rest


def _is_noise(text: str, folded: str, bare: str) -> bool:
    parts = [_SIGNS.sub(" ", part).strip() for part in _SEPARATORS.split(folded)]
    parts = [part for part in parts if part]
    words_only = bare in _MENU or _TOOL_ROW.fullmatch(bare) is not None or _LANGUAGES.fullmatch(folded) is not None
    is_menu = len(parts) >= 3 and all(part in _MENU_ITEMS for part in parts)
    are_tools = all(part in _TOOLS or part in _MENU for part in parts)
    return (
        words_only
        or is_menu
        or are_tools
        or _PLACEHOLDER.fullmatch(folded) is not None
        or _PAGES.fullmatch(bare) is not None
        or (len(text) < 300 and "no title" in folded)
        or _FILE_NAME.match(text) is not None
        or (len(text) < 300 and _is_notice(folded))
        or (len(text) < 300 and _NOISE_START.match(folded) is not None)
        or (len(text) < 80 and _BADGE.search(folded) is not None)
        or (_WORD.search(text) is None and _INITIALS.fullmatch(text) is None)
    )


def _is_notice(folded: str) -> bool:
    """Whether enough marks of an idle-session notice meet in one line, whatever its wording."""
    return sum(mark.search(folded) is not None for mark in _SESSION_MARKS) >= 4
