"""Our WSGI application without kept pages: each is made, with the parts that a site's pages share at hand."""

from collections.abc import Callable, Iterable
from typing import Any

from tuyengiao.wsgi import django_application

from editions.fragments import GENERATION  # isort: skip - Django has to be set up before
from editions.versions import current  # isort: skip
from provinces.hosts import SiteLayer  # isort: skip


def rendered(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer by Django after a look at the versions, as the layer does that keeps pages."""
    current.look()
    environ[GENERATION] = current.generation
    response: Iterable[bytes] = django_application(environ, start_response)
    return response


application = SiteLayer(rendered)
