"""What `serve` says once the web server answers."""

import pytest

from provinces.models import Site
from tuyengiao import welcome

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("host", "address"), [("127.0.0.1", "http://127.0.0.1:8000"), ("::1", "http://[::1]:8000")])
def test_the_address_can_be_copied_into_a_browser(nghe_an: Site, host: str, address: str) -> None:
    assert any(line.endswith(address) for line in welcome.lines(host, 8000))
