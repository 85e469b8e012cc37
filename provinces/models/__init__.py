from .blocks import Banner, Hotline, LinkGroup, MenuItem, WebLink
from .sites import Hostname, Membership, Role, Site
from .units import Department, Leader, Province, ProvinceType

__all__ = [
    "Banner",
    "Department",
    "Hostname",
    "Hotline",
    "Leader",
    "LinkGroup",
    "Membership",
    "MenuItem",
    "Province",
    "ProvinceType",
    "Role",
    "Site",
    "WebLink",
]
