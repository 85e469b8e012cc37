"""The picker: the library in a window of its own, for forms and for the editor. One may upload right there."""

import json
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from provinces.admin.scope import site_of

from ..models import Picture
from ..renditions import nearest
from ..uploads import PictureFilesField, Taken, take
from .finding import matching, usable
from .uploading import THUMBNAIL, as_answer, tell

PER_PAGE = 24


class UploadForm(forms.Form):
    """New pictures with the texts that they bring along."""

    new_files = PictureFilesField(label=_("Files"), help_text=_("JPEG, PNG, WebP or GIF; one or several."))
    alt_vi = forms.CharField(
        label=_("What the picture shows"),
        max_length=250,
        required=False,
        help_text=_("For those who cannot see it."),
    )
    caption_vi = forms.CharField(label=_("Caption"), max_length=400, required=False)
    credit = forms.CharField(label=_("Credit"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        upload = {"data-upload": reverse("admin:galleries_picture_add"), "data-upload-when": "submit"}
        self.fields["new_files"].widget.attrs.update(upload)


def answer_of(picture: Picture) -> str:
    """Return what the picker tells the window that opened it, as JSON."""
    return json.dumps(as_answer(picture))


def picker_view(request: HttpRequest, model_admin: Any) -> HttpResponse:
    """Show the pictures that the site may use, newest first; take uploads."""
    site = site_of(request)
    if site is None or not model_admin.has_view_permission(request):
        raise PermissionDenied
    may_add = model_admin.has_add_permission(request)
    form = UploadForm(request.POST or None, request.FILES or None) if may_add else None
    added: list[Taken] = []
    if request.method == "POST" and form is not None and form.is_valid():
        texts = {name: form.cleaned_data[name] for name in ("alt_vi", "caption_vi", "credit")}
        added = [take(site, request.user, file, **texts) for file in form.cleaned_data["new_files"]]
        if len(added) > 1:
            tell(request, added)
        form = UploadForm()
    term = request.GET.get("q", "").strip()[:100]
    rows = matching(usable(site), term)
    before = request.GET.get("before", "")
    if before.isdigit() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    shown = list(rows[: PER_PAGE + 1])
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Choose a picture"),
        "is_popup": True,
        "form": form,
        "term": term,
        "tiles": [(picture, nearest(picture, THUMBNAIL), answer_of(picture)) for picture in shown[:PER_PAGE]],
        "older": shown[PER_PAGE - 1].pk if len(shown) > PER_PAGE else None,
        "chosen": answer_of(added[0].picture) if len(added) == 1 else "",
        "added": len(added),
        "site_pk": site.pk,
        "opts": model_admin.opts,
    }
    return TemplateResponse(request, "admin/galleries/picker.html", context)
