"""What there is to visit: every address of a resolver, with the names of its arguments."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """An address pattern: its whole route, its name with namespaces, and its arguments."""

    route: str
    name: str
    arguments: tuple[str, ...]


def routes(urlconf: str) -> list[Route]:
    """Return every address pattern of `urlconf`."""
    return list(_below(get_resolver(urlconf), "", ()))


def _below(resolver: URLResolver, above: str, namespaces: tuple[str, ...]) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _below(pattern, route, inside)
        elif isinstance(pattern, URLPattern):
            arguments = tuple(sorted(pattern.pattern.regex.groupindex))
            yield Route(route, ":".join((*namespaces, pattern.name or "")), arguments)
