"""Pages for readers: write a message, follow it, read published answers."""

from typing import Any

from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from editions import scopes
from editions.marking import shows
from provinces.http import SiteRequest, kept_page, numbered_kept_page
from provinces.paging import numbered_page, page_number

from . import codes, handling, spam, tokens
from .forms import LookUpForm, MessageForm
from .models import Case, CaseState, ConsentText, FeedbackRules
from .pages import form_page, objection

PAGE_SIZE = 20
SALT = "feedback.received"
SHOWN_FOR = 3600  # seconds after sending in which the confirmation can be shown again


def trail(label: str = "") -> list[tuple[str, str]]:
    """Return the way to a page below the feedback page."""
    home = (_("Feedback"), reverse("feedback:feedback") if label else "")
    return [home, (label, "")] if label else [home]


@numbered_kept_page
def feedback(request: SiteRequest) -> HttpResponse:
    """Show how to write and to follow a message, and a page of the answers that were published."""
    shows(request, scopes.answers(request.site.pk))
    rows = Case.objects.for_site(request.site).published().select_related("department")
    page = numbered_page(lambda start, stop: list(rows[start:stop]), page_number(request), PAGE_SIZE)
    rules = FeedbackRules.objects.of(request.site)
    path = request.site.url_for(request.path_info.lstrip("/"), request.LANGUAGE_CODE)
    context = {
        "page": page,
        "rules": rules,
        "is_open": rules.is_open and request.site.is_writable,
        "canonical_url": path if page.number == 1 else f"{path}?trang={page.number}",
        "trail": trail(),
    }
    return render(request, "feedback/feedback.html", context)


@kept_page
def answer(request: SiteRequest, pk: int) -> HttpResponse:
    """Show a published question with its answer."""
    shows(request, scopes.answers(request.site.pk))
    rows = Case.objects.for_site(request.site).published().select_related("department")
    found = get_object_or_404(rows, pk=pk)
    return render(request, "feedback/answer.html", {"case": found, "trail": trail(found.subject)})


@kept_page
def notice(request: SiteRequest) -> HttpResponse:
    """Show how the site treats personal data; reachable from every page."""
    shows(request, scopes.answers(request.site.pk))
    context = {
        "consent": _consent(request),
        "rules": FeedbackRules.objects.of(request.site),
        "trail": trail(_("Protection of personal data")),
    }
    return render(request, "feedback/notice.html", context)


def _consent(request: SiteRequest) -> dict[str, Any]:
    found = ConsentText.objects.current(request.site)
    return {"row": found, "wording": found.text_in(request.LANGUAGE_CODE) if found else ""}


@form_page
def write(request: SiteRequest) -> HttpResponse:
    """Show the form of a message, or take the message."""
    rules, consent = FeedbackRules.objects.of(request.site), _consent(request)
    if not (rules.is_open and request.site.is_writable and consent["row"]):
        raise Http404("no messages are taken")
    form = MessageForm(request.POST or None, site=request.site)
    said = ""
    if request.method == "POST" and form.is_valid():
        token, said = objection(request, form, "message")
        if token is not None and not said:
            return HttpResponseRedirect(_received(_take(request, form, token, consent["row"])))
    form.renew(tokens.again(request.site, "message", request.POST.get("token")))
    context = {"form": form, "consent": consent, "rules": rules, "said": said, "trail": trail(_("Send a message"))}
    return render(request, "feedback/write.html", context, status=400 if said else 200)


def _take(request: SiteRequest, form: MessageForm, token: tokens.Token, consent: ConsentText) -> Case:
    case = form.case(request.site, request.LANGUAGE_CODE)
    case.consent = consent
    case.text_key = spam.text_key(case.subject, case.body)
    score = spam.score(
        f"{case.subject}\n{case.body}",
        seen_before=handling.is_known_text(request.site, case.text_key),
        trap=form.cleaned_data["website"],
        is_hasty=token.is_hasty,
    )
    return handling.receive(case, nonce=token.nonce, score=score)


def _received(case: Case) -> str:
    """Return the address of the confirmation: signed, and of use for an hour."""
    return reverse("feedback:received", args=[signing.dumps([case.site_id, case.nonce], salt=SALT)])


@form_page
def received(request: SiteRequest, ticket: str) -> HttpResponse:
    """Show number and code of a message that was just sent; an old or foreign address leads to the form of codes."""
    try:
        site_id, nonce = signing.loads(ticket, salt=SALT, max_age=SHOWN_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return HttpResponseRedirect(reverse("feedback:look_up"))
    case = Case.objects.for_site(request.site).filter(nonce=nonce).first()
    if case is None or site_id != request.site.pk:
        return HttpResponseRedirect(reverse("feedback:look_up"))
    context = {"case": case, "code": codes.grouped(codes.code_of(nonce)), "trail": trail(_("Message received"))}
    return render(request, "feedback/received.html", context)


@form_page
def look_up(request: SiteRequest) -> HttpResponse:
    """Show the form of codes, or where the message of a code stands; every wrong code gets the same answer."""
    form = LookUpForm(request.POST or None)
    case, said = None, ""
    if request.method == "POST" and form.is_valid():
        _token, said = objection(request, form, "look-up")
        if not said:
            rows = Case.objects.for_site(request.site).select_related("department")
            case = rows.filter(code_hash=codes.hash_of(form.cleaned_data["code"])).first()
            if case is None:
                form.add_error("code", _("There is no message with this code on this site."))
    form.renew(tokens.again(request.site, "look-up", request.POST.get("token")))
    context = {
        "form": form,
        "case": case,
        # Whoever sends spam learns nothing of how it was recognised.
        "shown_state": CaseState.NEW if case and case.state == CaseState.SPAM else case and CaseState(case.state),
        "said": said,
        "trail": trail(_("Follow a message")),
    }
    return render(request, "feedback/look_up.html", context, status=400 if said else 200)
