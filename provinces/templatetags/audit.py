"""What deeds are called."""

from django import template

from provinces.audit import name_of

register = template.Library()


@register.filter
def deed(verb: str) -> str:
    """Return what a verb of the audit log is called: `{{ step.verb|deed }}`."""
    return name_of(verb)
