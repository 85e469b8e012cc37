"""What all our model admins have in common: no full count, nothing saved twice, no error page for a lost race."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote
from django.contrib.admin.views.main import ChangeList
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from . import once
from .forms import ScopedForm
from .lists import CappedPaginator, UncountedList, folded_matches
from .logged import LogsIntoAudit
from .navigation import NavItem, Task
from .translated import TranslatedAdmin


class CarefulModelAdmin(TranslatedAdmin, LogsIntoAudit):
    """A model admin with short lists, forgiving search and forms that are safe to send twice."""

    form: Any = ScopedForm
    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 50
    save_on_top = False
    actions_selection_counter = True
    #: In which group of the navigation it stands, and where in it. None: in no group (reached from elsewhere).
    task: ClassVar[Task | None] = Task.SITE
    nav_order: ClassVar[int] = 50
    #: For small tables: fields in which the search finds what was typed without accents.
    folded_search_fields: ClassVar[tuple[str, ...]] = ()
    #: For tables that may hold a million rows: the list is never counted.
    is_large: ClassVar[bool] = False
    #: What an empty list says to do next.
    empty_list_hint: ClassVar[Any] = ""

    @property
    def media(self) -> forms.Media:
        """Return the scripts of a list and a form: Django's, without those that make addresses in the browser."""
        names = [
            "vendor/jquery/jquery.min.js",
            "jquery.init.js",
            "core.js",
            "admin/RelatedObjectLookups.js",
            "actions.js",
        ]
        return forms.Media(js=[f"admin/js/{name}" for name in names])

    def navigation(self, request: HttpRequest) -> list[NavItem]:
        """Return this model's lines in the navigation; empty when the account may not see it."""
        if self.task is None or not self.has_view_permission(request):
            return []
        url = reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return [NavItem(self.task, capfirst(str(self.opts.verbose_name_plural)), url, self.nav_order)]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the class of the list."""
        return UncountedList if self.is_large else super().get_changelist(request, **kwargs)

    def get_search_fields(self, request: HttpRequest) -> Any:
        """Return the fields of the search; those of a small table are searched without accents."""
        return super().get_search_fields(request) or self.folded_search_fields

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Return the rows found and whether they may hold doubles."""
        if self.folded_search_fields and search_term:
            return folded_matches(queryset, self.folded_search_fields, search_term), False
        return super().get_search_results(request, queryset, search_term)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Return the list page."""
        context = {"empty_list_hint": self.empty_list_hint, **(extra_context or {})}
        return super().changelist_view(request, context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Return the form page. A form sent twice makes one object; a lost race ends in a message, not an error."""
        mark = once.mark_of(request) or once.new_mark()
        context = {"form_mark": mark, **(extra_context or {})}
        for _attempt in range(2):
            try:
                with transaction.atomic():
                    if request.method == "POST" and object_id is None:
                        made = once.made_before(request, self.model)
                        if made is not None:
                            return self.response_made_before(request, made)
                    return super().changeform_view(request, object_id, form_url, context)
            except IntegrityError:
                continue  # somebody else was faster: now validation sees their row and says so beside the field
        messages.error(request, _("Somebody else saved at the same moment. Please look at it again and save."))
        return HttpResponseRedirect(request.get_full_path())

    def response_made_before(self, request: HttpRequest, key: str) -> HttpResponse:
        """Answer a form that was sent twice: show what the first one made."""
        messages.info(request, _("This form had already been saved."))
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[quote(key)]))

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Return the log's message, with the form's mark when something was added."""
        message: Any = super().construct_change_message(request, form, formsets, add)
        if add and message and isinstance(message[0], dict) and once.mark_of(request):
            message[0]["mark"] = once.mark_of(request)
        return message

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete one by one, so that each model's own `delete()` runs."""
        for obj in queryset:
            obj.delete()
