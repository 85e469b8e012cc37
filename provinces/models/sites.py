"""Sites (tenants), the hosts on which they answer, and who may work on them."""

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from provinces.media import upload_path
from provinces.renditions import WIDTHS
from provinces.reserved import is_reserved
from provinces.tenancy import SiteQuerySet
from provinces.translated import TranslatedModel
from provinces.validators import validate_picture

from .pictured import PicturedModel


class SiteState(models.TextChoices):
    BUILDING = "building", _("being built")
    LIVE = "live", _("live")
    FROZEN = "frozen", _("no longer updated")
    ARCHIVED = "archived", _("archived")
    REDIRECTING = "redirecting", _("redirecting")


class Untranslated(models.TextChoices):
    HIDE = "hide", _("hide")
    SHOW = "show", _("show in Vietnamese with a notice")


def default_languages() -> list[str]:
    """Return the languages of a new site."""
    return [settings.LANGUAGE_CODE]


def validate_languages(value: object) -> None:
    """Raise ValidationError unless `value` lists known languages, Vietnamese first."""
    known = [code for code, _name in settings.LANGUAGES]
    if not isinstance(value, list) or not value or value[0] != settings.LANGUAGE_CODE or set(value) - set(known):
        raise ValidationError(_("Vietnamese first, then English or Khmer."), code="languages")


class SiteStateQuerySet(models.QuerySet["Site"]):
    """Sites by what the public may see of them."""

    def public(self) -> Self:
        """Return the sites whose pages the public can read: live, frozen or archived."""
        return self.filter(state__in=[SiteState.LIVE, SiteState.FROZEN, SiteState.ARCHIVED])

    def members(self) -> Self:
        """Return the sub-sites that the portal lists."""
        return self.public().filter(is_portal=False)

    def continued_by(self, site: "Site") -> Self:
        """Return the sites that `site` continues and that can still be read."""
        return self.public().filter(successor=site)

    def without_host(self) -> Self:
        """Return the sites that answer below the portal's host only."""
        return self.exclude(hostnames__is_primary=True)

    def live(self) -> Self:
        """Return the sites that are kept up to date."""
        return self.filter(state=SiteState.LIVE)

    def workable_by(self, user: Any) -> Self:
        """Return the sites on which `user` holds a role; all of them for a superadmin."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.all()
        return self.filter(memberships__user=user).distinct()


class Site(PicturedModel, TranslatedModel):
    """A tenant: the national portal or a provincial sub-site."""

    PICTURES = {"banner_wide": WIDTHS, "banner_narrow": WIDTHS, "logo": (72, 144, 216)}

    slug = models.SlugField(
        _("code"),
        max_length=40,
        unique=True,
        help_text=_("Names the site in the admin: nghe-an. Never shown to readers."),
    )
    is_portal = models.BooleanField(_("national portal"), default=False)
    is_template = models.BooleanField(
        _("template"), default=False, help_text=_("New sites may be made from this one: categories, menu, pages.")
    )
    name = models.CharField(_("name"), max_length=200)
    slogan = models.CharField(_("line above the name"), max_length=200, blank=True)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    department = models.ForeignKey(
        "provinces.Department", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    province = models.ForeignKey(
        "provinces.Province", models.PROTECT, null=True, blank=True, related_name="sites", verbose_name=_("province")
    )
    path_prefix = models.CharField(
        _("path on the portal"),
        max_length=40,
        blank=True,
        help_text=_("nghe-an: the site answers at /nghe-an/ on the portal's host. Empty for the portal."),
        validators=[
            RegexValidator(r"^[a-z0-9]+(?:-[a-z0-9]+)*$", _("Small letters without accents, digits, hyphens."))
        ],
    )

    state = models.CharField(_("state"), max_length=12, choices=SiteState.choices, default=SiteState.BUILDING)
    notice = models.TextField(
        _("notice"), blank=True, help_text=_("Shown on every page, e.g. when the site is frozen.")
    )
    frozen_on = models.DateField(_("not updated since"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("continued by")
    )
    redirect_url = models.URLField(_("redirect to"), blank=True, help_text=_("When empty: the site that continues it."))

    languages = models.JSONField(_("languages"), default=default_languages, validators=[validate_languages])
    untranslated = models.CharField(
        _("untranslated items"), max_length=4, choices=Untranslated.choices, default=Untranslated.HIDE
    )

    banner_wide = models.ImageField(
        _("banner for wide screens"), upload_to=upload_path, blank=True, validators=[validate_picture]
    )
    banner_narrow = models.ImageField(
        _("banner for phones"), upload_to=upload_path, blank=True, validators=[validate_picture]
    )
    logo = models.ImageField(_("logo"), upload_to=upload_path, blank=True, validators=[validate_picture])
    brand_hue = models.PositiveSmallIntegerField(
        _("main colour"),
        default=25,
        validators=[MaxValueValidator(359)],
        help_text=_("Hue in degrees: 25 is deep red."),
    )
    accent_hue = models.PositiveSmallIntegerField(
        _("second colour"), default=85, validators=[MaxValueValidator(359)], help_text=_("Hue in degrees: 85 is gold.")
    )

    governing_body = models.CharField(_("governing body"), max_length=200, blank=True)
    responsible_person = models.CharField(_("person responsible"), max_length=120, blank=True)
    responsible_title = models.CharField(_("position"), max_length=200, blank=True)
    address = models.CharField(_("street address"), max_length=250, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    footer = models.TextField(_("further footer text"), blank=True)
    legal_line = models.CharField(_("legal line"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)

    trust_badge_url = models.URLField(_("trust certificate"), blank=True, help_text=_("Shown only when filled in."))
    measuring_host = models.CharField(_("measuring host"), max_length=100, blank=True)
    measuring_code = models.CharField(_("measuring code"), max_length=40, blank=True)
    measuring_label = models.CharField(_("measuring label"), max_length=200, blank=True)
    opening_views = models.PositiveBigIntegerField(
        _("opening balance of page views"), default=0, help_text=_("What the old site had counted.")
    )
    opening_views_on = models.DateField(_("counted until"), null=True, blank=True)
    opening_views_source = models.CharField(_("taken from"), max_length=200, blank=True)
    four_eyes = models.BooleanField(_("nobody publishes their own article"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = SiteStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["-is_portal", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["is_portal"], condition=Q(is_portal=True), name="site_one_portal"),
            models.UniqueConstraint(
                fields=["path_prefix"], condition=~Q(path_prefix=""), name="site_path_prefix_unique"
            ),
            models.CheckConstraint(
                condition=Q(is_portal=False) | Q(path_prefix=""), name="site_portal_has_no_path_prefix"
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("id")), name="site_not_its_own_successor"
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def clean(self) -> None:
        super().clean()
        if self.path_prefix and is_reserved(self.path_prefix):
            raise ValidationError({"path_prefix": _("This word is used by the portal itself.")})
        if self.slug and is_reserved(self.slug):
            raise ValidationError({"slug": _("This word is used by the portal itself.")})
        if not self.is_portal and self.state == SiteState.REDIRECTING and not (self.redirect_url or self.successor):
            raise ValidationError({"redirect_url": _("Say where this site redirects to.")})

    @property
    def is_public(self) -> bool:
        """True when the public can read the site's pages; the twin of `objects.public()`."""
        return self.state in {SiteState.LIVE, SiteState.FROZEN, SiteState.ARCHIVED}

    @property
    def is_writable(self) -> bool:
        """True when staff may still change what the site shows."""
        return self.state in {SiteState.BUILDING, SiteState.LIVE}

    def url_for(self, path: str = "", language: str = settings.LANGUAGE_CODE) -> str:
        """Return the absolute address of `path` (without leading slash) on this site, also outside a request."""
        from provinces.hosts import absolute_url

        return absolute_url(self, path, language)


class HostnameQuerySet(SiteQuerySet["Hostname"]):
    """Hosts of a site."""


class Hostname(models.Model):
    """A host on which a site answers; the others redirect to the primary one."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="hostnames", verbose_name=_("site"))
    host = models.CharField(
        _("host"),
        max_length=253,
        unique=True,
        validators=[
            RegexValidator(
                r"^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$",
                _("A host without port, in small letters: tuyengiao.nghean.gov.vn."),
            )
        ],
    )
    is_primary = models.BooleanField(_("primary"), default=False)

    objects = HostnameQuerySet.as_manager()

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        ordering = ["-is_primary", "host"]
        constraints = [
            models.UniqueConstraint(
                fields=["site"], condition=Q(is_primary=True), name="hostname_one_primary_per_site"
            ),
            models.CheckConstraint(condition=~Q(host=""), name="hostname_not_empty"),
        ]

    def __str__(self) -> str:
        return self.host


class Role(models.TextChoices):
    WRITER = "writer", _("writer")
    EDITOR = "editor", _("editor")
    SITE_ADMIN = "site_admin", _("site admin")


class MembershipQuerySet(SiteQuerySet["Membership"]):
    """Roles on a site."""

    def of_roles(self, *roles: "Role") -> Self:
        """Return those who hold one of these roles."""
        return self.filter(role__in=roles)


class Membership(models.Model):
    """What an account may do on a site; optionally only in some categories, or only with own articles."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("account")
    )
    site = models.ForeignKey(Site, models.CASCADE, related_name="memberships", verbose_name=_("site"))
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    own_only = models.BooleanField(_("own articles only"), default=False)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["site", "role", "user"]
        constraints = [models.UniqueConstraint(fields=["user", "site"], name="membership_one_role_per_site")]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}"
