"""Pictures that the library already holds: the very same file, or one that looks alike."""

from typing import IO

from PIL import Image, ImageStat

from provinces.models import Site
from provinces.validators import FORMATS

from .models import Picture

SIDE = 8
FLAT = 4.0  # standard deviation of grey below which a picture has no shape to tell it by
NEAR = 5  # of 64 differences: the same photo scaled or saved once more stays below
SAME_SHAPE = 0.03
COMPARED = 5_000  # the newest of a site


def fingerprint(file: IO[bytes]) -> str:
    """Return 16 hexadecimal digits that stay nearly the same when a picture is scaled or saved once more; '' for a
    picture of one colour. Each of 64 bits says whether it grows lighter from one spot to the next (a difference hash).
    """
    file.seek(0)
    with Image.open(file, formats=FORMATS) as image:
        image.draft("L", (SIDE * 16, SIDE * 16))
        image.load()
        small = image.convert("L") if image.mode in {"P", "1"} else image
        small = small.resize((SIDE + 1, SIDE), Image.Resampling.BOX).convert("L")
    file.seek(0)
    if ImageStat.Stat(small).stddev[0] < FLAT:
        return ""
    grey = small.tobytes()
    bits = "".join(
        str(int(grey[row * (SIDE + 1) + column] < grey[row * (SIDE + 1) + column + 1]))
        for row in range(SIDE)
        for column in range(SIDE)
    )
    return f"{int(bits, 2):016x}"


def same(site: Site, sha256: str) -> Picture | None:
    """Return the picture that `site` may use and whose file is the very same; its own one before a shared one."""
    found = list(Picture.objects.usable_on(site).filter(sha256=sha256).order_by("id"))
    return next((picture for picture in found if picture.site_id == site.pk), found[0] if found else None)


def alike(picture: Picture) -> Picture | None:
    """Return the newest other picture that the same site may use and that looks like `picture`."""
    if not picture.fingerprint:
        return None
    wanted, shape = int(picture.fingerprint, 16), picture.width / picture.height
    others = Picture.objects.usable_on(picture.site).exclude(pk=picture.pk).exclude(fingerprint="")
    rows = others.order_by("-id").values_list("pk", "fingerprint", "width", "height")[:COMPARED]
    near = [
        pk
        for pk, digits, width, height in rows
        if (int(digits, 16) ^ wanted).bit_count() <= NEAR and abs(width / height / shape - 1) < SAME_SHAPE
    ]
    return Picture.objects.get(pk=near[0]) if near else None
