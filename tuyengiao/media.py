"""Uploads, where no other server or storage gives them out: `/tep/<random>/<name>`, the same on every known host.

Only raster pictures, videos and PDF files are shown in place, PDF files in pages of the same host too; whatever else
somebody uploaded (SVG and HTML could run scripts) is handed over for saving. A name is never used twice, so that
browsers may keep what they got for ever.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotFound,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from provinces import hosts

PICTURES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
IN_PLACE = {**PICTURES, ".mp4": "video/mp4", ".pdf": "application/pdf", ".webm": "video/webm"}
CHUNK = 256 * 1024
POLICY = "default-src 'none'; sandbox"
# A browser's own viewer does not start in a sandbox; the file itself may load nothing and be framed by us only.
PDF_POLICY = "default-src 'none'; object-src 'self'; frame-ancestors 'self'"
FOR_EVER = "public, max-age=31536000, immutable"
ODD = re.compile(r"[\x00-\x1f\x7f\\]")
RANGE = re.compile(r"bytes=(\d*)-(\d*)\Z")


@require_safe
def serve(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with the upload `name`, the part of it that a Range header asks for, 304, or a plain 404.

    A host on which no site answers gets 404 as well: uploads are a site's data.
    """
    if hosts.resolve(hosts.current_map(), hosts.host_of(request.META), "/") is None:
        return _not_found()
    path = find(name)
    if path is None:
        return _not_found()
    stat = path.stat()
    etag = quote_etag(f"{stat.st_mtime_ns:x}-{stat.st_size:x}")
    unchanged = get_conditional_response(request, etag=etag, last_modified=int(stat.st_mtime))
    response = unchanged or _content(request, path, stat.st_size, etag)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(stat.st_mtime)
    response.headers["Cache-Control"] = FOR_EVER
    is_pdf = path.suffix.lower() == ".pdf"
    response.headers["Content-Security-Policy"] = PDF_POLICY if is_pdf else POLICY
    if is_pdf:
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if path.suffix.lower() in PICTURES:  # readers of feeds show them on pages of their own
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Accept-Ranges"] = "bytes"
    return response


def find(name: str) -> Path | None:
    """Return the upload of that name: a plain file below MEDIA_ROOT, no part of whose name is hidden or odd."""
    root = Path(settings.MEDIA_ROOT).resolve()
    parts = name.split("/")
    if ODD.search(name) or any(not part or part.startswith(".") for part in parts):
        return None
    try:
        path = root.joinpath(*parts).resolve()
        return path if path.is_file() and path.is_relative_to(root) else None
    except (OSError, ValueError):  # a name that the file system does not take
        return None


def _not_found() -> HttpResponse:
    return HttpResponseNotFound(b"404\n", content_type="text/plain; charset=utf-8")


def _content(request: HttpRequest, path: Path, size: int, etag: str) -> HttpResponseBase:
    content_type = IN_PLACE.get(path.suffix.lower(), "application/octet-stream")
    wanted = _range(request, size, etag)
    first, last = wanted or (0, size - 1)
    if wanted and first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=content_type)
    elif wanted:
        response = StreamingHttpResponse(_part(path, first, last), content_type=content_type)
    else:
        response = FileResponse(path.open("rb"), content_type=content_type)
    if wanted:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Content-Length"] = str(last - first + 1)
    place = "inline" if content_type != "application/octet-stream" else "attachment"
    response.headers["Content-Disposition"] = f"{place}; filename*=UTF-8''{quote(path.name)}"
    return response


def _part(path: Path, first: int, last: int) -> Iterator[bytes]:
    """Yield the bytes from `first` to `last` in pieces: a browser asks for all of a video from its beginning."""
    left = last - first + 1
    with path.open("rb") as file:
        file.seek(first)
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece


def _range(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """Return first and last byte asked for, first > last when there are none such, None for the whole file."""
    found = RANGE.match(request.headers.get("Range", ""))
    if found is None or found.groups() == ("", "") or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = found.groups()
    if not first:  # the last so many bytes
        return max(0, size - int(last)), size - 1 if int(last) else -1
    return int(first), min(int(last or size - 1), size - 1)
