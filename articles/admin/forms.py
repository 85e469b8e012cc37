"""The form of an article: tags by name, languages that are ready, dates that go together."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.admin.forms import ScopedForm
from vietnamese.folding import fold

from ..models import Article, Contributor
from ..models.article import ArticleState
from .names import NameInput, TagNamesField

OTHER_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)


def _ready(code: str) -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Readers may see it in this language"),
        required=False,
        widget=forms.CheckboxInput({"data-language": code, "lang": code}),
    )


class ArticleForm(ScopedForm):
    """Everything of an article but its inlines."""

    tag_names = TagNamesField(
        label=_("Tags"), required=False, help_text=_("With commas between. A tag that does not exist yet is made.")
    )
    ready_en = _ready("en")
    ready_km = _ready("km")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        article: Article = self.instance
        spoken = self.site.languages if self.site is not None else []
        for code in OTHER_LANGUAGES:
            if code not in spoken:
                del self.fields[f"ready_{code}"]
            else:
                self.initial[f"ready_{code}"] = article.speaks(code)
        if article.pk:
            self.initial["tag_names"] = ", ".join(tag_names_of(article))

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


def tag_names_of(article: Article) -> list[str]:
    """Return the names of an article's tags in the order in which they were given."""
    return [tag.text("name", settings.LANGUAGE_CODE) for tag in article.tags.order_by("article_tags__id")]


class ContributionForm(ScopedForm):
    """A contribution: the contributor is named, and made when the name is new on this site."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        widget=NameInput("admin:articles_contributor_suggest", attrs={"size": 24, "aria-label": _("Name")}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["name"] = self.instance.contributor.name
            self.initial["share"] = f"{self.instance.share:.2f}".rstrip("0").rstrip(".")

    def clean_name(self) -> str:
        """Refuse a name without any letter."""
        name = str(self.cleaned_data["name"])
        if not fold(name).strip():
            raise ValidationError(_("Type a name."))
        return name

    def save(self, commit: bool = True) -> Any:
        """Save with the contributor of this name."""
        if self.site is not None:
            self.instance.contributor = Contributor.objects.named(self.site, self.cleaned_data["name"])
        return super().save(commit)


class ContributionFormSet(BaseInlineFormSet):  # type: ignore[type-arg]  # not subscriptable at run time
    """The contributions of one article: each name once per role."""

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
