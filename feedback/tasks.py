"""Mails about feedback to addresses without an account, sent by the job queue."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from huey.contrib.djhuey import db_task

from provinces.notices import desk_url
from vietnamese.dates import short_date

from .models import Case, FeedbackRules


@db_task(retries=5, retry_delay=120)  # type: ignore[untyped-decorator]  # huey ships no types
def tell_office(case_id: int) -> None:
    """Tell the address that a site's rules name that a message has come; it holds no personal data."""
    case = Case.objects.select_related("site").filter(pk=case_id).first()
    office = FeedbackRules.objects.of(case.site).notify_email if case else ""
    if case is None or not office:
        return
    with translation.override(settings.LANGUAGE_CODE):
        title = _("A reader has sent message %(number)s") % {"number": case.number}
        due = _("To be answered by %(day)s") % {"day": short_date(case.due_on)}
    address = desk_url(case.site, f"feedback/case/{case.pk}/change/")
    send_mail(f"[{case.site}] {title}", f"{title}\n{due}\n\n{address}\n", None, [office])


@db_task(retries=5, retry_delay=120)  # type: ignore[untyped-decorator]  # huey ships no types
def tell_sender(case_id: int) -> None:
    """Tell the sender, in their language, that there is an answer; what it says they look up with their code."""
    case = Case.objects.select_related("site").filter(pk=case_id).first()
    if case is None or not case.email:
        return
    with translation.override(case.language):
        address = case.site.url_for("phan-hoi/tra-cuu/", case.language)
        body = render_to_string("mail/case_answered.txt", {"case": case, "address": address, "site": case.site})
        subject = _("Your message %(number)s has been answered") % {"number": case.number}
    send_mail(subject, body.strip() + "\n", None, [case.email])
