"""Jobs of sites: mails to staff."""

from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _
from huey.contrib.djhuey import db_task

from .models import Notice
from .notices import desk_url, path_of


@db_task(retries=5, retry_delay=120)  # type: ignore[untyped-decorator]  # huey ships no types
def mail_notice(notice_id: int) -> None:
    """Mail one notice to its recipient; tried again for ten minutes when the mail server does not answer."""
    notice = Notice.objects.select_related("recipient", "site").filter(pk=notice_id).first()
    if notice is None or not notice.recipient.email:
        return
    with translation.override("vi"):
        lines = [
            _("Hello %(name)s,") % {"name": notice.recipient},
            "",
            notice.title,
            *([notice.object_label] if notice.object_label else []),
            *(["", notice.detail] if notice.detail else []),
            "",
            desk_url(notice.site, path_of(notice)),
            "",
            "-- ",
            str(notice.site),
        ]
        subject = f"[{notice.site}] {notice.title}"
    send_mail(" ".join(subject.split()), "\n".join(lines), None, [notice.recipient.email])
