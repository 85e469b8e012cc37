"""How a site answers its readers: the figures above the list of messages."""

import datetime
from dataclasses import dataclass

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from provinces.models import Site
from vietnamese.dates import ZONE

from ..models import Case, CaseState
from ..models.case import WAITING

DAYS = 365
ANSWERED = (CaseState.ANSWERED, CaseState.OUTSIDE)


@dataclass(frozen=True)
class Figures:
    """What came within a year, what waits, and how what was answered was answered. `mean_days`: calendar days."""

    received: int
    waiting: int
    overdue: int
    answered: int
    in_time: int
    published: int
    mean_days: float | None

    @property
    def share_in_time(self) -> int | None:
        """The share of answers that were in time, in per cent; None without answers."""
        return round(100 * self.in_time / self.answered) if self.answered else None


def figures(site: Site | None) -> Figures:
    """Return the figures of a site, spam aside; one query."""
    now = timezone.now()
    today = now.astimezone(ZONE).date()
    took = ExpressionWrapper(F("closed_at") - F("received_at"), output_field=DurationField())
    answered = Q(state__in=ANSWERED)
    rows = Case.objects.for_site(site).wanted().filter(received_at__gt=now - datetime.timedelta(days=DAYS))
    found = rows.annotate(closed_day=TruncDate("closed_at", tzinfo=ZONE)).aggregate(
        received=Count("pk"),
        waiting=Count("pk", filter=Q(state__in=WAITING)),
        overdue=Count("pk", filter=Q(state__in=WAITING, due_on__lt=today)),
        answered=Count("pk", filter=answered),
        in_time=Count("pk", filter=answered & Q(closed_day__lte=F("due_on"))),
        published=Count("pk", filter=Q(is_published=True)),
        mean=Avg(took, filter=answered),
    )
    mean = found.pop("mean")
    return Figures(**found, mean_days=round(mean.total_seconds() / 86400, 1) if mean is not None else None)
