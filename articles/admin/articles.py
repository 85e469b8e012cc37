"""The desk: writing articles, and the list of them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from galleries.admin.fields import WithPictures
from galleries.admin.pictures import thumbnail_of
from provinces.admin.base import ScopedModelAdmin, ScopedTabularInline
from provinces.admin.chips import chip
from provinces.admin.moments import FORMAT, MOMENTS
from provinces.admin.navigation import Task
from provinces.admin.scope import site_of
from provinces.admin.trash import DeletesIntoTrash
from provinces.models import Role, Site
from search.finding import find
from search.models import Kind
from vietnamese.dates import ZONE

from .. import rights, translating
from ..bodies import captions_of_empty_places
from ..models import Article, Contribution, LanguageState, RelatedArticle, Topic
from ..querysets import BODIES
from ..translating import OTHER_LANGUAGES
from . import verbs, working
from .actions import move_selected, publish_selected, tag_selected, withdraw_selected
from .bodies import WithBody, shown_body
from .care import WithCare
from .forms import ArticleForm, ContributionForm, ContributionFormSet, RelatedFormSet, RowOfRevision
from .history import WithHistory
from .languages import chips, form_context
from .lists import MonthFilter, WhoseFilter
from .newest import WorksOnNewest
from .sittings import WithSittings, writing_context
from .starting import StartsArticles
from .tree import BranchFilter, tree_choices, writable_categories


class RowsInline(ScopedTabularInline):
    """Rows of the newest revision; the rows of the database are what readers see, and stay as they are."""

    def rows(self, article: Article) -> list[dict[str, Any]]:
        """Return what the rows begin with."""
        raise NotImplementedError

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return no row of the database."""
        return super().get_queryset(request).none()

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Return the number of rows that the newest revision has."""
        return len(self.rows(obj)) if obj is not None else 0


class ContributionInline(RowsInline):
    """Who made the article."""

    model = Contribution
    form = ContributionForm
    formset = ContributionFormSet
    fields = ["name", "role", "share", "order"]
    change_role = delete_role = Role.WRITER
    verbose_name = _("contributor")
    verbose_name_plural = _("contributors")

    def rows(self, article: Article) -> list[dict[str, Any]]:
        """Return the contributors that the newest revision names."""
        return working.contribution_rows(article.laid) if article.laid else []

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Return one empty row for an article that names nobody yet."""
        return super().get_extra(request, obj, **kwargs) or 1


class RelatedInline(RowsInline):
    """Articles that an editor picked to stand below this one."""

    model = RelatedArticle
    form = RowOfRevision
    formset = RelatedFormSet
    fk_name = "article"
    fields = ["related", "order"]
    autocomplete_fields = ["related"]
    change_role = delete_role = Role.WRITER
    verbose_name = _("related article")
    verbose_name_plural = _("related articles")

    def rows(self, article: Article) -> list[dict[str, Any]]:
        """Return the articles that the newest revision picks."""
        return working.related_rows(article.laid, article) if article.laid else []


@admin.register(Article)
class ArticleAdmin(
    StartsArticles,
    WithHistory,
    WithSittings,
    WithCare,
    WorksOnNewest,
    WithBody,
    WithPictures,
    DeletesIntoTrash,
    ScopedModelAdmin,
):
    """Articles of the site, as far as the account's role, categories and own articles go."""

    form = ArticleForm
    task = Task.WRITE
    nav_order = 10
    change_role = Role.WRITER
    formfield_overrides = MOMENTS
    picture_fill = {"caption": "picture_caption_vi", "alt": "picture_alt_vi", "credit": "picture_credit"}
    list_display = ["thumbnail", "headline", "state_chip", "languages", "category", "created_by", "dates"]
    list_display_links = ["headline"]
    list_select_related = ["category", "picture", "created_by", "site"]
    list_filter = ["state", WhoseFilter, BranchFilter, "article_type", MonthFilter, "date_is_missing"]
    is_large = True
    sortable_by = ()
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["title_vi", "title_en", "title_km"]
    search_help_text = _("In titles, with or without accents.")
    ordering = ["-id"]
    actions = [publish_selected, withdraw_selected, move_selected, tag_selected]
    inlines = [ContributionInline, RelatedInline]
    fieldsets = [
        (None, {"fields": ["kicker", "title", "lead", "body", "ready"]}),
        (_("Source"), {"fields": [("source", "source_url")]}),
        (
            _("Publication"),
            {"classes": ["side"], "fields": ["category", "article_type", "published_at", "expires_at", "department"]},
        ),
        (
            _("Picture"),
            {"classes": ["side"], "fields": ["picture", "picture_caption", "picture_alt", "picture_credit"]},
        ),
        (_("Tags and topics"), {"classes": ["side"], "fields": ["tag_names", "topics"]}),
        (_("Placement"), {"classes": ["side"], "fields": ["is_top", "is_pinned", "in_ticker", "opening_views"]}),
    ]
    empty_list_hint = _("No article yet. Write the first one: a title and a category are enough for a draft.")

    class Media:
        css = {"all": ["admin_articles/articles.css"]}

    def site_of(self, request: HttpRequest) -> Site | None:
        """Return the site whose admin this is."""
        return site_of(request)

    # Who may do what

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return True when the form is open to the account: see `verbs.may_change`."""
        return super().has_change_permission(request, obj) and (obj is None or verbs.may_change(obj, request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return True for editors; what readers see has to be withdrawn first."""
        return super().has_delete_permission(request, obj) and (obj is None or not obj.is_live)

    # Which rows

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the articles that the account works on; lists do without the bodies."""
        rows = super().get_queryset(request)
        match = request.resolver_match
        in_list = match is not None and match.url_name in {"articles_article_changelist", "autocomplete"}
        return rows.defer(*BODIES).prefetch_related("language_states") if in_list else rows

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Return the articles that hold every word, with or without accents; a number finds the id too."""
        site = site_of(request)
        if site is None or not search_term.strip():
            return queryset, False
        found = find(site, search_term, Kind.ARTICLE)
        if search_term.strip().isdecimal() and len(search_term.strip()) < 18:
            found.append(int(search_term))
        return queryset.filter(pk__in=found), False

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fieldsets; who may only read sees the text as readers do."""
        spoken = [code for code in self.form_languages(request) if code in OTHER_LANGUAGES]
        states = translating.states_of(obj.laid) if obj is not None and obj.laid is not None else {}
        stale = [code for code in spoken if states.get(code) == LanguageState.NEEDS_UPDATE]
        readable = obj is None or self.has_change_permission(request, obj)
        unused = set() if Topic.objects.for_site(site_of(request)).exists() else {"topics"}
        return [
            (name, {**options, "fields": _with_languages(options["fields"], spoken, stale, readable, unused)})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Return the field; relations are chosen here, not made or changed."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.Field) and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        if db_field.name.startswith("lead_") and field is not None:
            field.widget.attrs["rows"] = 3
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the categories into which the account may write, in tree order."""
        if db_field.name != "category":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        rows = writable_categories(request.user, site_of(request))
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs, queryset=rows)
        field.choices = [("", "---------"), *tree_choices(rows)]
        return field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer topics as boxes to tick."""
        return super().formfield_for_manytomany(db_field, request, **kwargs, widget=forms.CheckboxSelectMultiple)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the state, the buttons that are possible now, and the places that wait for a picture."""
        article: Article | None = context.get("original")
        site = site_of(request)
        context["writing"] = writing_context(request, article)
        if article is None:
            buttons = verbs.verbs_for_new(site, request.user) if site is not None else []
            context |= {"may_save": True, "verbs": buttons}
        else:
            may_save = self.has_change_permission(request, article)
            context |= {
                "may_save": may_save,
                "verbs": verbs.verbs_for(article, request.user) if may_save else [],
                **(verbs.asking_verbs(article, request.user) if may_save else {}),
                "send_back_reason": verbs.reason_of(article),
                **form_context(article),
                "state_chip": self.state_chip(article),
                "empty_places": captions_of_empty_places(article.text("body", "vi")),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    # Saving

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Return the log's message: which fields were changed; rows of a revision are no objects of their own."""
        return super().construct_change_message(request, form, [], add)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """Do what the pressed button says, and stay with the article."""
        return self._respond(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Do what the pressed button says, and stay with the article."""
        return self._respond(request, obj) or super().response_change(request, obj)

    def _respond(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        if "_popup" in request.POST:
            return None
        if "_preview" in request.POST:
            return HttpResponseRedirect(reverse("admin:articles_article_preview", args=[article.pk]))
        if "_verb" in request.POST:
            fresh = Article.objects.select_related("site", "category").get(pk=article.pk)
            verbs.apply(request, fresh, was_sent_before=getattr(request, "was_sent_before", False))
        else:
            self.message_user(request, _("Saved."))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    # The list

    @admin.display(description=_("picture"))
    def thumbnail(self, article: Article) -> str:
        """Return the lead picture, small."""
        return thumbnail_of(article.picture)

    @admin.display(description=_("title"), ordering="-id")
    def headline(self, article: Article) -> str:
        """Return the Vietnamese title."""
        return article.text("title", "vi") or f"#{article.pk}"

    @admin.display(description=_("state"))
    def state_chip(self, article: Article) -> str:
        """Return the state as a chip; before it, that readers see the article while a newer version is on its way."""
        state = chip(article.get_state_display(), verbs.TONES.get(article.state, "plain"))
        if not rights.is_pending(article):
            return state
        return format_html("{} {}", chip(_("readers see this"), "good"), state)

    @admin.display(description=_("languages"))
    def languages(self, article: Article) -> str:
        """Return a chip for each language of the site, in the colour of its state."""
        return chips(article)

    @admin.display(description=_("dates"))
    def dates(self, article: Article) -> str:
        """Return the date of publication, and until when it stands."""
        if article.published_at is None:
            return chip(_("date missing"), "warn") if article.date_is_missing else "–"
        published = article.published_at.astimezone(ZONE).strftime(FORMAT)
        if article.expires_at is None:
            return published
        return format_html("{}<br>→ {}", published, article.expires_at.astimezone(ZONE).strftime(FORMAT))

    # What those see who may only read

    @admin.display(description=_("text"))
    def shown_body_vi(self, article: Article) -> str:
        """Return the Vietnamese text."""
        return shown_body(article.text("body", "vi"), article.site)

    @admin.display(description=_("text (English)"))
    def shown_body_en(self, article: Article) -> str:
        """Return the English text."""
        return shown_body(article.text("body", "en"), article.site)

    @admin.display(description=_("text (Khmer)"))
    def shown_body_km(self, article: Article) -> str:
        """Return the Khmer text."""
        return shown_body(article.text("body", "km"), article.site)

    @admin.display(description=_("tags"))
    def tag_names(self, article: Article) -> str:
        """Return the names of the tags."""
        return ", ".join(article.laid["tags"]) if article.laid else ""

    @admin.display(description=_("Readers may see it in English"), boolean=True)
    def ready_en(self, article: Article) -> bool:
        """Return whether readers have it in English."""
        return article.has_en

    @admin.display(description=_("Readers may see it in Khmer"), boolean=True)
    def ready_km(self, article: Article) -> bool:
        """Return whether readers have it in Khmer."""
        return article.has_km


def _with_languages(names: Any, spoken: list[str], stale: list[str], readable: bool, unused: set[str]) -> list[Any]:
    found: list[Any] = []
    for name in names:
        if name == "ready":
            found.extend(f"ready_{code}" for code in spoken)
            found.extend(f"confirm_{code}" for code in stale if readable)
        elif name in unused:
            continue
        elif not readable and str(name).startswith("body_"):
            found.append(f"shown_{name}")
        else:
            found.append(name)
    return found
