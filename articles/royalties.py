"""What the makers of articles are paid for a period: coefficient × value of a unit × share."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count

from galleries.models import PictureUse
from provinces.models import Site
from vietnamese.dates import ZONE
from vietnamese.sorting import person_key

from .models import Article, Contribution
from .models.royalties import RoyaltyBasis, RoyaltyCoefficient, RoyaltyUnit
from .periods import Period
from .querysets import ArticleQuerySet


class Dated(Protocol):
    """Something that is valid from a day to a day."""

    valid_from: datetime.date
    valid_to: datetime.date | None


D = TypeVar("D", bound=Dated)


@dataclass
class Payment:
    """One part in one article. Without a coefficient or a unit for its day, `amount` is None: it cannot be reckoned."""

    part: Contribution
    day: datetime.date
    coefficient: RoyaltyCoefficient | None
    unit: RoyaltyUnit | None
    times: int

    @property
    def amount(self) -> int | None:
        """What is paid, in whole đồng, halves up."""
        if self.coefficient is None or self.unit is None:
            return None
        exact = self.coefficient.coefficient * self.unit.value * self.times * self.part.share / 100
        return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@dataclass
class Payee:
    """One contributor with everything that is paid in the period."""

    name: str
    payments: list[Payment] = field(default_factory=list)

    @property
    def amount(self) -> int:
        """The sum, in đồng."""
        return sum(payment.amount or 0 for payment in self.payments)

    @property
    def articles(self) -> int:
        """In how many articles."""
        return len({payment.part.article_id for payment in self.payments})


@dataclass
class PaymentList:
    """Who is paid what for a period, by name; `unreckoned` are the parts for which no rate is laid down."""

    period: Period
    payees: list[Payee]
    unreckoned: list[Payment]

    @property
    def amount(self) -> int:
        """The sum of all, in đồng."""
        return sum(payee.amount for payee in self.payees)


def payment_list(site: Site, period: Period, now: datetime.datetime) -> PaymentList:
    """Return what `site` pays for what it published in `period`: a constant number of queries."""
    released = Article.objects.for_site(site).released(now).published_in(period.start, period.end)
    parts = list(
        Contribution.objects.filter(article__in=released.order_by().values("pk"))
        .select_related("contributor", "article")
        .only("role", "share", "contributor__name", "article__title_vi", "article__article_type",
              "article__published_at")
        .order_by("article__published_at", "article_id", "order", "id")
    )  # fmt: skip
    units = list(RoyaltyUnit.objects.for_site(site).overlapping(period.first, period.last))
    rates: dict[tuple[str, str], list[RoyaltyCoefficient]] = defaultdict(list)
    for rate in RoyaltyCoefficient.objects.for_site(site).overlapping(period.first, period.last):
        rates[rate.article_type, rate.role].append(rate)
    pictures = _pictures(released) if any(_by_picture(found) for found in rates.values()) else {}
    payees: dict[int, Payee] = {}
    unreckoned = []
    for part in parts:
        payment = _payment(part, units, rates, pictures)
        if payment.amount is None:
            unreckoned.append(payment)
        else:
            payees.setdefault(part.contributor_id, Payee(part.contributor.name)).payments.append(payment)
    return PaymentList(period, sorted(payees.values(), key=lambda payee: person_key(payee.name)), unreckoned)


def _payment(
    part: Contribution,
    units: list[RoyaltyUnit],
    rates: dict[tuple[str, str], list[RoyaltyCoefficient]],
    pictures: dict[int, int],
) -> Payment:
    published = part.article.published_at
    day = published.astimezone(ZONE).date() if published else datetime.date.min
    own = valid_on(rates[part.article.article_type, part.role], day)
    rate = own or valid_on(rates["", part.role], day)
    times = pictures.get(part.article_id, 0) if rate is not None and rate.basis == RoyaltyBasis.PICTURE else 1
    return Payment(part, day, rate, valid_on(units, day), times)


def valid_on(rows: Iterable[D], day: datetime.date) -> D | None:
    """Return the row that is valid on `day`; the one that began last when there are several."""
    valid = [row for row in rows if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)]
    return max(valid, key=lambda row: row.valid_from, default=None)


def _by_picture(rates: Iterable[RoyaltyCoefficient]) -> bool:
    return any(rate.basis == RoyaltyBasis.PICTURE for rate in rates)


def _pictures(released: ArticleQuerySet) -> dict[int, int]:
    """Return how many different pictures each article shows, the one above it counted in."""
    kind = ContentType.objects.get_for_model(Article)
    uses = PictureUse.objects.filter(owner_type=kind, owner_id__in=released.order_by().values("pk"))
    return dict(uses.order_by().values_list("owner_id").annotate(number=Count("picture_id", distinct=True)))
