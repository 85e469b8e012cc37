"""Counting the queries of a page."""

from unittest import mock

from django.db import connection
from django.test.utils import CaptureQueriesContext

from provinces import hosts
from tests.conftest import SiteClient


def queries_of(reader: SiteClient, path: str, status: int = 200) -> int:
    """Return how many queries it takes to answer `path` with `status`; what is cached once is asked before."""
    assert reader.get(path).status_code == status
    # The map of hosts is read again every 250 ms: here it is read once, however slow the machine.
    hosts.forget()
    with mock.patch.object(hosts, "REFRESH_SECONDS", 3600), CaptureQueriesContext(connection) as captured:
        assert reader.get(path).status_code == status
    return len(captured)
