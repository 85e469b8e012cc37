from .audit import AuditEntry
from .blocks import Banner, Hotline, LinkGroup, MenuItem, WebLink
from .notices import Notice
from .sites import Hostname, Membership, Role, Site
from .units import Department, Leader, Province, ProvinceType

__all__ = [
    "AuditEntry",
    "Banner",
    "Department",
    "Hostname",
    "Hotline",
    "Leader",
    "LinkGroup",
    "Membership",
    "MenuItem",
    "Notice",
    "Province",
    "ProvinceType",
    "Role",
    "Site",
    "WebLink",
]
