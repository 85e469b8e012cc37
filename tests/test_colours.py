"""A site's colours are readable whatever hues it chose."""

import re

import pytest

from provinces import colours
from tests.conftest import SiteClient

HUES = range(0, 360, 15)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("strong", [False, True])
@pytest.mark.parametrize("grey", [False, True])
def test_every_hue_gives_readable_text_for_every_way_of_seeing(dark: bool, strong: bool, grey: bool) -> None:
    text_needs, line_needs = (7, 4.5) if strong else (4.5, 3)
    for hue in range(360):
        found = colours.tokens(hue, 359 - hue, dark=dark, strong=strong, grey=grey)
        for ground in ("paper", "tint"):
            least = {"ink": 7, "muted": text_needs, "brand": text_needs, "line": line_needs, "accent": line_needs}
            for name, needed in least.items():
                assert colours.contrast(found[name], found[ground]) >= needed, (hue, name, ground)
        for name in ("band-ink", "band-accent"):
            assert colours.contrast(found[name], found["band"]) >= text_needs, (hue, name)


@pytest.mark.parametrize("dark", [False, True])
def test_grey_is_grey(dark: bool) -> None:
    for colour in colours.tokens(25, 85, dark=dark, grey=True).values():
        assert colour[1:3] == colour[3:5] == colour[5:7]


def test_a_reader_s_own_choice_comes_before_the_device_s() -> None:
    sheet = colours.stylesheet(25, 85)
    assert ":root:not([data-scheme=light]){" in sheet
    assert "@media screen{:root[data-scheme=dark]{" in sheet
    assert sheet.index("(prefers-contrast:more){:root{") < sheet.index(":root[data-contrast=high]{")


@pytest.mark.parametrize("dark", [False, True])
def test_text_is_readable_on_its_ground_for_every_pair_of_hues(dark: bool) -> None:
    for brand in HUES:
        for accent in range(0, 360, 60):
            found = colours.tokens(brand, accent, dark=dark)
            for ground in ("paper", "tint"):
                for text in ("ink", "muted", "brand"):
                    assert colours.contrast(found[text], found[ground]) >= 4.5, (brand, accent, text, ground)
                for line in ("line", "accent"):
                    assert colours.contrast(found[line], found[ground]) >= 3, (brand, accent, line, ground)
            for text in ("band-ink", "band-accent"):
                assert colours.contrast(found[text], found["band"]) >= 4.5, (brand, accent, text)


def test_contrast_agrees_with_the_standard_s_examples() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_oklch_gives_the_known_colours() -> None:
    assert colours.oklch(1, 0, 0) == "#ffffff"
    assert colours.oklch(0, 0, 0) == "#000000"
    assert colours.oklch(0.62796, 0.25768, 29.2339) == "#ff0000"


def test_a_page_names_a_style_sheet_that_is_kept_for_ever(nghe_an: object, reader: SiteClient) -> None:
    page = reader.get("/nghe-an/").content.decode()
    address = re.search(r'href="(/nghe-an/mau/25-85-[0-9a-f]{10}\.css)"', page)
    assert address
    sheet = reader.get(address[1])
    assert sheet.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in sheet.headers["Cache-Control"]
    assert colours.tokens(25, 85, dark=False)["band"] in sheet.content.decode()


def test_an_old_name_of_the_style_sheet_leads_to_the_present_one(nghe_an: object, reader: SiteClient) -> None:
    answer = reader.get("/nghe-an/mau/25-85-0123456789.css")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"/mau/25-85-{colours.digest(25, 85)}.css")


def test_hues_beyond_the_circle_are_no_page(nghe_an: object, reader: SiteClient) -> None:
    assert reader.get("/nghe-an/mau/400-85-0123456789.css").status_code == 404
