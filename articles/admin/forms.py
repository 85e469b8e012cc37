"""The form of an article: tags by name, languages that are ready, dates that go together."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.admin.forms import ScopedForm
from provinces.models import Site
from vietnamese.folding import fold

from .. import translating
from ..models import Article, Contributor, LanguageState
from ..models.article import ArticleState
from ..snapshots import contribution
from ..translating import OTHER_LANGUAGES
from .names import NameInput, TagNamesField


def _ready(code: str) -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Readers may see it in this language"),
        required=False,
        widget=forms.CheckboxInput({"data-language": code, "lang": code}),
    )


def _confirm(code: str) -> forms.BooleanField:
    return forms.BooleanField(
        label=_("The translation still says the same"),
        required=False,
        widget=forms.CheckboxInput({"data-language": code, "lang": code}),
        help_text=_("The Vietnamese text was changed since. Tick it when nothing has to be changed here."),
    )


class ArticleForm(ScopedForm):
    """Everything of an article but its inlines."""

    tag_names = TagNamesField(
        label=_("Tags"), required=False, help_text=_("With commas between. A tag that does not exist yet is made.")
    )
    ready_en = _ready("en")
    ready_km = _ready("km")
    confirm_en = _confirm("en")
    confirm_km = _confirm("km")

    #: Set by the admin class: what was typed is shown again, whatever it is.
    is_only_shown = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        article: Article = self.instance
        spoken = self.site.languages if self.site is not None else []
        states = translating.states_of(article.laid) if article.laid is not None else {}
        for code in OTHER_LANGUAGES:
            if states.get(code) != LanguageState.NEEDS_UPDATE or code not in spoken:
                del self.fields[f"confirm_{code}"]
            if code not in spoken:
                del self.fields[f"ready_{code}"]
            else:
                self.initial[f"ready_{code}"] = article.speaks(code)
        if "category" in self.fields:
            self.fields["category"].error_messages["invalid_choice"] = _(
                "This category is no longer there, or you may not write in it. Please choose another one."
            )
        if article.laid is not None:
            self.initial["tag_names"] = ", ".join(article.laid["tags"])
            self.initial["topics"] = article.laid["topics"]

    def is_valid(self) -> bool:
        """Return True for what may be saved; a form that is only shown again is checked, but never saved."""
        return super().is_valid() and not self.is_only_shown

    def clean(self) -> dict[str, Any] | None:
        """Check what goes together: dates, and a title in each language that readers see."""
        cleaned = super().clean()
        values: dict[str, Any] = self.cleaned_data if cleaned is None else cleaned
        needs_date = self.instance.is_live or self.instance.state == ArticleState.SCHEDULED
        published, expires = values.get("published_at"), values.get("expires_at")
        if "published_at" in self.fields and "published_at" not in self.errors and not published and needs_date:
            self.add_error("published_at", _("An article that readers see needs its date. Withdraw it first."))
        if expires and not published and expires <= timezone.now():
            self.add_error("expires_at", _("This lies in the past: the article would never be seen."))
        for code in OTHER_LANGUAGES:
            title = f"title_{code}"
            if values.get(f"ready_{code}") and title in self.fields and not values.get(title):
                self.add_error(title, _("Readers of this language need a title."))
        return values


class RowOfRevision(ScopedForm):
    """A row of an inline: a part of the next revision, which is not compared with rows of the database."""

    def validate_unique(self) -> None:
        """Nothing: rows of one form are compared with each other by their formset."""

    def validate_constraints(self) -> None:
        """Nothing, as above."""


class RowsOfRevision(BaseInlineFormSet):  # type: ignore[type-arg]  # not subscriptable at run time
    """The rows of an inline, filled in from the newest revision and saved into the next one."""

    snapshot_key = ""

    def initial_form_count(self) -> int:
        """Return 0: no row stands for one of the database, whatever a browser says."""
        return 0

    def filled(self) -> list[Any]:
        """Return the rows that are kept, in the order that they name."""
        kept = [form for form in self.forms if form.has_changed() and not self._should_delete_form(form)]  # type: ignore[attr-defined]  # not in the stubs
        return sorted(kept, key=lambda form: form.cleaned_data.get("order") or 0)


class ContributionForm(RowOfRevision):
    """A contribution: the contributor is named, and made when the name is new on this site."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        widget=NameInput("admin:articles_contributor_suggest", attrs={"size": 24, "aria-label": _("Name")}),
    )

    def clean_name(self) -> str:
        """Refuse a name without any letter."""
        name = str(self.cleaned_data["name"])
        if not fold(name).strip():
            raise ValidationError(_("Type a name."))
        return name

    def as_snapshot(self, site: Site) -> dict[str, Any]:
        """Return the part as snapshots hold it."""
        values = self.cleaned_data
        contributor = Contributor.objects.named(site, values["name"])
        return contribution(contributor.pk, values["role"], values["share"], values.get("order") or 0)


class ContributionFormSet(RowsOfRevision):
    """The contributions of one article: each name once per role."""

    snapshot_key = "contributions"

    def clean(self) -> None:
        """Mark a name that stands twice with the same role."""
        super().clean()
        seen: set[tuple[str, str]] = set()
        for form in self.forms:
            values = getattr(form, "cleaned_data", {})
            if not values.get("name") or values.get("DELETE"):
                continue
            key = (fold(values["name"]), str(values.get("role")))
            if key in seen:
                form.add_error("name", _("This name stands here twice with the same role."))
            seen.add(key)

    def as_snapshot(self) -> list[dict[str, Any]]:
        """Return the contributors as snapshots hold them."""
        return [form.as_snapshot(self.instance.site) for form in self.filled()]


class RelatedFormSet(RowsOfRevision):
    """The articles picked to stand below one."""

    snapshot_key = "related"

    def as_snapshot(self) -> list[int]:
        """Return the picked articles as snapshots hold them."""
        return [form.cleaned_data["related"].pk for form in self.filled() if form.cleaned_data.get("related")]
