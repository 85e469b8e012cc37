"""What readers say about an article: that it is wrong somewhere, and whether it is useful."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from provinces.http import SiteRequest
from vietnamese.dates import ZONE

from . import spam, telling, tokens, visitors
from .forms import ReportForm
from .models import ErrorReport, ReportState
from .pages import form_page, is_too_often, objection
from .rating import rate


def _article(request: SiteRequest, pk: int) -> Article:
    if not request.site.is_writable:
        raise Http404("nobody reads what is sent")
    rows = Article.objects.for_site(request.site).live(timezone.now()).for_lists()
    found: Article = get_object_or_404(rows, pk=pk)
    return found


@form_page
def report(request: SiteRequest, pk: int) -> HttpResponse:
    """Show the form in which an error is reported, or take the report and thank for it."""
    article = _article(request, pk)
    form = ReportForm(request.POST or None)
    said, is_sent = "", False
    if request.method == "POST" and form.is_valid():
        token, said = objection(request, form, "report")
        if token is not None and not said:
            _take(request, article, form, token)
            is_sent = True
    form.renew(tokens.again(request.site, "report", request.POST.get("token")))
    context = {
        "article": article,
        "form": form,
        "said": said,
        "is_sent": is_sent,
        "trail": [(article.title, article.get_absolute_url()), (_("Report an error"), "")],
    }
    return render(request, "feedback/report.html", context, status=400 if said else 200)


def _take(request: SiteRequest, article: Article, form: ReportForm, token: tokens.Token) -> None:
    made = form.report(article, request.LANGUAGE_CODE)
    made.nonce = token.nonce
    made.text_key = spam.text_key(made.passage, made.message)
    rows = ErrorReport.objects.for_site(request.site)
    made.spam_score = spam.score(
        f"{made.passage}\n{made.message}",
        seen_before=rows.filter(text_key=made.text_key, article=article).exists(),
        trap=form.cleaned_data["website"],
        is_hasty=token.is_hasty,
    )
    if made.spam_score >= spam.LIMIT:
        made.state, made.handled_at = ReportState.SPAM, timezone.now()
    if rows.filter(nonce=made.nonce).exists():  # sent twice
        return
    with transaction.atomic():
        made.save()
        if made.state == ReportState.NEW:
            telling.of_report(made)


@form_page
def useful(request: SiteRequest, pk: int) -> HttpResponse:
    """Take a rating and thank for it; what others said is never shown."""
    article = _article(request, pk)
    chosen = request.POST.get("useful", "")
    is_ours = tokens.is_of_today(request.site, article.pk, request.POST.get("token", ""))
    is_taken, said = request.method == "POST" and chosen in {"yes", "no"} and is_ours, ""
    if is_taken and is_too_often(request, "rating"):
        is_taken, said = False, _("Too many ratings were sent from your connection. Please try again in an hour.")
    if is_taken:
        today = timezone.now().astimezone(ZONE).date()
        rate(article, visitors.visitor_of(request, today), today, is_useful=chosen == "yes")
    context = {
        "article": article,
        "is_taken": is_taken,
        "said": said,
        "rating_token": tokens.of_today(request.site, article.pk),
        "trail": [(article.title, article.get_absolute_url()), (_("Rate this article"), "")],
    }
    return render(request, "feedback/rated.html", context)
