"""Host, prefix and language decide which site answers; `reverse()` and `url_for()` need no special case."""

from typing import Any

import pytest
from django.db import OperationalError

from provinces import hosts
from provinces.models import Hostname, Site

from . import factories
from .conftest import SiteClient


def resolve(path: str, host: str = "testserver") -> hosts.Mount | None:
    return hosts.resolve(hosts.current_map(), host, path)


def test_an_unknown_host_gets_a_plain_404_without_any_sites_data(portal: Site) -> None:
    assert resolve("/", "evil.example") is None


@pytest.mark.parametrize(
    ("path", "slug", "language", "script"),
    [
        ("/", "cong", "vi", ""),
        ("/nghe-an/", "nghe-an", "vi", "/nghe-an"),
        ("/nghe-an", "nghe-an", "vi", "/nghe-an"),
        ("/vinh-long/en/tin/x-1.html", "vinh-long", "en", "/vinh-long/en"),
        ("/vinh-long/km/", "vinh-long", "km", "/vinh-long/km"),
        ("/nghe-an/en/", "nghe-an", "vi", "/nghe-an"),
        ("/tin-tuc/", "cong", "vi", ""),
    ],
)
def test_prefix_and_language_are_mounted(
    nghe_an: Site, vinh_long: Site, path: str, slug: str, language: str, script: str
) -> None:
    found = resolve(path)
    assert found is not None
    assert found.site is not None
    assert (found.area, found.site.slug, found.language, found.script) == ("public", slug, language, script)


def test_the_admin_lives_on_the_portals_host_only(nghe_an: Site) -> None:
    Hostname.objects.create(site=nghe_an, host="nghean.example", is_primary=True)
    hosts.forget()
    network, site = resolve("/quan-tri/"), resolve("/quan-tri/nghe-an/articles/article/")
    assert network is not None
    assert (network.area, network.site) == ("network-admin", None)
    assert site is not None
    assert (site.area, site.script) == ("site-admin", "/quan-tri/nghe-an")
    elsewhere = resolve("/quan-tri/", "nghean.example")
    assert elsewhere is not None
    assert elsewhere.area == "public"


def test_a_new_site_is_live_without_a_restart(portal: Site) -> None:
    assert resolve("/moi/").site.slug == "cong"  # type: ignore[union-attr]
    factories.site("moi")
    hosts.forget()  # what the clock does after 250 ms
    assert resolve("/moi/").site.slug == "moi"  # type: ignore[union-attr]


def test_the_desk_of_a_site_that_another_worker_made_is_found_at_once(portal: Site) -> None:
    hosts.current_map()
    factories.site("moi")  # this worker has not heard of it yet
    environ = {"HTTP_HOST": "testserver", "PATH_INFO": "/quan-tri/moi/"}
    assert hosts.mount(environ)
    assert environ["SCRIPT_NAME"] == "/quan-tri/moi"


def test_addresses_outside_a_request(nghe_an: Site, vinh_long: Site) -> None:
    Hostname.objects.create(site=nghe_an, host="nghean.example", is_primary=True)
    hosts.forget()
    assert nghe_an.url_for("tin-tuc/") == "http://nghean.example/tin-tuc/"
    assert vinh_long.url_for("/tin-tuc/", "km") == "http://testserver/vinh-long/km/tin-tuc/"


def test_a_site_with_its_own_host_redirects_there_from_the_portals_path(nghe_an: Site, reader: SiteClient) -> None:
    Hostname.objects.create(site=nghe_an, host="nghean.example", is_primary=True)
    hosts.forget()
    response = reader.get("/nghe-an/tin-tuc/?trang=2")
    assert response.status_code == 301
    assert response.headers["Location"].endswith("nghean.example/tin-tuc/?trang=2")


def test_a_site_being_built_answers_404(portal: Site, reader: SiteClient) -> None:
    factories.site("moi", state="building")
    assert reader.get("/moi/").status_code == 404


def test_a_redirecting_site_leads_to_its_successor(nghe_an: Site, reader: SiteClient) -> None:
    factories.site("cu", state="redirecting", successor=nghe_an)
    response = reader.get("/cu/gi-do/")
    assert response.status_code == 301
    assert response.headers["Location"] == nghe_an.url_for()


@pytest.mark.parametrize("host", ["testserver:8000", "TESTSERVER", "testserver."])
def test_ports_capitals_and_a_final_dot_do_not_matter(portal: Site, host: str) -> None:
    assert hosts.host_of({"HTTP_HOST": host}) == "testserver"


@pytest.mark.parametrize("host", ["", "[::1", "a b", "\x00", "x" * 5000, "[::1]:80"])
def test_strange_hosts_are_unknown(portal: Site, host: str) -> None:
    assert hosts.resolve(hosts.current_map(), hosts.host_of({"HTTP_HOST": host}), "/") is None


@pytest.mark.parametrize("path", ["/static/css/site.css", "/tep/mau/anh.png", "/favicon.ico", "/nghe-an/"])
def test_a_host_of_nobody_gets_nothing_at_all(nghe_an: Site, settings: Any, path: str) -> None:
    settings.SECURE_SSL_REDIRECT = True
    asked: list[str] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        asked.append(environ["HTTP_HOST"])
        return []

    said: list[str] = []
    for host in ("evil.example", "testserver"):
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_HOST": host}
        hosts.SiteLayer(application)(environ, lambda status, headers: said.append(f"{status} {headers}"))
    assert asked == ["testserver"]
    assert len(said) == 1
    assert said[0].startswith("404")
    assert "evil" not in said[0]


def test_the_host_of_the_admin_has_style_sheets_too(nghe_an: Site, settings: Any) -> None:
    settings.ADMIN_HOST = "quantri.example.vn"
    assert hosts.mount({"PATH_INFO": "/static/css/site.css", "HTTP_HOST": "quantri.example.vn"})
    settings.ADMIN_HOST = ""
    assert not hosts.mount({"PATH_INFO": "/static/css/site.css", "HTTP_HOST": "quantri.example.vn"})
    assert not hosts.mount({"PATH_INFO": "/static/css/site.css"})


def _away(*_arguments: Any) -> hosts.HostMap:
    raise OperationalError("the connection is lost")


def test_while_the_database_is_away_the_last_map_is_used(
    nghe_an: Site, vinh_long: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hosts.current_map()
    monkeypatch.setattr(hosts, "_read", _away)
    monkeypatch.setattr(hosts.connection, "close", lambda: None)
    hosts.forget()
    assert hosts.current_map() is before


def test_a_process_that_never_saw_the_database_does_not_pretend_to_know_any_host(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hosts, "_held", hosts._Holder())
    monkeypatch.setattr(hosts, "_read", _away)
    monkeypatch.setattr(hosts.connection, "close", lambda: None)
    with pytest.raises(OperationalError):
        hosts.current_map()
