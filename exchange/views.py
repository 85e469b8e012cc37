"""The import page in the admin of a site: upload, look, save."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import formset_factory
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.forms import MOST_FILES, PageForm, UploadForm
from exchange.importing import ImportFailed, already_there, category_for, save_page, take_counters
from exchange.pages import parse
from provinces.http import SiteRequest
from provinces.models import Role
from provinces.permissions import at_least

PageFormSet = formset_factory(PageForm, extra=0, max_num=MOST_FILES, absolute_max=MOST_FILES)


def import_pages(request: SiteRequest) -> HttpResponse:
    """Show the upload form, then what was found on each page, then save what was chosen."""
    if not at_least(request.user, request.site, Role.WRITER) or not request.site.is_writable:
        raise PermissionDenied
    if request.method == "POST" and "pages-TOTAL_FORMS" in request.POST:
        return _save(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        for name, sentence in form.refused:
            messages.error(request, f"{name}: {sentence}")
        if form.texts:
            return _preview(request, form.texts)
    return _page(request, {"form": form})


def _preview(request: SiteRequest, texts: list[tuple[str, str]]) -> HttpResponse:
    initial = []
    for name, text in texts:
        page = parse(text)
        initial.append(
            {
                "name": name,
                "text": text,
                "take": bool(page.title) and already_there(request.site, page) is None,
                "category": category_for(request.site, page),
            }
        )
    formset = PageFormSet(initial=initial, prefix="pages", form_kwargs={"site": request.site})
    return _show(request, formset, [text for _name, text in texts])


def _show(request: SiteRequest, formset: Any, texts: list[str]) -> HttpResponse:
    rows = []
    for form, text in zip(formset.forms, texts, strict=True):
        page = parse(text)
        rows.append({"form": form, "page": page, "known": already_there(request.site, page)})
    may_take = at_least(request.user, request.site, Role.SITE_ADMIN)
    return _page(request, {"formset": formset, "rows": rows, "may_take_counters": may_take})


def _save(request: SiteRequest) -> HttpResponse:
    formset = PageFormSet(request.POST, prefix="pages", form_kwargs={"site": request.site})
    if not formset.is_valid():
        return _show(request, formset, [form.data.get(form.add_prefix("text"), "") for form in formset.forms])
    saved = 0
    for form in formset.forms:
        chosen = form.cleaned_data
        page = parse(chosen["text"])
        if chosen["take"]:
            saved += _save_one(request, chosen, page)
        if chosen["take_counters"] and at_least(request.user, request.site, Role.SITE_ADMIN):
            take_counters(request.site, page)
            messages.success(request, _("The opening balance of page views was taken over."))
    message = ngettext("%(number)s page was imported.", "%(number)s pages were imported.", saved)
    messages.success(request, message % {"number": saved})
    return redirect(reverse("admin:articles_article_changelist"))


def _save_one(request: SiteRequest, chosen: dict[str, Any], page: Any) -> int:
    try:
        done = save_page(page, request.site, request.user, chosen["category"])
    except ImportFailed as problem:
        messages.error(request, f"{chosen['name']}: {problem}")
        return 0
    for note in done.notes:
        messages.warning(request, f"{done.article.title}: {note}")
    return int(done.is_new)


def _page(request: SiteRequest, context: dict[str, Any]) -> HttpResponse:
    base = {**admin.site.each_context(request), "title": _("Import saved pages")}
    return render(request, "admin/exchange/import_pages.html", base | context)
