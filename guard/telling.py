"""Site admins are told of what is found, once."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from provinces.models import Membership, Role, Site
from provinces.notices import notify

from .models import Finding

NAMED = 5


def tell(findings: Iterable[Finding]) -> None:
    """Put one notice about new findings into the inbox of each site admin, and mail it.

    Where a site has no admin, and for what belongs to no site, the superadmins are told.
    """
    by_site: dict[int | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_site[finding.site_id].append(finding)
    for site_id, found in by_site.items():
        own = Site.objects.filter(pk=site_id).first() if site_id is not None else None
        site = own or Site.objects.filter(is_portal=True).first()
        if site is None:
            continue
        rows = Membership.objects.for_site(site_id).of_roles(Role.SITE_ADMIN).select_related("user")
        people = [row.user for row in rows if row.user.is_active]
        people = people or list(User.objects.filter(is_superuser=True, is_active=True))
        with translation.override("vi"):
            title = ngettext(
                "Content safety: %(number)d new finding, please check it.",
                "Content safety: %(number)d new findings, please check them.",
                len(found),
            ) % {"number": len(found)}
            lines = [f"{capfirst(one.get_kind_display())} – {one.object_label}: {one.excerpt}" for one in found[:NAMED]]
            if len(found) > NAMED:
                lines.append(_("… and further ones in the admin, under “content safety”."))
        notify(people, site, title, about=found[0] if site_id else None, detail="\n".join(lines))
