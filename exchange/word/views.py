"""The page "Nhập từ Word" in the admin of a site: choose, look and mend, save."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.bodies import shown_body
from articles.admin.tree import tree_choices, writable_categories
from articles.legacy import NAMES
from exchange.importing import ROLES, ImportFailed
from exchange.models import WordUpload
from provinces.http import SiteRequest
from provinces.models import Role
from provinces.permissions import at_least

from .forms import ConfirmForm, DocumentForm, NameFormSet
from .opening import Package, UnreadableDocument, open_document
from .pictures import looks
from .saving import already_there, save_story
from .story import Place, Story, read_story

PREFIX = "names"


def import_word(request: SiteRequest) -> HttpResponse:
    """Show the upload form, then what was found, then make the draft."""
    if not at_least(request.user, request.site, Role.WRITER) or not request.site.is_writable:
        raise PermissionDenied
    if request.method == "POST" and "upload" in request.POST:
        return _confirm(request)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["document"]
        file.seek(0)
        name = str(file.name)[:255]
        account: Any = request.user
        upload = WordUpload.objects.create(site=request.site, user=account, file=file, name=name)
        return _preview(request, upload, form.package, form.story)
    return _page(request, {"form": form})


def _preview(request: SiteRequest, upload: WordUpload, package: Package, story: Story) -> HttpResponse:
    names = [{"name": credit.name, "role": ROLES[role]} for credit in story.credits for role in credit.roles]
    initial = {"upload": upload.pk, "title": story.title, "lead": story.lead, "source": story.source}
    confirm = ConfirmForm(initial=initial, categories=_categories(request))
    return _show(request, upload, package, story, confirm, NameFormSet(initial=names, prefix=PREFIX))


def _confirm(request: SiteRequest) -> HttpResponse:
    number = request.POST.get("upload", "")
    mine = WordUpload.objects.for_site(request.site).filter(user_id=request.user.pk or 0)
    is_number = number.isascii() and number.isdecimal() and len(number) < 18
    upload = mine.filter(pk=int(number)).first() if is_number else None
    if upload is None:
        messages.error(
            request, _("This document is no longer here: it was saved, or a day has passed. Choose it again.")
        )
        return _page(request, {"form": DocumentForm()})
    if "_cancel" in request.POST:
        upload.discard()
        return redirect(reverse("import-word"))
    try:
        with upload.file.open("rb") as file:
            package = open_document(file)
            return _save(request, upload, package, read_story(package))
    except (UnreadableDocument, OSError):
        upload.discard()
        messages.error(request, _("The document cannot be read any more. Choose it again."))
        return _page(request, {"form": DocumentForm()})


def _save(request: SiteRequest, upload: WordUpload, package: Package, story: Story) -> HttpResponse:
    confirm = ConfirmForm(request.POST, categories=_categories(request))
    names = NameFormSet(request.POST, prefix=PREFIX)
    if not confirm.is_valid() or not names.is_valid():
        return _show(request, upload, package, story, confirm, names)
    chosen = confirm.cleaned_data
    credited = [(row["name"], row["role"]) for row in names.cleaned_data if row.get("name")]
    try:
        done = save_story(
            package,
            story,
            request.site,
            request.user,
            category=chosen["category"],
            title=chosen["title"],
            lead=chosen["lead"],
            names=credited,
            source=chosen["source"],
        )
    except ImportFailed as problem:
        confirm.add_error(None, str(problem))
        return _show(request, upload, package, story, confirm, names)
    upload.discard()
    if done.is_new:
        messages.success(request, _("The document became a draft. Look at it once more before you submit it."))
    for note in done.notes:
        messages.warning(request, note)
    return redirect(reverse("admin:articles_article_change", args=[done.article.pk]))


def _show(
    request: SiteRequest, upload: WordUpload, package: Package, story: Story, confirm: ConfirmForm, names: Any
) -> HttpResponse:
    shown = looks(package, [place.part for place in story.places])
    pieces = [
        {"place": piece, "look": shown[piece.part], "caption": shown_body(piece.caption, None)}
        if isinstance(piece, Place)
        else {"html": shown_body(piece, request.site)}
        for piece in story.pieces
    ]
    context = {
        "upload": upload,
        "confirm": confirm,
        "names": names,
        "pieces": pieces,
        "fonts": ", ".join(NAMES[encoding] for encoding in story.encodings),
        "known": already_there(request.site, story),
        "refused": sum(bool(look.refusal) for look in shown.values()),
    }
    return _page(request, context)


def _categories(request: SiteRequest) -> Any:
    return writable_categories(request.user, request.site)


def _page(request: SiteRequest, context: dict[str, Any]) -> HttpResponse:
    base = {**admin.site.each_context(request), "title": _("Import from Word")}
    if "confirm" in context:
        field: Any = context["confirm"].fields["category"]
        field.choices = tree_choices(field.queryset)
    return render(request, "admin/exchange/import_word.html", base | context)
