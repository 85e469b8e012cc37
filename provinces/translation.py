from modeltranslation.translator import register

from .models import (
    Banner,
    Department,
    Downtime,
    Hotline,
    Leader,
    LinkGroup,
    MenuItem,
    NetworkMode,
    Province,
    Site,
    WebLink,
)
from .translated import Translated


@register(Province)
class ProvinceTranslation(Translated):
    fields = ("name",)


@register(Department)
class DepartmentTranslation(Translated):
    fields = ("name", "functions", "address")


@register(Leader)
class LeaderTranslation(Translated):
    fields = ("position", "duties")


@register(Site)
class SiteTranslation(Translated):
    fields = (
        "name",
        "slogan",
        "short_name",
        "notice",
        "governing_body",
        "responsible_title",
        "address",
        "footer",
        "legal_line",
        "licence",
        "measuring_label",
    )


@register(MenuItem)
class MenuItemTranslation(Translated):
    fields = ("label",)


@register(Hotline)
class HotlineTranslation(Translated):
    fields = ("label", "note")


@register(LinkGroup)
class LinkGroupTranslation(Translated):
    fields = ("name",)


@register(WebLink)
class WebLinkTranslation(Translated):
    fields = ("title",)


@register(Banner)
class BannerTranslation(Translated):
    fields = ("title",)


@register(NetworkMode)
class NetworkModeTranslation(Translated):
    fields = ("message",)


@register(Downtime)
class DowntimeTranslation(Translated):
    fields = ("reason", "meanwhile")
