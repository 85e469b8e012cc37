"""The demo's pictures: every key is drawn, reproducibly, in the asked size."""

import itertools

import pytest
from PIL import Image, ImageChops, ImageStat

from tuyengiao.demo.drawing import PICTURES, draw, draw_banner, draw_logo

SMALL = (300, 200)
SITES = ("cong", "nghe-an", "lai-chau", "quang-ngai", "kon-tum", "vinh-long", "tra-vinh", "thai-nguyen", "bac-kan")
KEYS = [
    "ruong-bac-thang",
    "song-que",
    "bien-sang",
    "nui-may",
    "canh-dong-lua",
    "vuon-cay-trai",
    "rung-xanh",
    "doi-che",
    "thac-nuoc",
    "ho-nuoc",
    "dua-nuoc",
    "thuyen-ca",
    "cau-treo",
    "duong-lang",
    "nha-san",
    "nha-rong",
    "chua-khmer",
    "cho-que",
    "dem-thanh-pho",
    "cong-truong",
    "truong-hoc",
    "lop-hoc",
    "thu-vien",
    "doc-sach",
    "may-tinh",
    "tram-y-te",
    "kham-benh",
    "the-bhyt",
    "hoi-truong",
    "hop-thon",
    "loa-phat-thanh",
    "le-hoi",
    "den-long",
    "trong-chieng",
    "det-tho-cam",
    "dan-ca",
    "mua-mua",
    "nang-han",
    "trong-cay",
    "the-thao",
]


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean distance of two pictures' channels, 0–255."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def spread(image: Image.Image) -> float:
    """Standard deviation of the grey values."""
    return ImageStat.Stat(image.convert("L")).stddev[0]


def test_every_picture_key_of_the_content_format_has_a_drawing() -> None:
    assert sorted(PICTURES) == sorted(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_a_picture_has_the_asked_size_many_tones_and_the_same_pixels_again(key: str) -> None:
    picture = draw(key, SMALL)
    assert (picture.mode, picture.size) == ("RGB", SMALL)
    assert spread(picture) > 15
    assert picture.tobytes() == draw(key, SMALL).tobytes()


def test_no_two_pictures_look_alike() -> None:
    pictures = [draw(key, (90, 60)) for key in KEYS]
    assert min(difference(one, other) for one, other in itertools.combinations(pictures, 2)) > 8


def test_a_picture_keeps_its_composition_at_every_resolution() -> None:
    large = draw("truong-hoc", (1200, 800)).resize(SMALL, Image.Resampling.LANCZOS)
    assert difference(draw("truong-hoc", SMALL), large) < 18


def test_the_default_picture_is_1600_by_1067() -> None:
    assert draw("bien-sang").size == (1600, 1067)


def test_an_unknown_picture_is_an_error() -> None:
    with pytest.raises(KeyError):
        draw("khong-co")


@pytest.mark.parametrize("size", [(1920, 360), (800, 360)])
@pytest.mark.parametrize("site", SITES)
def test_a_banner_has_its_size_and_is_calm_at_the_left(site: str, size: tuple[int, int]) -> None:
    banner = draw_banner(site, size)
    assert (banner.mode, banner.size) == ("RGB", size)
    third = size[0] // 3
    calm, busy = edges(banner.crop((0, 0, third, 360))), edges(banner.crop((size[0] - third, 0, size[0], 360)))
    assert calm < busy


def edges(image: Image.Image) -> float:
    """How much a softened picture changes from pixel to pixel."""
    small = image.convert("L").reduce(4)
    shifted = ImageChops.offset(small, 1, 0)
    return ImageStat.Stat(ImageChops.difference(small, shifted).crop((1, 0, small.width, small.height))).mean[0]


def test_the_banners_of_two_sites_differ() -> None:
    banners = [draw_banner(site, (480, 90)) for site in SITES]
    assert min(difference(one, other) for one, other in itertools.combinations(banners, 2)) > 8


def test_the_logo_is_a_disc_on_a_transparent_ground() -> None:
    logo = draw_logo(128)
    assert (logo.mode, logo.size) == ("RGBA", (128, 128))
    assert logo.getpixel((0, 0))[3] == 0  # type: ignore[index]  # an RGBA pixel is a tuple
    assert logo.getpixel((64, 40))[3] == 255  # type: ignore[index]  # an RGBA pixel is a tuple
