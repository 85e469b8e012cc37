"""What `serve` says once the web server answers: addresses, and in a demonstration who may sign in."""

import http.client
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from provinces import hosts
from provinces.models import Membership, Role, Site
from provinces.reserved import ADMIN_PATH

ADDRESS_WIDTH = 44


def answers(host: str, port: int) -> bool:
    """Return True when a web server answers an HTTP request there, whatever it says."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def lines(host: str, port: int) -> Iterator[str]:
    """Yield the lines: the address listened on, the sites, the admin, the demo accounts."""
    from accounts.models import User

    hosts.forget()
    yield ""
    yield _("Listening on http://%(host)s:%(port)s") % {"host": f"[{host}]" if ":" in host else host, "port": port}
    for site in Site.objects.public():
        yield f"  {hosts.absolute_url(site):<{ADDRESS_WIDTH}} {site}"
    portal = Site.objects.filter(is_portal=True).first()
    if portal is not None:
        name = _("Admin")
        yield f"  {admin_address(portal):<{ADDRESS_WIDTH}} {name}"
    if settings.DEMO:
        from tuyengiao.demo.sites import PASSWORD

        yield _("Demo accounts, all with the password %(password)s") % {"password": PASSWORD}
        everywhere = _("superadmin of the network")
        for user in User.objects.filter(is_demo=True, is_active=True).order_by("pk"):
            yield f"  {user.username:<16} {user.full_name:<24} {roles(user.pk) or everywhere}"
    yield _("Ctrl-C ends everything.")
    yield ""


def admin_address(portal: Site) -> str:
    """Return the address of the admin: on its own host where there is one, else on the portal's."""
    if settings.ADMIN_HOST:
        scheme = "https" if settings.HTTPS else "http"
        return f"{scheme}://{settings.ADMIN_HOST}{settings.PORT_SUFFIX}/{ADMIN_PATH}/"
    return hosts.absolute_url(portal, f"{ADMIN_PATH}/")


def roles(user_id: int) -> str:
    """Return what an account may do, e.g. `editor (Nghệ An)`."""
    held = Membership.objects.filter(user_id=user_id).select_related("site").order_by("pk")
    return ", ".join(f"{Role(membership.role).label} ({membership.site})" for membership in held)
