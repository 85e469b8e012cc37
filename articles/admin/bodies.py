"""Admin classes of models with a body: the editor, its nonce, and how a body looks to those who may only read it."""

from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from js_asset import Media

from provinces.admin.scope import site_of

from ..bodies import BodyField, clean
from ..editor import BodyFormField, BodyWidget, to_editor


class WithBody(BaseModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Shows bodies in the editor."""

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Return the editor's field for a body; it knows the site whose pictures may be shown."""
        if not isinstance(db_field, BodyField):
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        kwargs |= {"form_class": BodyFormField, "widget": BodyWidget}
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, BodyFormField):
            field.site = site_of(request)
        return field

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Give the import map of the editor the page's nonce."""
        nonce = getattr(request, "csp_nonce", "")
        context["media"] = Media.from_media(context["media"]).with_nonce(nonce)
        response: HttpResponse = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]  # of ModelAdmin beside it
        return response


def shown_body(html: str, site: Any) -> str:
    """Return a body for reading in the admin."""
    return mark_safe(f'<div class="body-shown">{to_editor(clean(html), site)}</div>')  # noqa: S308 - sanitised here
