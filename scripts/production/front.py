"""What nginx has to do by itself: encryption, methods, sizes, static files, uploads, and readers who never end."""

import http.client
import re
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

from .checks import Check
from .stack import HOST, Stack

HALF_SENT = 150  # below the limit of connections of one address
UPLOADS = {
    "anh.png": ("image/png", "inline"),
    "tap-tin.pdf": ("application/pdf", "inline"),
    "ve.svg": ("application/octet-stream", "attachment"),
    "trang.html": ("application/octet-stream", "attachment"),
}


def checks(stack: Stack) -> Iterator[Check]:
    """Ask nginx for what it has to answer and to refuse."""
    readers = stack.readers
    page = readers.ask("/", Accept_Encoding="br")
    yield Check("a page comes through nginx, compressed", f"{page.status}", _is_sound(page.headers, page.status))
    yield Check("HTTP/2 is spoken, over TLS 1.3", *_spoken(stack))
    yield Check("TLS 1.1 is refused", *_refused(stack, HOST, ssl.TLSVersion.TLSv1_1))
    yield Check("a host of nobody is not shaken hands with", *_refused(stack, "khac.example", None))
    answer = readers.ask("/", address="::1")
    yield Check("IPv6 answers", f"{answer.status}{answer.problem}", answer.status == 200)
    yield Check("plain http leads to https", *_redirect(stack))
    for method in ("TRACE", "PUT", "DELETE", "PROPFIND"):
        answer = readers.ask("/", method=method)
        yield Check(f"{method} is refused", f"{answer.status}", answer.status == 405)
    answer = readers.ask("/tim-kiem/", method="POST", Content_Length=str(20 * 2**20))
    yield Check("a body of 20 MB for readers' pages is refused", f"{answer.status}", answer.status == 413)
    yield from _static(stack, page.body)
    yield from _uploads(stack)
    yield Check(f"{HALF_SENT} half-sent requests stop nobody", *_half_sent(stack))
    statuses = [readers.ask("/tim-kiem/?q=le+hoi").status for _ in range(40)]
    wanted = statuses[0] == 200 and 429 in statuses
    yield Check("who searches without end is told to wait", f"{statuses.count(429)} of 40 were 429", wanted)


def _is_sound(headers: object, status: int) -> bool:
    found = dict(headers) if isinstance(headers, dict) else {}
    wanted = {"content-security-policy", "strict-transport-security", "x-content-type-options", "etag"}
    return status == 200 and found.get("content-encoding") == "br" and wanted <= found.keys()


def _context(stack: Stack) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(stack.folder / "tls" / "fullchain.pem"))


def _spoken(stack: Stack) -> tuple[str, bool]:
    context = _context(stack)
    context.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection(("127.0.0.1", stack.readers.port), 10) as plain,
        context.wrap_socket(plain, server_hostname=HOST) as one,
    ):
        said = one.selected_alpn_protocol() or "none"
        return f"{said} over {one.version()}", (said, one.version()) == ("h2", "TLSv1.3")


def _refused(stack: Stack, host: str, newest: ssl.TLSVersion | None) -> tuple[str, bool]:
    context = _context(stack)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if newest is not None:
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, newest
    try:
        with socket.create_connection(("127.0.0.1", stack.readers.port), 10) as plain:
            context.wrap_socket(plain, server_hostname=host).close()
    except OSError as error:
        return type(error).__name__, True
    return "shaken hands with", False


def _redirect(stack: Stack) -> tuple[str, bool]:
    connection = http.client.HTTPConnection("127.0.0.1", stack.plain_port, timeout=10)
    connection.request("GET", "/tin-tuc/", headers={"Host": HOST})
    answer = connection.getresponse()
    place = answer.headers.get("Location", "")
    connection.close()
    return f"{answer.status} {place}", answer.status == 301 and place == f"https://{HOST}/tin-tuc/"


def _static(stack: Stack, packed: bytes) -> Iterator[Check]:
    page = stack.readers.ask("/", Accept_Encoding="identity").body.decode()
    names = re.findall(r'href="(/static/[^"]+\.css)"', page)
    for name in names[:1]:
        answer = stack.readers.ask(name, Accept_Encoding="gzip")
        headers = answer.headers
        right = (
            headers.get("content-encoding") == "gzip"
            and "immutable" in headers.get("cache-control", "")
            and headers.get("x-content-type-options") == "nosniff"
        )
        yield Check("a style sheet comes precompressed and is kept for ever", f"{answer.status} {name}", right)
    yield Check("the page names a style sheet", f"{len(names)}, page of {len(packed)} bytes packed", bool(names))


def _uploads(stack: Stack) -> Iterator[Check]:
    for name, (kind, place) in UPLOADS.items():
        _write(stack.folder / "media" / "mau" / name)
        answer = stack.readers.ask(f"/tep/mau/{name}")
        headers = answer.headers
        right = (
            (headers.get("content-type"), headers.get("content-disposition")) == (kind, place)
            and headers.get("x-content-type-options") == "nosniff"
            and "default-src 'none'" in headers.get("content-security-policy", "")
        )
        yield Check(f"an upload {name} has a safe type", f"{headers.get('content-type')}, {place}", right)
    _write(stack.folder / "media" / ".thung-rac" / "mau" / "xoa.png")
    answer = stack.readers.ask("/tep/.thung-rac/mau/xoa.png")
    yield Check("what lies in the recycle bin is not given out", f"{answer.status}", answer.status == 404)


def _write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"noi dung")


def _half_sent(stack: Stack) -> tuple[str, bool]:
    context = _context(stack)
    slow = []
    try:
        for _number in range(HALF_SENT):
            plain = socket.create_connection(("127.0.0.1", stack.readers.port), 10)
            one = context.wrap_socket(plain, server_hostname=HOST)
            one.sendall(f"POST /gui/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1000\r\n\r\nmot".encode())
            slow.append(one)
        answer = stack.readers.ask("/")
        return f"{answer.status} in {answer.seconds:.2f} s", answer.status == 200 and answer.seconds < 2
    finally:
        for one in slow:
            one.close()
