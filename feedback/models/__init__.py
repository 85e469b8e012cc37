"""What readers send: messages with their course, reports of errors, ratings; and the rules by which they are kept."""

from .attempts import Attempt, DailySecret
from .case import Case, CaseEvent, CaseKind, CaseState, Deed
from .ratings import Rating, RatingTotal
from .reports import ErrorReport, ReportState
from .rules import ConsentText, FeedbackRules, Holiday

__all__ = [
    "Attempt",
    "Case",
    "CaseEvent",
    "CaseKind",
    "CaseState",
    "ConsentText",
    "DailySecret",
    "Deed",
    "ErrorReport",
    "FeedbackRules",
    "Holiday",
    "Rating",
    "RatingTotal",
    "ReportState",
]
