"""The cast (writer, editor, site admin of two sites, superadmin, reader), and clients that see sites as readers do."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import set_script_prefix
from huey.contrib.djhuey import HUEY
from hypothesis import settings as hypothesis_settings

from accounts.models import User
from provinces import hosts
from provinces.models import Role, Site

from . import chromium, factories

# A busy machine is no failure of a property.
hypothesis_settings.register_profile("project", deadline=None)
hypothesis_settings.load_profile("project")

# Playwright runs an event loop in this thread; the tests' own database calls are synchronous all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


class _MountingHandler(ClientHandler):
    """Sends requests through the host map, as `tuyengiao.wsgi` does."""

    def __call__(self, environ: dict[str, Any]) -> Any:
        if not hosts.mount(environ):
            environ["PATH_INFO"] = "/\x00no-such-host"
        set_script_prefix(environ.get("SCRIPT_NAME", "").rstrip("/") + "/")
        try:
            return super().__call__(environ)
        finally:
            set_script_prefix("/")


class SiteClient(Client):
    """A test client whose addresses are those that a browser would ask for, site prefix and language included."""

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.handler = _MountingHandler(enforce_csrf_checks=False)


@pytest.fixture(autouse=True)
def _fresh_host_map(tmp_path: Path, settings: Any) -> Iterator[None]:
    """No test sees another one's hosts or files; jobs run at once; passwords are hashed fast."""
    hosts.forget()
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    HUEY.immediate = True
    yield
    hosts.forget()
    set_script_prefix("/")


@pytest.fixture
def portal(db: None) -> Site:
    """The national portal on the host `testserver`."""
    return factories.portal()


@pytest.fixture
def nghe_an(portal: Site) -> Site:
    """A live sub-site at `/nghe-an/`."""
    return factories.site("nghe-an", name_vi="Ban Tuyên giáo và Dân vận Tỉnh ủy Nghệ An")


@pytest.fixture
def vinh_long(portal: Site) -> Site:
    """A live sub-site at `/vinh-long/` in Vietnamese, English and Khmer."""
    return factories.site(
        "vinh-long",
        name_vi="Ban Tuyên giáo và Dân vận Tỉnh ủy Vĩnh Long",
        name_en="Vĩnh Long Commission for Communication and Mass Mobilisation",
        name_km="គណៈកម្មការ វិញឡុង",
        languages=["vi", "en", "km"],
    )


@dataclass(frozen=True)
class Cast:
    """The people of our stories. Passwords: `mat-khau-thu`."""

    writer: User  # of Nghệ An
    editor: User  # of Nghệ An
    site_admin: User  # of Nghệ An and Vĩnh Long
    stranger: User  # site admin of Vĩnh Long only
    superadmin: User


@pytest.fixture
def cast(nghe_an: Site, vinh_long: Site) -> Cast:
    """Everybody with their roles."""
    people = Cast(
        writer=factories.user("writer", full_name="Lê Thị Viết"),
        editor=factories.user("editor", full_name="Trần Văn Duyệt"),
        site_admin=factories.user("siteadmin", full_name="Phạm Thị Quản"),
        stranger=factories.user("stranger", full_name="Thạch Thị Xa"),
        superadmin=factories.user("superadmin", full_name="Nguyễn Văn Tổng", is_superuser=True),
    )
    factories.member(people.writer, nghe_an, Role.WRITER)
    factories.member(people.editor, nghe_an, Role.EDITOR)
    factories.member(people.site_admin, nghe_an, Role.SITE_ADMIN)
    factories.member(people.site_admin, vinh_long, Role.SITE_ADMIN)
    factories.member(people.stranger, vinh_long, Role.SITE_ADMIN)
    return people


@pytest.fixture
def reader() -> SiteClient:
    """A browser without an account: `reader.get("/nghe-an/")`."""
    return SiteClient()


@pytest.fixture
def sign_in() -> Callable[[User], SiteClient]:
    """Return a function that gives a signed-in browser: `sign_in(cast.editor).get("/quan-tri/nghe-an/")`."""

    def _sign_in(account: User) -> SiteClient:
        client = SiteClient()
        client.force_login(account)
        return client

    return _sign_in


class _Gate:
    """Lets the live server's threads to the database one by one, and only while a browser test runs.

    The threads share one connection where SQLite is in memory, and a browser may still send something (a closing
    page's beacon) when its test is over and the next one's transaction has begun.
    """

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.open = False

    def set(self, is_open: bool) -> None:
        with self.turn:  # whoever is inside finishes first
            self.open = is_open


_gate = _Gate()


@pytest.fixture
def live_site(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A real server on the portal's host `localhost`; gives its address, e.g. `http://localhost:41234`."""
    port = live_server.url.rsplit(":", 1)[1]
    monkeypatch.setattr(settings, "PORT_SUFFIX", f":{port}")
    _gate.set(True)
    yield f"http://localhost:{port}"
    _gate.set(False)


@pytest.fixture(autouse=True, scope="session")
def _serve_through_the_host_map() -> Iterator[None]:
    """Make pytest-django's live server answer as `tuyengiao.wsgi` does."""
    original = WSGIHandler.get_response

    def answer(self: WSGIHandler, request: WSGIRequest) -> Any:
        if hosts.KEY in request.environ:  # a test's own layers
            return original(self, request)
        with _gate.turn:
            return mounted(self, request) if _gate.open else HttpResponse(status=503)

    def mounted(self: WSGIHandler, request: WSGIRequest) -> Any:
        if hosts.mount(request.environ):
            request.META = request.environ
            request.path_info = request.environ["PATH_INFO"]
            set_script_prefix(request.environ.get("SCRIPT_NAME", "").rstrip("/") + "/")
        return original(self, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIHandler, "get_response", answer)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium; tests that need one carry the mark `browser`."""
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.find(), args=arguments)
        yield launched
        launched.close()
