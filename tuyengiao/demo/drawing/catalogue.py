"""Which drawing belongs to which picture key of the demo content."""

from collections.abc import Callable

from PIL import Image

from . import (
    banners,
    civic,
    culture,
    festival,
    fields,
    gate,
    health,
    homes,
    landscape,
    outdoors,
    reading,
    school,
    town,
    village,
    weather,
    woods,
)
from .canvas import Canvas
from .emblem import draw_logo

__all__ = ["PICTURES", "draw", "draw_banner", "draw_logo"]

PICTURES: dict[str, Callable[[Canvas], None]] = {
    "ruong-bac-thang": landscape.rice_terraces,
    "song-que": landscape.home_river,
    "bien-sang": landscape.dawn_sea,
    "nui-may": landscape.cloud_mountains,
    "canh-dong-lua": fields.rice_field,
    "vuon-cay-trai": fields.orchard,
    "rung-xanh": woods.forest,
    "doi-che": woods.tea_hills,
    "thac-nuoc": landscape.waterfall,
    "ho-nuoc": landscape.mirror_lake,
    "dua-nuoc": woods.nipa_canal,
    "thuyen-ca": village.fishing_boats,
    "cau-treo": village.hanging_bridge,
    "duong-lang": village.village_lane,
    "nha-san": homes.stilt_house,
    "nha-rong": homes.rong_house,
    "chua-khmer": town.khmer_pagoda,
    "cho-que": homes.country_market,
    "dem-thanh-pho": town.city_night,
    "cong-truong": gate.school_gate,
    "truong-hoc": school.school,
    "lop-hoc": school.class_room,
    "thu-vien": reading.library,
    "doc-sach": reading.reading,
    "may-tinh": reading.computer,
    "tram-y-te": health.health_station,
    "kham-benh": health.check_up,
    "the-bhyt": health.insurance_card,
    "hoi-truong": civic.hall,
    "hop-thon": civic.village_meeting,
    "loa-phat-thanh": civic.loudspeaker,
    "le-hoi": festival.festival,
    "den-long": festival.lanterns,
    "trong-chieng": culture.gongs,
    "det-tho-cam": culture.weaving,
    "dan-ca": culture.folk_song,
    "mua-mua": weather.rain,
    "nang-han": weather.drought,
    "trong-cay": outdoors.tree_planting,
    "the-thao": outdoors.sport,
}


def draw(key: str, size: tuple[int, int] = (1600, 1067)) -> Image.Image:
    """The picture of a key as an RGB image of `size` pixels, meant for 3:2; another shape is cut at its edges.

    Raises KeyError for a key that no drawing has.
    """
    canvas = Canvas(size, key)
    PICTURES[key](canvas)
    return canvas.finish()


def draw_banner(site_slug: str, size: tuple[int, int]) -> Image.Image:
    """The banner of a site without any text, calm at the left; for wide (1920 × 360) and narrow (800 × 360) sizes.

    Raises KeyError for an unknown site.
    """
    return banners.draw_banner(site_slug, size)
