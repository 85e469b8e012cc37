"""What stands around the news of a site: menu, hotlines, links, banners."""

import datetime
from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from provinces.media import upload_path
from provinces.renditions import WIDTHS
from provinces.tenancy import SiteQuerySet
from provinces.translated import TranslatedModel
from provinces.validators import validate_picture

from .pictured import PicturedModel

MENU_LEVELS = 3


class MenuItemQuerySet(SiteQuerySet["MenuItem"]):
    """A site's menu in reading order."""

    def shown(self) -> Self:
        """Return the items that readers see."""
        return self.filter(is_shown=True)


class MenuItem(TranslatedModel):
    """A line of the menu: a category or page (`target`), one of the site's own sections (`module`), or an address."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="menu_items", verbose_name=_("site"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("below")
    )
    label = models.CharField(
        _("label"), max_length=80, blank=True, help_text=_("When empty: the name of what it points to.")
    )
    module = models.CharField(_("section of the site"), max_length=30, blank=True)
    url = models.CharField(_("address"), max_length=500, blank=True)
    target_type = models.ForeignKey(ContentType, models.CASCADE, null=True, blank=True, related_name="+")
    target_id = models.PositiveBigIntegerField(null=True, blank=True)
    target = GenericForeignKey("target_type", "target_id")
    opens_new_tab = models.BooleanField(_("opens in a new tab"), default=False)
    is_shown = models.BooleanField(_("shown"), default=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = MenuItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("menu item")
        verbose_name_plural = _("menu")
        ordering = ["order", "id"]
        indexes = [
            models.Index(fields=["site", "order"], name="menuitem_site_order"),
            models.Index(fields=["target_type", "target_id"], name="menuitem_target"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("id")), name="menuitem_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        from provinces import menus  # the register of sections knows this model

        return self.label or str(self.target or menus.section_label(self.module) or self.url)

    def clean(self) -> None:
        super().clean()
        level, above, seen = 1, self.parent, {self.pk}
        while above is not None:
            if above.pk in seen and above.pk is not None:
                raise ValidationError({"parent": _("An item cannot stand below itself.")})
            seen.add(above.pk)
            level, above = level + 1, above.parent
        if level > MENU_LEVELS:
            raise ValidationError({"parent": _("A menu has at most three levels.")})


class HotlineQuerySet(SiteQuerySet["Hotline"]):
    """A site's hotlines."""

    def shown(self) -> Self:
        """Return the hotlines that readers see."""
        return self.filter(is_shown=True)


class Hotline(TranslatedModel):
    """A phone number that readers may call."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="hotlines", verbose_name=_("site"))
    label = models.CharField(_("label"), max_length=120)
    phone = models.CharField(_("phone"), max_length=40)
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_shown = models.BooleanField(_("shown"), default=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = HotlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("hotline")
        verbose_name_plural = _("hotlines")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.label}: {self.phone}"


class LinkGroupQuerySet(SiteQuerySet["LinkGroup"]):
    """Groups of links of a site."""


class LinkGroup(TranslatedModel):
    """A heading under which links to other sites stand."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="link_groups", verbose_name=_("site"))
    name = models.CharField(_("name"), max_length=120)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = LinkGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group of links")
        verbose_name_plural = _("groups of links")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class WebLinkQuerySet(SiteQuerySet["WebLink"]):
    """Links of a site to others."""

    site_path = "group__site"


class WebLink(TranslatedModel):
    """A link to another web site."""

    group = models.ForeignKey(LinkGroup, models.CASCADE, related_name="links", verbose_name=_("group"))
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"), max_length=500)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = WebLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class BannerPlace(models.TextChoices):
    UNDER_MENU = "under_menu", _("under the menu")
    BETWEEN_BOXES = "between_boxes", _("between the boxes of the home page")
    RIGHT = "right", _("right column")
    FOOT = "foot", _("above the footer")


class BannerQuerySet(SiteQuerySet["Banner"]):
    """Banners of a site."""

    def shown_at(self, now: datetime.datetime) -> Self:
        """Return the banners whose time it is at `now`; `starts_at` counts in, `ends_at` out."""
        return self.filter(Q(starts_at=None) | Q(starts_at__lte=now), Q(ends_at=None) | Q(ends_at__gt=now))

    def moments_after(self, now: datetime.datetime) -> list[tuple[datetime.datetime, int]]:
        """Return when banners appear or go after `now`, and on which site, the next one first."""
        coming = self.filter(starts_at__gt=now).values_list("starts_at", "site")
        going = self.filter(ends_at__gt=now).values_list("ends_at", "site")
        return sorted((moment, site) for moment, site in [*coming, *going] if moment is not None)


class Banner(PicturedModel, TranslatedModel):
    """A picture with a link at a place of the page, from a day to a day."""

    PICTURES = {"picture": WIDTHS}

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="banners", verbose_name=_("site"))
    place = models.CharField(_("place"), max_length=16, choices=BannerPlace.choices, default=BannerPlace.RIGHT)
    title = models.CharField(_("title"), max_length=200, help_text=_("Read aloud to those who cannot see the picture."))
    picture = models.ImageField(
        _("picture"),
        upload_to=upload_path,
        width_field="picture_width",
        height_field="picture_height",
        validators=[validate_picture],
    )
    picture_width = models.PositiveIntegerField(null=True, editable=False)
    picture_height = models.PositiveIntegerField(null=True, editable=False)
    url = models.CharField(_("address"), max_length=500, blank=True)
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = BannerQuerySet.as_manager()

    class Meta:
        verbose_name = _("banner")
        verbose_name_plural = _("banners")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="banner_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end lies before the beginning.")})

    def is_shown_at(self, now: datetime.datetime) -> bool:
        """Return True when the banner is shown at `now`; the twin of `objects.shown_at()`."""
        return (self.starts_at is None or self.starts_at <= now) and (self.ends_at is None or self.ends_at > now)
