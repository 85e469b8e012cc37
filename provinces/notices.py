"""Telling people what waits for them: in the inbox of the admin, and by e-mail. Neither ever breaks the deed itself."""

import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction

from .models import Notice, Site
from .reserved import ADMIN_PATH

logger = logging.getLogger(__name__)


def notify(
    recipients: Iterable[Any], site: Site, title: str, *, about: models.Model | None = None, detail: str = ""
) -> None:
    """Put one notice into the inbox of each of `recipients` and mail it once the transaction is done.

    Args:
        recipients: Accounts; each gets it once, those that may not sign in get nothing.
        site: In whose admin the notice stands.
        title: One sentence that says what happened.
        about: The row to which the notice leads.
        detail: What else there is to say, such as a reason.

    """
    people = {person.pk: person for person in recipients if person.is_active}
    made = Notice.objects.bulk_create(
        Notice(
            site=site,
            recipient=person,
            title=title[:300],
            detail=detail,
            object_type=about._meta.label_lower if about is not None else "",
            object_id=about.pk if about is not None else None,
            object_label=str(about)[:300] if about is not None else "",
        )
        for person in people.values()
    )
    mailed = [notice.pk for notice in made if people[notice.recipient_id].email]
    transaction.on_commit(lambda: _mail(mailed), robust=True)


def _mail(notice_ids: list[int]) -> None:
    """Hand the mails to the job queue; a queue that cannot be written costs the mail, never the deed."""
    from .tasks import mail_notice

    for notice_id in notice_ids:
        try:
            mail_notice(notice_id)
        except Exception:
            logger.exception("notice %s could not be handed to the mail queue", notice_id)


def desk_url(site: Site, path: str = "") -> str:
    """Return the absolute address of `path` in the admin of a site, also outside a request."""
    from .hosts import absolute_url

    inside = f"{ADMIN_PATH}/{site.slug}/{path}"
    if settings.ADMIN_HOST:
        scheme = "https" if settings.HTTPS else "http"
        return f"{scheme}://{settings.ADMIN_HOST}{settings.PORT_SUFFIX}/{inside}"
    portal = Site.objects.filter(is_portal=True).first()
    return absolute_url(portal or site, inside)


def path_of(notice: Notice) -> str:
    """Return the path below the site's admin to which a notice leads: the object's page, else the inbox."""
    if not notice.object_type or notice.object_id is None:
        return "provinces/notice/"
    return f"{notice.object_type.replace('.', '/')}/{notice.object_id}/change/"
