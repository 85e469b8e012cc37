"""Makes saved pages of the five shapes with names, order, counts and parts by chance, and says what is on them."""

import json
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

WORDS: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "data" / "import" / "sentences.json").read_text(encoding="utf-8")
)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
RELATED_HEADERS = (
    "Tin cùng chuyên mục", "Các tin khác", "Tin liên quan", "Bài viết liên quan", "Tin mới hơn", "TIN CŨ HƠN",
    "Những tin mới hơn", "Các tin đã đưa:", "Bài viết khác", "Tin bài liên quan", "Tin khác", "Các bài viết khác",
)  # fmt: skip
NOTICES = (
    "Bạn đã không sử dụng trang, nhấn vào đây để duy trì đăng nhập. Thời gian chờ: 45 giây",
    "Phiên làm việc của bạn sắp hết hạn. Bấm vào đây để tiếp tục. Còn lại 30 giây",
    "Quý khách không thao tác trong 15 phút, phiên đăng nhập sẽ hết hạn.",
)
ONLINE = ("Đang online", "Đang truy cập", "Trực tuyến", "Đang trực tuyến", "Khách online")
TODAY = ("Hôm nay", "Trong ngày", "Truy cập hôm nay")
WEEK = ("Trong tuần", "Tuần này")
ALL = ("Tất cả", "Tổng lượt truy cập", "Tổng số lượt truy cập", "Tổng truy cập", "Tổng cộng")


@dataclass
class Variation:
    """A page's text and the values that its report must hold."""

    text: str
    expected: dict[str, Any]
    signed_by: list[tuple[str, tuple[str, ...]]]


@dataclass
class Maker:
    """Writes one page; every choice comes from `chance`."""

    chance: random.Random
    expected: dict[str, Any] = field(
        default_factory=lambda: (
            dict.fromkeys(("published_at", "views", "counters"))
            | {"category": "", "byline": "", "source": "", "related": [], "captions": [], "body": []}
        )
    )
    signed_by: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def fill(self, kind: str) -> str:
        pick = self.chance.choice
        place, post, person = pick(WORDS["places"]), pick(WORDS["posts"]), pick(WORDS["people"])
        return pick(WORDS[kind]).format(
            place=place, post=post, Post=post, person=person, comrade=f"đồng chí {person}, {post}",
            office=pick(WORDS["offices"]).format(place=place), year=self.chance.randint(2019, 2025),
            quarter=self.chance.randint(1, 4), month=self.chance.randint(1, 12), day=self.chance.randint(1, 28),
            number=f"{self.chance.randint(2, 9)}.{self.chance.randint(100, 999)}",
        )  # fmt: skip

    def some(self, kind: str, count: int) -> list[str]:
        found: dict[str, str] = {}
        while len(found) < count:
            text = self.fill(kind)
            found.setdefault(text.rstrip("."), text)
        return list(found.values())

    def maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def moment(self) -> datetime:
        return datetime(2019, 1, 1, tzinfo=ZONE) + timedelta(minutes=self.chance.randint(0, 60 * 24 * 2000))

    def stamp(self, at: datetime) -> str:
        day, month = (at.day, at.month) if self.maybe(0.6) else (f"{at.day:02d}", f"{at.month:02d}")
        mark = self.chance.choice("///-.")
        date = f"{day}{mark}{month}{mark}{at.year}"
        time = self.chance.choice(
            [f"{at.hour}:{at.minute}'", f"{at.hour}:{at.minute:02d}", f"{at.hour:02d}h{at.minute:02d}", f"{at:%H:%M}"]
        )
        weekday = WEEKDAYS[at.weekday()]
        return self.chance.choice(
            [
                f"{weekday}, {date} {time}(GMT+7)", f"{weekday}, {date}, {time} (GMT+7)", f"{date} {time}",
                f"{weekday}, ngày {date} {time}", f"Cập nhật: {date} {time}", f"Ngày đăng: {date} - {time}",
                f"{weekday} - {date} {time}", f"{time}, {weekday}, {date}", f"Cập nhật lúc {time}, ngày {date}",
            ]
        )  # fmt: skip

    def title(self) -> str:
        self.expected["title"] = self.fill("titles")
        return str(self.expected["title"])

    def story(self, gap: str) -> list[str]:
        """Return lead, paragraphs and captions as page lines; `gap` stands between them."""
        lead = self.fill("leads")
        self.expected["lead"] = lead
        body = self.some("paragraphs", self.chance.randint(2, 9))
        if self.maybe(0.3) and not body[-1].endswith(":"):
            body.append(self.fill("closings"))
        if body[-1].endswith(":"):
            body.append("Công tác luân chuyển sách được duy trì đều đặn hằng tháng ở tất cả các xã.")
        self.expected["body"] = body
        captions = self.some("captions", self.chance.choice([0, 1, 1, 2, 2, 3]))
        places = sorted(self.chance.sample(range(len(body)), min(len(captions), len(body))))
        above = self.expected["captions"]
        self.expected["captions"] = [*above, *captions[: len(places)]]
        pieces: list[str] = [lead]
        for place, paragraph in enumerate(body):
            if place in places:
                pieces += self.caption(captions[places.index(place)], gap)
            pieces.append(paragraph)
        return [line for piece in pieces for line in (piece, *gap.split("\n")[:-1])]

    def caption(self, text: str, gap: str) -> list[str]:
        return [text, text] if self.maybe(0.25) else [text]

    def sign(self, byline: str, signed_by: list[tuple[str, tuple[str, ...]]], source: str = "") -> None:
        self.expected["byline"], self.signed_by = byline, signed_by
        self.expected["source"] = source or self.expected["source"]

    def byline(self) -> list[str]:
        """Return the lines that sign the article, with blanks and all."""
        one, two = self.chance.sample(WORDS["people"] + WORDS["pens"], 2)
        form = self.chance.randint(0, 13)
        both, text, photo = ("text", "photo"), ("text",), ("photo",)
        if form == 0:
            return []
        if form in (1, 2):
            self.sign(one, [(one, text)])
            return [f"{one} "]
        if form in (3, 4):
            mark = self.chance.choice([" - ", " – ", " & "])
            names = [one.upper(), two.upper()] if self.maybe(0.5) else [one, two]
            self.sign(mark.join(names), [(name, text) for name in names])
            return [mark.join(names)]
        if form in (5, 6, 7):
            label = self.chance.choice(["Tin, ảnh", "Bài, ảnh", "Tin và ảnh", "Bài và ảnh", "Tin - ảnh", "TIN, ẢNH"])
            self.sign(one, [(one, both)])
            return [f"{label}: {one}"]
        if form == 8:
            self.sign(f"{one}, {two}", [(one, text), (two, photo)])
            return [
                self.chance.choice([f"Bài: {one}; Ảnh: {two}", f"Tin: {one} - Ảnh: {two}", f"Bài: {one}, ảnh: {two}"])
            ]
        if form == 9:
            source = self.chance.choice(["TTXVN", "Báo Nhân Dân", "tuyengiao.vn", "Báo Điện Biên Phủ"])
            self.sign("", [], source)
            return [
                self.chance.choice([f"Theo {source}", f"(Nguồn: {source})", f"(Theo {source})", f"Nguồn: {source}"])
            ]
        if form == 10:
            self.sign("PV", [("PV", text)])
            return ["PV"]
        if form == 11:
            self.sign(one, [(one, text)])
            return [f"Tác giả: {one}"]
        if form == 12:
            self.sign(one, [(one, text)])
            return [f"{one} (tổng hợp)"]
        self.sign(one, [(one, text)], "TTXVN")
        return [one, "(Theo TTXVN)"]

    def related_list(self, count: int) -> list[str]:
        titles = self.some("related", count)
        self.expected["related"] = titles
        form = self.chance.randint(0, 3)
        if form == 0:
            return [line for title in titles for line in (title, "", title, "", "")]
        if form == 1:
            lines = [line for title in titles for line in (title, "", title, "", "")]
            for glued in self.chance.sample(range(count - 1), min(2, count - 1)):
                lines[glued * 5 + 2] += titles[glued + 1]
            return lines
        if form == 2:
            mark = self.chance.choice(["", "• ", "- ", "» "])
            return [f"{mark}{title}" for title in titles]
        return [f"{title} ({self.chance.randint(1, 28):02d}/0{self.chance.randint(1, 9)}/2023)" for title in titles]

    def counters(self) -> list[str]:
        counts = {
            "online": self.chance.randint(1, 999), "today": self.chance.randint(100, 9999),
            "week": self.chance.randint(10_000, 999_999), "all": self.chance.randint(1_000_000, 99_999_999),
        }  # fmt: skip
        labels = {"online": ONLINE, "today": TODAY, "week": WEEK, "all": ALL}
        if self.maybe(0.2):
            counts.pop(self.chance.choice(["online", "today", "week"]))
        mark = self.chance.choice([",", "."])
        bullet = self.chance.choice(["  • ", "", "- "])
        lines = [
            f"{bullet}{self.chance.choice(labels[key])}: {f'{count:,}'.replace(',', mark)}"
            for key, count in counts.items()
        ]
        if self.maybe(0.3):
            lines.insert(2, f"{bullet}Hôm qua: 4{mark}321")
        self.expected["counters"] = dict.fromkeys(("online", "today", "week", "all")) | counts
        return lines

    def page(self, *parts: list[str]) -> Variation:
        if self.expected["published_at"] is not None:
            self.expected["published_at"] = self.expected["published_at"].isoformat()
        return Variation("\n".join(line for part in parts for line in part), self.expected, self.signed_by)


def with_related(chance: random.Random) -> Variation:
    """Shape 000: banner, title, text, name, the list of one category."""
    make = Maker(chance)
    banner = (
        [chance.choice(["Banner trang thành viên", "Banner Ban tuyên giáo sub-site-7", "Logo"]), ""]
        if make.maybe(0.8)
        else []
    )
    count = chance.randint(3, 14)
    return make.page(
        banner, [make.title(), ""], make.story("\n"), [*make.byline(), ""],
        [chance.choice(RELATED_HEADERS), "", *make.related_list(count)] if make.maybe(0.9) else [],
        ["", "Thư viện ảnh", "", "Liên kết website"] if make.maybe(0.3) else [],
    )  # fmt: skip


def with_dates(chance: random.Random) -> Variation:
    """Shape 001: today's date, category, date of publication, doubled captions, office glued to a button."""
    make = Maker(chance)
    published = make.moment()
    today = published + timedelta(days=chance.randint(1, 500))
    top = [f"{WEEKDAYS[today.weekday()]}, {today.day}/{today.month}/{today.year}"] if make.maybe(0.8) else []
    head = []
    if make.maybe(0.8):
        make.expected["category"] = chance.choice(WORDS["categories"])
        head.append(make.expected["category"])
    if make.maybe(0.85):
        make.expected["published_at"] = published
        head.insert(len(head) if make.maybe(0.8) else 0, make.stamp(published))
    title = make.title()
    above = []
    if make.maybe(0.5):
        caption = make.fill("captions")
        make.expected["captions"] = [caption]
        above = [caption, "", caption, ""]
    story = make.story("\n")
    signed = make.byline()
    if make.maybe(0.7) and not make.expected["source"]:
        make.expected["source"] = make.fill("offices")
        signed.append(make.expected["source"] + chance.choice(["Phản hồi", "Phản hồi", "", " Phản hồi"]))
    elif signed:
        signed[-1] = signed[-1].strip() + chance.choice(["Phản hồi", ""])
    listed = make.related_list(chance.randint(3, 8)) if make.maybe(0.4) else []
    return make.page(
        top, head, ["", title, ""], above, story, signed, ["", chance.choice(RELATED_HEADERS), "", *listed],
        ["", "Thư viện ảnh", "", "Liên kết website", "", "Mới nhất"],
        ["", *make.some("titles", 2)] if make.maybe(0.3) else [],
    )  # fmt: skip


def with_site_name(chance: random.Random) -> Variation:
    """Shape 002: the site's name and address, lines without gaps, an idle-session notice, ƣ for ư."""
    make = Maker(chance)
    name = make.fill("offices")
    address = [chance.choice(["https://tuyengiao-vidu.org.vn", "tuyengiao.vidu.gov.vn", "http://www.vidu.vn/"])]
    head = [name, "", *address, "", ""] if make.maybe(0.7) else [name, ""]
    story = make.story("")
    signed = make.byline()
    text = make.page(
        head, [make.title(), ""], story, ["", ""], signed, [" ", chance.choice(NOTICES)] if make.maybe(0.8) else []
    )
    text.text = "".join("ƣ" if letter == "ư" and chance.random() < 0.1 else letter for letter in text.text)
    return text


def with_counters(chance: random.Random) -> Variation:
    """Shape 003: languages, empty ticker, views; hotline and counters below."""
    make = Maker(chance)
    head = [" | ".join(chance.sample(["English", "Khmer", "Tiếng Việt"], chance.randint(2, 3)))]
    head.append(" ".join(["No title..."] * chance.randint(1, 9)))
    views = []
    if make.maybe(0.85):
        make.expected["views"] = chance.randint(3, 98_765)
        shown = f"{make.expected['views']:,}".replace(",", chance.choice([".", ",", ""]))
        views = [
            chance.choice([f"Lượt xem: {shown}", f"Số lượt xem: {shown}", f"{shown} lượt xem", f"Đã xem: {shown}"])
        ]
    if make.maybe(0.2):
        chance.shuffle(head)
    below = make.maybe(0.2)
    panel = ["ĐƯỜNG DÂY NÓNG", *(["0294 3 855 123"] if make.maybe(0.4) else []), "Thống kê truy cập", *make.counters()]
    panel = panel if make.maybe(0.85) else []
    if not panel:
        make.expected["counters"] = None
    first = make.maybe(0.1)
    return make.page(
        panel if first else [], head, [] if below else views, ["", make.title(), ""], make.story("\n"),
        make.byline(), [""],
        views if below else [], [] if first else panel, ["", "Chung nhan Tin Nhiem Mang"] if make.maybe(0.7) else [],
    )  # fmt: skip


def bare(chance: random.Random) -> Variation:
    """Shape 004: title, text and captions, sometimes a name."""
    make = Maker(chance)
    return make.page([make.title(), ""], make.story(chance.choice(["\n", "\n", "\n\n", ""])), make.byline())


SHAPES = (with_related, with_dates, with_site_name, with_counters, bare)
