"""Every kind of page that readers can meet, found from the address patterns, so that none is forgotten."""

from dataclasses import dataclass

from django.conf import settings

from .conftest import SiteClient
from .walk import public
from .walk.routes import routes
from .walk.world import World


@dataclass(frozen=True)
class PageType:
    """An address pattern, and the path of one page of that kind on the first site of the world, without its prefix."""

    name: str
    path: str

    def on(self, world: World, language: str) -> str:
        """Return the path of the page in a language, as a browser asks for it."""
        part = f"{language}/" if language != settings.LANGUAGE_CODE else ""
        return f"/{world.home.path_prefix}/{part}{self.path}"


def page_types(world: World) -> list[PageType]:
    """Return one page of each kind that is HTML, and the pages for what is missing or gone."""
    reader = SiteClient()
    found: dict[str, PageType] = {"missing": PageType("missing", "khong-co-trang-nay/")}
    for route in routes(settings.ROOT_URLCONF):
        ours, _theirs = public.addresses(route, world)
        for path in ours:
            answer = reader.get(f"/{world.home.path_prefix}/{path}")
            name = f"{route.name} {answer.status_code}"
            is_page = answer.headers.get("Content-Type", "").startswith("text/html") and answer.status_code in {
                200,
                410,
            }
            if is_page and name not in found:
                found[name] = PageType(name, path)
    return list(found.values())
