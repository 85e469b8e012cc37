"""What the guard takes for an injection, and what it leaves alone: measured on labelled texts, links and files."""

import io
import time
import zipfile
import zlib

import pytest

from guard.rules import files, hosts, judging, markup, words
from guard.rules.hosts import Lists

from . import factories
from .guard_samples import INJECTED, INNOCENT

KNOWN = Lists(frozenset({"nghean.gov.vn", "testserver"}), hosts.shipped())


def _found(html: str) -> set[str]:
    return {hit.kind for hit in judging.of_text([html], KNOWN)}


def test_there_are_enough_samples_of_both_kinds() -> None:
    assert len(INJECTED) >= 40
    assert len(INNOCENT) >= 40


@pytest.mark.parametrize("name", INJECTED)
def test_what_was_injected_is_found(name: str) -> None:
    assert _found(INJECTED[name])


@pytest.mark.parametrize("name", INNOCENT)
def test_what_people_write_is_left_alone(name: str) -> None:
    assert _found(INNOCENT[name]) == set()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("link with a brand", "gambling"),
        ("word with dots", "gambling"),
        ("listed domain", "domain"),
        ("hidden by display", "hidden"),
        ("wall of signs", "hidden"),
        ("script in link", "script"),
        ("refresh", "redirect"),
    ],
)
def test_what_is_found_is_called_by_its_kind(name: str, kind: str) -> None:
    assert kind in _found(INJECTED[name])


def test_parts_over_plain_http_are_found_and_links_are_not() -> None:
    assert _found('<img src="http://anh.example/a.jpg">') == {"http"}
    assert _found('<p><a href="http://tin.example/">Tin</a></p>') == set()


def test_a_text_is_judged_as_a_whole_title_and_body_together() -> None:
    parts = ["Sunwin, Jun88", "Nạp rút nhanh, đăng ký ngay nhận thưởng"]
    assert {hit.kind for hit in judging.of_text(parts, KNOWN)} == {"gambling"}
    assert _found(parts[1]) == set()


@pytest.mark.parametrize(
    ("url", "kinds"),
    [
        ("https://nghean.gov.vn/tin", []),
        ("/tin-tuc/", []),
        ("https://laichau.gov.vn/", []),
        ("https://x.example/", ["redirect"]),
        ("//x.example/", ["redirect"]),
        ("\\\\x.example/", ["redirect"]),
        ("https://kubet.example/", ["gambling"]),
        ("https://w88.com/", ["domain"]),
        ("javascript:alert(1)", ["script"]),
    ],
)
def test_a_redirect_leads_to_own_hosts_or_authorities(url: str, kinds: list[str]) -> None:
    assert [hit.kind for hit in hosts.of_redirect(url, KNOWN)] == kinds


def test_a_list_is_read_with_remarks_and_as_a_hosts_file() -> None:
    text = "# xấu\nbad.example # vì sao\n0.0.0.0 Worse.Example.\n*.worst.example\n\n"
    assert list(hosts.read_domains(text)) == ["bad.example", "worse.example", "worst.example"]


def test_what_lies_below_a_listed_domain_is_listed_and_what_only_ends_like_it_is_not() -> None:
    known = Lists(frozenset(), frozenset({"bad.example"}))
    assert known.is_listed("a.b.bad.example")
    assert not known.is_listed("notbad.example")
    assert not known.is_listed("example")


def _svg(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()


def _zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.php", "<?php")
    return held.getvalue()


def _pdf(inside: bytes) -> bytes:
    return b"%PDF-1.5\n1 0 obj<<" + inside + b">>endobj\n%%EOF\n"


JPEG, PNG = factories.image_file("a.jpg").read(), factories.image_file("a.png").read()
PACKED = zlib.compress(b"7 0 <</S/JavaScript/JS(app.alert(1))>>")
BAD_FILES = {
    "a.svg": _svg("<script>1</script>"),
    "b.svg": _svg('<rect onload="a()"/>'),
    "c.svg": b"\xef\xbb\xbf<?xml version='1.0'?>" + _svg('<a xlink:href="https://x.example/">a</a>'),
    "a.jpg": JPEG + b"<script>alert(1)</script>",
    "b.jpg": JPEG + b"<?php system($_GET[0]);",
    "c.jpg": JPEG + _zip(),
    "d.png": PNG + _zip(),
    "e.jpg": PNG,
    "f.jpg": b"<html><body>Kubet</body></html>",
    "g.pdf": b"MZ\x90\x00" + b"\0" * 100,
    "h.pdf": _pdf(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
    "i.pdf": _pdf(b"/OpenAction<</S/J#61vaScript /J#53 (app.alert(1))>>"),
    "j.pdf": _pdf(b"/Type/ObjStm/Filter/FlateDecode>>stream\n" + PACKED + b"\nendstream"),
    "k.pdf": _pdf(b"/A<</S/Launch /Launch (cmd.exe)>>"),
}
GOOD_FILES = {
    "a.jpg": JPEG,
    "b.JPEG": JPEG,
    "c.png": PNG,
    "d.pdf": factories.PDF,
    "e.pdf": _pdf(b"/Length 40>>stream\n/JS (a) /JavaScript (b) /Launch (c)\nendstream"),
    "f.pdf": _pdf(b"/OpenAction[3 0 R/Fit]/JSName/x"),
    "g.docx": _zip(),
    "h.mp4": factories.mp4(),
    "i.mov": factories.mp4(),
    "j.svg": _svg("<rect/>"),
    "k.txt": b"Xin ch\xc3\xa0o",
    "l.jpg": b"",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_runs_or_is_not_what_it_says_is_found(name: str) -> None:
    assert len(files.look(io.BytesIO(BAD_FILES[name]), name)) == 1


@pytest.mark.parametrize("name", GOOD_FILES)
def test_a_file_that_only_shows_is_left_alone(name: str) -> None:
    assert files.look(io.BytesIO(GOOD_FILES[name]), name) == []


@pytest.mark.parametrize(
    "html", ["<", "</p></p>", "<a href=", "<p style=';;:'>", "<![CDATA[", "<a href='http://[::1'>a</a>"]
)
def test_broken_html_breaks_nothing(html: str) -> None:
    markup.look(html, KNOWN)


HARD = {
    "letters": "a." * 30_000,
    "tags": "<a " * 20_000,
    "quotes": '<a x="' * 15_000,
    "odd quotes": '<a "' * 15_000,
    "ends": "<div>" * 15_000 + "</b>" * 15_000,
    "remarks": "<!--" * 20_000,
    "apart": "k u b e " * 8_000,
    "signs": "\u200b" * 60_000,
    "words": "nhà cái " * 10_000,
    "blanks": "<a href " + " " * 60_000,
}


@pytest.mark.parametrize("name", HARD)
def test_no_text_takes_long(name: str) -> None:
    started = time.perf_counter()
    judging.of_text([HARD[name]], KNOWN)
    assert time.perf_counter() - started < 3


def test_words_are_found_in_every_spelling() -> None:
    for text in ("Kubet", "KU BET", "k.u.b.e.t", "ku.bet", "nha cai", "NHÀ CÁI", "nh\u200bà cái", "nhà-cái", "nh4 c4i"):
        assert words.names_gambling(text), text
    for text in ("nhà trường", "cái nhà", "cá", "đua thuyền", "Quyết định 188/QĐ"):
        assert not words.names_gambling(text), text
