"""What the network's admin shows: sites with their last article, provinces, accounts with their roles."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.admin import AccountPages
from accounts.models import User
from accounts.resetting import sign_in_page
from articles.models import Article
from feedback.admin.rules import HolidayAdmin
from feedback.models import Holiday
from guard.admin import NetworkFindingAdmin
from guard.models import Finding
from provinces.admin.audit import NetworkAuditEntryAdmin
from provinces.admin.base import NetworkModelAdmin
from provinces.admin.members import MembershipInline, NetworkMembershipAdmin
from provinces.admin.network import DowntimeAdmin, NetworkModeAdmin
from provinces.admin.sites import SiteAdmin
from provinces.admin.units import ProvinceAdmin
from provinces.models import AuditEntry, Downtime, Membership, NetworkMode, Province, Site
from provinces.permissions import may_manage_sign_in

from .admin_site import network_admin

__all__ = ["network_admin"]


@admin.register(Site, site=network_admin)
class NetworkSiteAdmin(SiteAdmin):
    """Sites with the day of their last article."""

    list_display = [*SiteAdmin.list_display, "last_article"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the sites; the last article is one step in an index for each."""
        newest = Article.objects.filter(site=OuterRef("pk"), is_live=True).order_by("-published_at", "-id")
        return super().get_queryset(request).annotate(last_published=Subquery(newest.values("published_at")[:1]))

    @admin.display(description=_("last article"), ordering="last_published")
    def last_article(self, site: Any) -> str:
        """Return when the site last published."""
        return localtime(site.last_published).strftime("%d/%m/%Y") if site.last_published else "–"


@admin.register(User, site=network_admin)
class AccountAdmin(AccountPages, NetworkModelAdmin):
    """Accounts with their roles on sites."""

    nav_order = 40
    grants_access = True
    inlines = [MembershipInline]
    empty_list_hint = _("No account yet.")

    def get_urls(self) -> list[Any]:
        """Return the addresses, with that of the page about how somebody signs in."""
        page = path("<int:object_id>/dang-nhap/", self.admin_site.admin_view(self.sign_in), name="account_sign_in")
        return [page, *super().get_urls()]

    def sign_in(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show how somebody signs in, and reset it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        account = get_object_or_404(User, pk=object_id)
        back = reverse("admin:accounts_user_change", args=[object_id])
        may_change = may_manage_sign_in(request.user, account)
        return sign_in_page(request, self.admin_site, account, back=back, may_change=may_change)


network_admin.register(Province, ProvinceAdmin)
network_admin.register(Membership, NetworkMembershipAdmin)
network_admin.register(NetworkMode, NetworkModeAdmin)
network_admin.register(Downtime, DowntimeAdmin)
network_admin.register(Holiday, HolidayAdmin)
network_admin.register(Finding, NetworkFindingAdmin)
network_admin.register(AuditEntry, NetworkAuditEntryAdmin)
