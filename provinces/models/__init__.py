from .audit import AuditEntry
from .blocks import Banner, Hotline, LinkGroup, MenuItem, WebLink
from .network import Downtime, NetworkMode
from .notices import Notice
from .sites import Hostname, Membership, Role, Site
from .units import Department, Leader, Province, ProvinceType

__all__ = [
    "AuditEntry",
    "Banner",
    "Department",
    "Downtime",
    "Hostname",
    "Hotline",
    "Leader",
    "LinkGroup",
    "Membership",
    "MenuItem",
    "NetworkMode",
    "Notice",
    "Province",
    "ProvinceType",
    "Role",
    "Site",
    "WebLink",
]
