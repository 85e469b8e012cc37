"""Telling staff of what readers sent, in their inbox and by e-mail. Nothing of the sender stands in a mail."""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article
from provinces.models import Membership, Role, Site
from provinces.notices import notify
from vietnamese.dates import short_date

from . import tasks
from .models import Case, ErrorReport, FeedbackRules

ABOVE_WRITERS = (Role.EDITOR, Role.SITE_ADMIN)


def staff_of(site: Site) -> list[User]:
    """Return those who deal with messages of a site."""
    rows = Membership.objects.for_site(site).filter(role__in=ABOVE_WRITERS)
    return [membership.user for membership in rows.select_related("user")]


def editors_of(article: Article) -> list[User]:
    """Return an article's editors: those in charge of its category, else those of the whole site; and its writer."""
    rows = Membership.objects.for_site(article.site).filter(role__in=ABOVE_WRITERS)
    members = list(rows.select_related("user").prefetch_related("categories"))
    sections = {article.category_id, article.section_id}
    in_charge = [one for one in members if sections & {category.pk for category in one.categories.all()}]
    chosen = in_charge or [one for one in members if not one.categories.all()]
    return [one.user for one in chosen] + ([article.created_by] if article.created_by else [])


def of_case(case: Case) -> None:
    """Tell a site's staff, and its office where the rules name one, that a message has come and by when it is due."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("A reader has sent message %(number)s") % {"number": case.number}
        detail = _("To be answered by %(day)s") % {"day": short_date(case.due_on)}
    notify(staff_of(case.site), case.site, title, about=case, detail=detail)
    if FeedbackRules.objects.of(case.site).notify_email:
        transaction.on_commit(lambda: tasks.tell_office(case.pk))


def of_report(report: ErrorReport) -> None:
    """Tell an article's editors what a reader says is wrong in it."""
    article = report.article
    with translation.override(settings.LANGUAGE_CODE):
        title = _("A reader reports an error in “%(title)s”") % {"title": article.text("title", settings.LANGUAGE_CODE)}
    detail = "\n".join(filter(None, [report.passage and f"“{report.passage}”", report.message]))
    notify(editors_of(article), article.site, title, about=report, detail=detail)
