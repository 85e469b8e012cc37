"""Whole pages, read as people read them: no English is left in Vietnamese and Khmer ones, public or staff."""

import datetime
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib import admin
from django.utils.translation import trans_real

from articles.models import Contribution
from feedback.rules import FIRST_CONSENT
from provinces.models import Site
from tests import factories
from tests.conftest import Cast, SiteClient
from tests.test_catalogues import catalogue
from tuyengiao.network_admin import network_admin

SignIn = Callable[[Any], SiteClient]
SEEN_ATTRIBUTES = {"alt", "title", "placeholder", "aria-label", "aria-description", "data-hint", "data-confirm"}
# Words that no Vietnamese sentence of ours needs; not those that Vietnamese took over (website, menu, banner).
ENGLISH = re.compile(
    r"\b(the|and|or|of|this|that|with|are|not|please|search|home|save|add|delete|remove|change|changes|select|choose|"
    r"submit|cancel|close|open|view|back|next|previous|page|pages|latest|news|all|none|yes|no|unknown|error|errors|today|"
    r"from|filter|by|any|date|time|user|users|name|title|site|sites|article|articles|picture|categories|category|log)\b",
    re.IGNORECASE,
)
# What is English on purpose: the switch of languages, user names of the cast, addresses, names of files.
NAMES = re.compile(r"https?://\S+|\S+@\S+|English|writer|editor|\S*[/_]\S*|\S+\.\w{2,4}\b|--\w+")

# The English text of consent, which staff see to translate it.
CONSENT = " ".join(FIRST_CONSENT["en"].split())


class Text(HTMLParser):
    """Collects what a person sees or hears of a page, a piece for each element or attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.hidden += tag in ("script", "style")
        is_button = tag == "input" and values.get("type") in ("submit", "button", "reset")
        seen = SEEN_ATTRIBUTES | ({"value"} if is_button else set())
        self.pieces += [value for name, value in attrs if name in seen and value]

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.hidden and data.strip():
            self.pieces.append(" ".join(data.split()))


def text_of(answer: Any) -> list[str]:
    parser = Text()
    parser.feed(answer.content.decode())
    return parser.pieces


@pytest.fixture
def asked_in_vain(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], set[str]]:
    """Return a function that begins to collect the messages for which a language has no translation of its own."""

    def watch(language: str) -> set[str]:
        missing: set[str] = set()
        translation = trans_real.translation(language)
        own = translation._catalog
        original = {name: getattr(translation, name) for name in ("gettext", "ngettext")}

        def gettext(message: str) -> str:
            if message and own.get(message) is None:
                missing.add(message)
            return str(original["gettext"](message))

        def ngettext(one: str, many: str, number: int) -> str:
            if own.get((one, translation.plural(number))) is None:
                missing.add(one)
            return str(original["ngettext"](one, many, number))

        monkeypatch.setattr(translation, "gettext", gettext)
        monkeypatch.setattr(translation, "ngettext", ngettext)
        return missing

    return watch


@pytest.fixture
def furnished(vinh_long: Site) -> list[str]:
    """Fill a site of three languages with one of everything that readers see; return its public addresses."""
    news = factories.category(vinh_long, "Tin tức", "tin-tuc", has_home_box=True)
    below = factories.category(vinh_long, "Khoa giáo", "khoa-giao", parent=news)
    picture = factories.picture(vinh_long)
    articles = [factories.article(below, picture=picture, is_top=number == 0) for number in range(6)]
    word = factories.tag(vinh_long, "Văn hóa")
    articles[3].tags.add(word)
    articles[3].source = "Báo địa phương"
    articles[3].save()
    author, topic = factories.contributor(vinh_long), factories.topic(vinh_long)
    Contribution.objects.create(article=articles[3], contributor=author)
    articles[3].topics.add(topic)
    album = factories.album(vinh_long, photos=2)
    factories.album(vinh_long)
    page = factories.page(vinh_long)
    top = factories.department(vinh_long, phone="0294 3 851 234")
    factories.department(vinh_long, parent=top)
    factories.hotline(vinh_long)
    factories.link(vinh_long)
    factories.banner(vinh_long)
    factories.menu_item(vinh_long, news, order=1)
    factories.menu_item(vinh_long, module="home", order=0)
    vinh_long.phone, vinh_long.fax, vinh_long.email = "0294 3 851 234", "0294 3 851 235", "a@b.vn"
    vinh_long.governing_body_vi, vinh_long.responsible_person = "Tỉnh ủy Vĩnh Long", "Thạch Thị Xa"
    vinh_long.untranslated = "show"
    vinh_long.save()
    return [
        "",
        "tin-tuc/",
        "khoa-giao/",
        *[row.get_absolute_url().removeprefix("/") for row in (articles[3], word, author, topic, album, page)],
        "album/",
        "lien-he/",
        "so-do/",
        "luu-tru/",
        f"luu-tru/{factories.LONG_AGO:%Y/%m}/",
        "rss/",
        "co-quan/",
        f"co-quan/{top.slug}/",
        "tim-kiem/",
        "tim-kiem/?q=bai+viet",
        "tim-kiem/?q=khongcogi",
        "khong-co-trang-nay/",
    ]


def public_page(reader: SiteClient, language: str, path: str) -> Any:
    answer = reader.get(f"/vinh-long/{language}{path}")
    assert answer.status_code == (404 if path.startswith("khong-co") else 200), path
    return answer


def english_left(pieces: list[str]) -> list[str]:
    """Return the pieces that are a source string word for word, or that hold an English word."""
    sources = {
        entry.msgid
        for folder in ("locale", "locale/packages")
        for entry in catalogue("vi", folder=folder)
        if entry.msgid.lower() != entry.msgstr.lower() and not entry.msgid_plural
    }
    sources |= {text[:1].upper() + text[1:] for text in sources}
    pieces = [piece for piece in pieces if not (len(piece) > 80 and piece in CONSENT)]
    words = [NAMES.sub("", piece).strip(" :") for piece in pieces]
    return [piece for piece, word in zip(pieces, words, strict=True) if word in sources or ENGLISH.search(word)]


def test_the_words_that_are_looked_for_are_found() -> None:
    """The crawl below would notice a single forgotten label."""
    assert english_left(["Xem tất cả", "See all", "Bài: title", "English", "RSS"]) == ["See all", "Bài: title"]


def test_public_pages_are_vietnamese_throughout(
    furnished: list[str], reader: SiteClient, asked_in_vain: Callable[[str], set[str]]
) -> None:
    missing = asked_in_vain("vi")
    left = {path: english_left(text_of(public_page(reader, "", path))) for path in furnished}
    assert {path: pieces for path, pieces in left.items() if pieces} == {}
    assert missing == set()


def test_public_pages_are_khmer_throughout(
    furnished: list[str], reader: SiteClient, asked_in_vain: Callable[[str], set[str]]
) -> None:
    missing = asked_in_vain("km")
    left = {path: english_left(text_of(public_page(reader, "km/", path))) for path in furnished}
    assert {path: pieces for path, pieces in left.items() if pieces} == {}
    assert missing == set()


@pytest.mark.parametrize("language", ["", "km/"])
def test_the_portal_a_province_and_a_frozen_site_speak_one_language(
    portal: Site, nghe_an: Site, vinh_long: Site, reader: SiteClient, language: str
) -> None:
    portal.languages = vinh_long.languages = ["vi", "km"]
    portal.save()
    former = factories.province("Trà Vinh", "84", "tra-vinh", valid_to=datetime.date(2025, 6, 30))
    former.successor = factories.province("Vĩnh Long", "86", "vinh-long")
    former.save()
    vinh_long.province, vinh_long.state = former.successor, "frozen"
    vinh_long.frozen_on, vinh_long.successor = datetime.date(2025, 7, 1), nghe_an
    vinh_long.save()
    for path in (f"/{language}", f"/{language}tinh/vinh-long/", f"/{language}tinh/tra-vinh/", f"/vinh-long/{language}"):
        answer = reader.get(path)
        assert answer.status_code == 200, path
        assert english_left(text_of(answer)) == [], path


def test_english_pages_show_no_vietnamese_words_of_the_interface(furnished: list[str], reader: SiteClient) -> None:
    """English falls back to the source strings, not to Vietnamese, the default language."""
    words = {text for entry in catalogue("vi") for text in [entry.msgstr] if text != entry.msgid and len(text) > 3}
    words |= {text[:1].upper() + text[1:] for text in words}
    data = {"Tin tức", "Khoa giáo", "Đường dây nóng", "Tiếng Việt", "Banner", "Giới thiệu chung"}
    for path in furnished:
        pieces = text_of(public_page(reader, "en/", path))
        assert [piece for piece in pieces if piece in words - data] == [], path


def test_staff_pages_are_vietnamese_throughout(
    furnished: list[str], cast: Cast, sign_in: SignIn, asked_in_vain: Callable[[str], set[str]]
) -> None:
    missing = asked_in_vain("vi")
    client = sign_in(cast.superadmin)
    pages = ["/quan-tri/", "/quan-tri/vinh-long/", "/quan-tri/vinh-long/nhap-trang/", "/quan-tri/password_change/"]
    for root, frame in (("/quan-tri/", network_admin), ("/quan-tri/vinh-long/", admin.site)):
        for model in frame._registry:
            table = f"{root}{model._meta.app_label}/{model._meta.model_name}/"
            pages += [table, f"{table}add/"]
            row = model._default_manager.filter(**({"site__slug": "vinh-long"} if hasattr(model, "site_id") else {}))
            if root != "/quan-tri/" and (found := row.first()):
                pages += [f"{table}{found.pk}/{verb}/" for verb in ("change", "history", "delete")]
    answers = {path: client.get(path) for path in pages}
    left = {path: english_left(text_of(answer)) for path, answer in answers.items() if answer.status_code == 200}
    assert len(left) > 40
    assert {path: pieces for path, pieces in left.items() if pieces} == {}
    assert missing == set()


def test_a_form_sent_empty_complains_in_vietnamese(
    furnished: list[str], cast: Cast, sign_in: SignIn, asked_in_vain: Callable[[str], set[str]]
) -> None:
    missing = asked_in_vain("vi")
    client = sign_in(cast.superadmin)
    tables = [f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry]
    answers = {table: client.post(f"/quan-tri/vinh-long/{table}/add/", {}) for table in tables}
    left = {table: english_left(text_of(answer)) for table, answer in answers.items() if answer.status_code == 200}
    assert len(left) > 10
    assert {table: pieces for table, pieces in left.items() if pieces} == {}
    assert missing == set()


def test_signing_in_and_out_is_vietnamese(cast: Cast, sign_in: SignIn, reader: SiteClient) -> None:
    assert english_left(text_of(reader.get("/quan-tri/login/"))) == []
    wrong = reader.post("/quan-tri/login/", {"username": "ai-do", "password": "sai"})
    assert english_left(text_of(wrong)) == []
    assert english_left(text_of(sign_in(cast.writer).post("/quan-tri/logout/"))) == []


def test_the_words_of_the_editor_reach_the_browser(cast: Cast, sign_in: SignIn) -> None:
    words = sign_in(cast.writer).get("/quan-tri/nghe-an/jsi18n/").content.decode()
    assert "Ch\\u00e8n b\\u1ea3ng" in words
