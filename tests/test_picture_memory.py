"""Memory that pictures take on their way in: at most 300 MB more than before, whatever the file promises."""

import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
MOST = 300  # MB
#: Takes a picture in as an upload is, in a process of its own, and prints how many MB more that took at its peak.
TAKE_IN = """
import io, resource, sys
import django; django.setup()
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from PIL import Image
from galleries.models import Picture
from galleries.twins import fingerprint
from provinces import originals, renditions
from provinces.validators import validate_picture

for kind in ("WEBP", "JPEG", "PNG", "AVIF"):
    Image.new("RGB", (64, 64)).save(io.BytesIO(), kind)  # load the codecs first
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
said = "taken"
with open(sys.argv[1], "rb") as upload:
    file = File(upload, "anh.jpg")
    try:
        validate_picture(file)
        kept = originals.keep(file)
        fingerprint(kept)
        name = default_storage.save(f"x/{kept.name}", kept)
        renditions.make(FieldFile(Picture(), Picture._meta.get_field("file"), name), avif=True)
    except ValidationError:
        said = "refused"
print(said, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def take_in(path: Path) -> tuple[str, int]:
    """Return whether a file was taken or refused, and the megabytes that it took."""
    own = {"DJANGO_SETTINGS_MODULE": "tuyengiao.settings", "SECRET_KEY": "x" * 50, "VAR_DIR": str(path.parent / "var")}
    command = [sys.executable, "-c", TAKE_IN, str(path)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    said, megabytes = done.stdout.split()
    return said, int(megabytes)


LYING = Image.Exif()
LYING[0x0112] = 6


@pytest.mark.parametrize(
    ("side", "mode", "kind", "options"),
    [
        (7_000, "RGB", "JPEG", {"exif": LYING}),
        (5_400, "RGB", "JPEG", {"progressive": True, "subsampling": 0, "exif": LYING}),
        (5_400, "RGBA", "PNG", {"compress_level": 1}),
        (4_000, "RGB", "WEBP", {"method": 0, "exif": LYING}),
    ],
)
def test_the_largest_pictures_that_are_taken_cost_at_most_300_mb(
    tmp_path: Path, side: int, mode: str, kind: str, options: dict[str, Any]
) -> None:
    path = tmp_path / "anh"
    Image.new(mode, (side, side), "teal").save(path, kind, **options)
    said, megabytes = take_in(path)
    assert said == "taken"
    assert megabytes <= MOST


def png(width: int, height: int) -> bytes:
    """Return a PNG that promises this size and whose rows are really there, packed a thousand times."""
    packed = zlib.compress(bytes(min(height, 20_000) * (width * 3 + 1) // 40), 9)
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", packed), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def webp(width: int, height: int) -> bytes:
    """Return the header of a WebP of this size."""
    frame = b"\x10\x02\x00\x9d\x01\x2a" + struct.pack("<HH", width, height) + bytes(60)
    content = b"WEBPVP8 " + struct.pack("<I", len(frame)) + frame
    return b"RIFF" + struct.pack("<I", len(content)) + content


@pytest.mark.parametrize("data", [png(50_000, 50_000), png(9_000, 9_000), webp(16_383, 16_383), webp(13_000, 13_000)])
def test_a_bomb_is_refused_without_being_decoded(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bom"
    path.write_bytes(data)
    said, megabytes = take_in(path)
    assert said == "refused"
    assert megabytes < 30
