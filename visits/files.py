"""The statistics as Excel files, in Vietnamese: what the pages show, without their limits."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from articles.periods import Period
from provinces.models import Site
from provinces.spreadsheets import Column, Sheet

from . import reports
from .comparison import Comparison
from .models import OriginDay
from .reports import Row, Totals

EXPORTED = "export_statistics"  # in the audit log
MOST = 1_000  # articles, and referring hosts


def sheets_of_site(site: Site, period: Period) -> Iterator[Sheet]:
    """Yield the days, hours, articles, sections, origins and devices of a site."""
    above = [str(site), _period(period)]
    yield Sheet(
        _("Days"),
        [_("PAGE VIEWS BY DAY"), *above],
        [Column(_("Day"), 12, "day"), *_counted()],
        ([day, *_numbers(found)] for day, found in reports.day_lines(site, period)),
        [_("Total"), *_numbers(reports.totals(site, period))],
    )
    hours = [(f"{hour}:00", number) for hour, number in reports.by_hour(site, period)]
    yield _named(_("Hours"), [_("PAGE VIEWS BY HOUR OF THE DAY"), *above], _("Hour"), reports.as_rows(hours))
    yield _named(
        _("Articles"), [_("MOST READ ARTICLES"), *above], _("Title"), reports.most_read(site, period, MOST), 60
    )
    yield _named(_("Sections"), [_("PAGE VIEWS BY SECTION"), *above], _("Section"), reports.by_section(site, period))
    hosts = reports.by_origin(site, period, OriginDay.Kind.HOST, MOST)
    yield _named(_("Where readers come from"), [_("WHERE READERS COME FROM"), *above], _("Website"), hosts)
    devices = reports.by_origin(site, period, OriginDay.Kind.DEVICE)
    yield _named(_("Devices"), [_("PAGE VIEWS BY DEVICE"), *above], _("Device"), devices)


def sheets_of_network(made: Comparison) -> Iterator[Sheet]:
    """Yield the table of the sites and the page views of all of them."""
    yield Sheet(
        _("Sites"),
        [_("PAGE VIEWS OF ALL SITES"), _period(made.period), _before(made.period.before)],
        [
            Column(_("No."), 6, "count"),
            Column(_("Site"), 44),
            *_counted(),
            Column(_("Page views in the period before"), 16, "count"),
            Column(_("Change (%)"), 12, "decimal"),
            Column(_("Part of all (%)"), 12, "decimal"),
        ],
        (
            [number, str(line.site), *_numbers(line.totals), line.before, line.change, line.share]
            for number, line in enumerate(made.lines, start=1)
        ),
        [None, _("Total"), *_numbers(made.totals), made.before, made.change, None],
    )
    yield Sheet(
        _("By time"),
        [_("PAGE VIEWS OF ALL SITES"), _period(made.period)],
        [
            Column(_("Week from") if made.period.days > reports.MOST_DAYS else _("Day"), 14, "day"),
            Column(_("Page views"), 14, "count"),
        ],
        made.by_time,
    )


def _period(period: Period) -> str:
    return _("Period: %(period)s") % {"period": period}


def _before(period: Period) -> str:
    return _("Period before: %(period)s") % {"period": period}


def _counted() -> list[Column]:
    return [
        Column(_("Page views"), 14, "count"),
        Column(_("Visits"), 14, "count"),
        Column(_("Robots"), 14, "count"),
        Column(_("AI robots"), 14, "count"),
        Column(_("Own networks"), 14, "count"),
    ]


def _numbers(found: Totals) -> list[int]:
    return [found.views, found.visits, found.robots, found.ai_robots, found.own]


def _named(name: str, above: Sequence[str], heading: str, rows: Sequence[Row], width: int = 40) -> Sheet:
    columns = [Column(heading, width), Column(_("Page views"), 14, "count")]
    lines: list[list[Any]] = [[row.label, row.views] for row in rows]
    return Sheet(name, above, columns, lines, [_("Total"), sum(row.views for row in rows)] if rows else [])
