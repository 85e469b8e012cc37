"""A picture file without what was written into it besides the picture: EXIF, XMP, IPTC, comments, what follows the end.

Nothing is decoded or written anew, so that no pixel changes. Kept is what decides how the pixels look: colour profiles,
transparency, animation. Each function takes and returns the bytes of a whole file and raises ValueError, IndexError or
struct.error for one whose parts do not follow each other as its format says.
"""

import re
import struct
from collections.abc import Callable, Iterator, Mapping

_SCAN_ENDS = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_PNG_KEPT = {
    b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD", b"cICP", b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_WEBP_SAYS_EXIF_OR_XMP = 0x08 | 0x04
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def jpeg(data: bytes) -> bytes:
    """Return a JPEG with its JFIF, colour profile and Adobe segments only."""
    return b"".join(_jpeg_parts(data))


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    yield b"\xff\xd8"
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no marker where one is due")
        while data[at + 1] == 0xFF:
            at += 1
        marker = data[at + 1]
        if marker == 0xD9:
            break
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if _jpeg_keeps(marker, data[at + 4 : at + 16]):
            yield data[at:end]
        at = end
        if marker == 0xDA:  # what follows is the picture itself
            found = _SCAN_ENDS.search(data, at)
            yield data[at : found.start()] if found else data[at:]
            if found is None:
                break
            at = found.start()
    yield b"\xff\xd9"


def _jpeg_keeps(marker: int, begins: bytes) -> bool:
    if marker == 0xE2:
        return begins.startswith(b"ICC_PROFILE\x00")
    if marker == 0xE0:
        return begins.startswith(b"JFIF\x00")
    return marker != 0xFE and (marker == 0xEE or not 0xE1 <= marker <= 0xEF)


def png(data: bytes) -> bytes:
    """Return a PNG with its critical chunks and those about colour and animation."""
    return data[:8] + b"".join(_png_chunks(data))


def _png_chunks(data: bytes) -> Iterator[bytes]:
    at, kind = 8, b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if kind[:1].isupper() or kind in _PNG_KEPT:
            yield data[at:end]
        at = end


def webp(data: bytes) -> bytes:
    """Return a WebP with the chunks of the picture, its animation and colour profile."""
    (size,) = struct.unpack_from("<I", data, 4)
    content = b"WEBP" + b"".join(_webp_chunks(data[: 8 + size]))
    return b"RIFF" + struct.pack("<I", len(content)) + content


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    at = 12
    while at < len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length + length % 2
        if kind == b"VP8X":
            yield data[at : at + 8] + bytes([data[at + 8] & ~_WEBP_SAYS_EXIF_OR_XMP]) + data[at + 9 : end]
        elif kind in _WEBP_KEPT:
            yield data[at:end]
        at = end


def gif(data: bytes) -> bytes:
    """Return a GIF without comments and without application data other than how often it repeats."""
    return b"".join(_gif_blocks(data))


def _gif_blocks(data: bytes) -> Iterator[bytes]:
    at = 13 + _colours(data[10])
    yield data[:at]
    while data[at] != 0x3B:
        if data[at] == 0x21:
            end = _after_sub_blocks(data, at + 2)
            label = data[at + 1]
            if label in {0xF9, 0x01} or (label == 0xFF and data[at + 3 : at + 14] in _GIF_LOOPS):
                yield data[at:end]
        elif data[at] == 0x2C:
            end = _after_sub_blocks(data, at + 11 + _colours(data[at + 9]))
            yield data[at:end]
        else:
            raise ValueError("no block where one is due")
        at = end
    yield b"\x3b"


def _colours(flags: int) -> int:
    """Return the bytes of a colour table, as its flags say."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _after_sub_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1


STRIPPERS: Mapping[str, Callable[[bytes], bytes]] = {"JPEG": jpeg, "PNG": png, "WEBP": webp, "GIF": gif}
