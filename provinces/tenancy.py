"""The only way to pick rows: `for_site()` for readers and `editable_by()` for staff."""

from typing import TYPE_CHECKING, Self, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models

if TYPE_CHECKING:
    from accounts.models import User

    from .models import Site

M = TypeVar("M", bound=models.Model, covariant=True)


class SiteQuerySet(models.QuerySet[M]):
    """Rows that belong to one site. `site_path` is the lookup from the row to its site."""

    site_path = "site"

    def for_site(self, site: "Site | int | None") -> Self:
        """Return the rows of `site`; none without a site."""
        if site is None:
            return self.none()
        return self.filter(**{self.site_path: site})

    def editable_by(self, user: "User | AnonymousUser", site: "Site | None") -> Self:
        """Return the rows of `site` if `user` holds a role on it, else none."""
        from .permissions import role_on

        if site is None or role_on(user, site) is None:
            return self.none()
        return self.for_site(site)
