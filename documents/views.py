"""Pages for readers: the library of documents with its filters, and one document."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.http import SiteRequest, filtered_kept_page, kept_page
from provinces.limiting import limited
from provinces.paging import numbered_page, page_number

from .forms import FilterForm
from .metadata import of_document
from .models import Document
from .querying import relations_of

PAGE_SIZE = 20


@limited("search", "SEARCHES_PER_MINUTE")
@filtered_kept_page(*FilterForm.base_fields)
def documents(request: SiteRequest) -> HttpResponse:
    """Show a page of the site's documents, narrowed by the filters in the address."""
    site, language = request.site, request.LANGUAGE_CODE
    form = FilterForm(request.GET, Document.objects.for_site(site).live(timezone.now()).speaking(site, language), site)
    rows = form.rows(language).for_lists()  # type: ignore[attr-defined]  # of our own queryset
    page = numbered_page(lambda start, stop: list(rows[start:stop]), page_number(request), PAGE_SIZE)
    path = site.url_for(request.path_info.lstrip("/"), language)
    context = {
        "form": form,
        "page": page,
        "query": form.query,
        "trail": [(_("Documents"), "")],
        "canonical_url": path if page.number == 1 else f"{path}?trang={page.number}",
    }
    response = render(request, "documents/list.html", context)
    if form.is_narrowed:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@kept_page
def document(request: SiteRequest, slug: str, pk: int) -> HttpResponse:
    """Show one document with its files; a PDF stands in the page where there is room for it."""
    rows = Document.objects.for_site(request.site).live(timezone.now())
    found = get_object_or_404(rows.select_related("type", "issuer", "subject", "site"), pk=pk)
    language = request.LANGUAGE_CODE if found.speaks(request.LANGUAGE_CODE) else settings.LANGUAGE_CODE
    if language != request.LANGUAGE_CODE and request.site.untranslated == "hide":
        raise Http404("not in this language")
    if request.path != found.get_absolute_url():
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    path = request.path_info.lstrip("/")
    files = list(found.files.all())
    shown_in = [code for code in request.site.languages if found.speaks(code) or request.site.untranslated == "show"]
    address = request.site.url_for(path, language)
    context = {
        "document": found,
        "files": files,
        "preview": next((file for file in files if file.is_pdf), None),
        "relations": relations_of(found),
        "is_untranslated": language != request.LANGUAGE_CODE,
        "alternates": dict.fromkeys(shown_in, path),
        "translations": dict.fromkeys([code for code in request.site.languages if found.speaks(code)], path),
        "canonical_url": address,
        "metadata": of_document(found, files, address, language),
        "trail": [(_("Documents"), reverse("documents:documents")), (found.number, "")],
    }
    response = render(request, "documents/document.html", context)
    response.shows_own_files = True  # type: ignore[attr-defined]  # read by ContentSecurityPolicyMiddleware
    return response
