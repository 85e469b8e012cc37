"""Who may do what: one policy, asked by the admin, the views and the verbs."""

from typing import TYPE_CHECKING, Any

from .models.sites import Membership, Role

if TYPE_CHECKING:
    from .models import Site

RANK = {Role.WRITER: 1, Role.EDITOR: 2, Role.SITE_ADMIN: 3}


def membership_on(user: Any, site: "Site") -> Membership | None:
    """Return the user's membership of `site`; asked of the database once per user object and site."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return None
    known: dict[int, Membership | None] = user.__dict__.setdefault("_memberships_by_site", {})
    if site.pk not in known:
        known[site.pk] = Membership.objects.filter(user=user, site=site).first()
    return known[site.pk]


def role_on(user: Any, site: "Site") -> Role | None:
    """Return the user's role on `site`; a superadmin is site admin everywhere."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return None
    if user.is_superuser:
        return Role.SITE_ADMIN
    membership = membership_on(user, site)
    return Role(membership.role) if membership else None


def at_least(user: Any, site: "Site | None", role: Role) -> bool:
    """Return True when the user's role on `site` is `role` or a higher one."""
    held = role_on(user, site) if site is not None else None
    return held is not None and RANK[held] >= RANK[role]


def may_manage_sign_in(actor: Any, account: Any) -> bool:
    """Return True when `actor` may reset how `account` signs in, and end its sessions.

    Superadmins may for everybody; site admins for people all of whose roles are on sites that they run, so that nobody
    reaches above themselves or into another site by way of a colleague. Nobody may for themselves.
    """
    if actor.pk == account.pk:
        return False
    if actor.is_superuser:
        return True
    own = Membership.objects.filter(user=actor, role=Role.SITE_ADMIN).values("site_id")
    return not account.is_superuser and not account.memberships.exclude(site_id__in=own).exists()
