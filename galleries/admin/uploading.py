"""Pictures come into the library: many at once, with or without script, and then get their texts."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import modelformset_factory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from provinces.admin.scope import site_of
from provinces.models import Role, Site
from provinces.validators import PictureRefused

from ..models import Picture
from ..renditions import nearest
from ..uploads import PictureFilesField, Taken, take

EDITOR = 960
THUMBNAIL = 320
MOST_TEXTS = 50
TEXTS = ("alt_vi", "caption_vi", "credit")


class LibraryUploadForm(forms.Form):
    """Several files, with the credit that they share."""

    credit = forms.CharField(
        label=gettext_lazy("Credit"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Who took these pictures; it can be changed for each one afterwards."),
    )
    new_files = PictureFilesField(
        label=gettext_lazy("Files"), help_text=gettext_lazy("JPEG, PNG, WebP or GIF, up to 20 MB each; many at once.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["new_files"].widget.attrs["data-upload"] = reverse("admin:galleries_picture_add")


class OneFileForm(forms.Form):
    """One file of many, sent by script, with the texts that it brings along."""

    file = PictureFilesField()
    again = forms.BooleanField(required=False)
    alt_vi = forms.CharField(max_length=250, required=False)
    caption_vi = forms.CharField(max_length=400, required=False)
    credit = forms.CharField(max_length=120, required=False)


def as_answer(picture: Picture) -> dict[str, Any]:
    """Return what scripts learn about a picture."""
    return {
        "id": picture.pk,
        "src": nearest(picture, EDITOR),
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
        "name": str(picture),
        "url": reverse("admin:galleries_picture_change", args=[picture.pk]),
    }


def upload_view(request: HttpRequest, model_admin: Any) -> HttpResponse:
    """Take uploads: one file from a script (answered in JSON), or a whole form."""
    site = site_of(request)
    if site is None or not model_admin.has_add_permission(request):
        raise PermissionDenied
    if request.method == "POST" and request.headers.get("Accept") == "application/json":
        return _take_one(request, site)
    form = LibraryUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        taken = [
            take(site, request.user, file, credit=form.cleaned_data["credit"])
            for file in form.cleaned_data["new_files"]
        ]
        tell(request, taken)
        return HttpResponseRedirect(texts_url(taken) or reverse("admin:galleries_picture_changelist"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Add pictures"),
        "form": form,
        "errors": form.errors if request.method == "POST" else None,
        "opts": model_admin.opts,
    }
    return TemplateResponse(request, "admin/galleries/upload.html", context)


def _take_one(request: HttpRequest, site: Site) -> JsonResponse:
    form = OneFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse(
            {"error": " ".join(str(line) for lines in form.errors.values() for line in lines)}, status=400
        )
    sent = form.cleaned_data
    try:
        taken = take(site, request.user, sent["file"][0], again=sent["again"], **{name: sent[name] for name in TEXTS})
    except PictureRefused as error:
        return JsonResponse({"error": str(error)})
    answer = {**as_answer(taken.picture), "known": taken.is_known}
    return JsonResponse(answer | {"alike": as_answer(taken.alike) if taken.alike else None})


def tell(request: HttpRequest, taken: list[Taken]) -> None:
    """Say what became of uploads: how many are new, which the library already held, which look like others."""
    new = sum(not one.is_known for one in taken)
    if new:
        text = ngettext("%(number)s picture was added.", "%(number)s pictures were added.", new)
        messages.success(request, text % {"number": new})
    for one in taken:
        if one.is_known:
            text = _("“%(name)s” is already in the library: the picture that is there is used.")
            messages.info(request, text % {"name": one.picture})
        elif one.alike is not None:
            text = _("“%(name)s” looks like “%(other)s”, which is already in the library.")
            messages.warning(request, text % {"name": one.picture, "other": one.alike})


def texts_url(taken: list[Taken]) -> str:
    """Return the address where new pictures get their texts; '' when nothing is new."""
    new = [str(one.picture.pk) for one in taken if not one.is_known][:MOST_TEXTS]
    return f"{reverse('admin:galleries_picture_texts')}?{urlencode({'ids': ','.join(new)})}" if new else ""


PictureTexts = modelformset_factory(Picture, fields=TEXTS, extra=0, can_delete=False, max_num=MOST_TEXTS)


def texts_view(request: HttpRequest, model_admin: Any) -> HttpResponse:
    """Let people write alternative text, caption and credit of several pictures on one page."""
    site = site_of(request)
    if site is None or not model_admin.has_add_permission(request):
        raise PermissionDenied
    rows = Picture.objects.for_site(site).filter(pk__in=_ids(request.GET.get("ids", ""))).order_by("id")
    if not model_admin.may(request, Role.EDITOR):
        rows = rows.filter(uploaded_by=request.user.pk)
    formset = PictureTexts(request.POST or None, queryset=rows, prefix="pictures")
    if request.method == "POST" and formset.is_valid():
        formset.save()
        messages.success(request, _("The texts were saved."))
        return HttpResponseRedirect(reverse("admin:galleries_picture_changelist"))
    shown = {str(picture.pk): nearest(picture, THUMBNAIL) for picture in rows}
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Texts of the new pictures"),
        "formset": formset,
        "rows": [(form, shown[name]) for form in formset.forms if (name := str(form["id"].value())) in shown],
        "opts": model_admin.opts,
    }
    return TemplateResponse(request, "admin/galleries/texts.html", context)


def _ids(text: str) -> list[int]:
    return [int(part) for part in text.split(",")[:MOST_TEXTS] if part.isdigit() and len(part) < 19]
