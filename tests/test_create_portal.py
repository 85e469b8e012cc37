"""A bare installation gets its portal by one command, and with it a host on which the admin answers."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from provinces import hosts
from provinces.models import Hostname, Site

from .conftest import SiteClient


def create(host: str = "cong.example", name: str = "Cổng thông tin") -> str:
    out = StringIO()
    call_command("create_portal", host=host, name=name, stdout=out)
    hosts.forget()
    return out.getvalue().strip()


def test_the_portal_and_its_admin_answer_at_once(db: None, reader: SiteClient) -> None:
    assert create() == "http://cong.example/quan-tri/"
    assert "Cổng thông tin" in reader.get("/", headers={"host": "cong.example"}).content.decode()
    assert reader.get("/quan-tri/login/", headers={"host": "cong.example"}).status_code == 200


def test_there_is_one_portal(portal: Site) -> None:
    with pytest.raises(CommandError, match="already"):
        create()


def test_a_host_that_is_none_leaves_nothing_behind(db: None) -> None:
    with pytest.raises(CommandError):
        create("https://cong.example/")
    assert not Site.objects.exists()
    assert not Hostname.objects.exists()
