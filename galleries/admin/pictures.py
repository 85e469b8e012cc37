"""The picture library of a site."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import FileInput
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from provinces.admin.base import ScopedModelAdmin
from provinces.admin.chips import chip
from provinces.admin.forms import ScopedForm
from provinces.admin.navigation import Task
from provinces.admin.scope import site_of
from provinces.admin.trash import DeletesIntoTrash
from provinces.models import Role

from ..models import Picture
from ..renditions import nearest
from ..uploads import PictureFilesInput
from ..uses import uses_of
from .finding import matching
from .picker import picker_view
from .uploading import texts_view, upload_view

THUMBNAIL = 320
WHOLE = 960


def thumbnail_of(picture: Picture | None) -> str:
    """Return a picture as a small image for lists; '' without one."""
    if picture is None:
        return ""
    return format_html('<img class="thumbnail" src="{}" alt="" loading="lazy">', nearest(picture, THUMBNAIL))


class PictureForm(ScopedForm):
    """A picture; it stays shared while other sites show it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].label = _("Put another file in its place")
            self.fields["file"].required = False
            self.fields["file"].widget = FileInput({"accept": PictureFilesInput.ACCEPT})

    def clean_is_shared(self) -> bool:
        """Refuse to withdraw a picture from sites that show it."""
        shared = bool(self.cleaned_data["is_shared"])
        if self.instance.pk and self.initial.get("is_shared") and not shared:
            elsewhere = sum(use.owner is None for use in uses_of(self.instance, self.instance.site_id))
            if elsewhere:
                raise ValidationError(_("Other sites show this picture: it has to stay usable by them."))
        return shared


@admin.register(Picture)
class PictureAdmin(DeletesIntoTrash, ScopedModelAdmin):
    """Files of the library: who may write may add, and correct their own; editors all."""

    form = PictureForm
    task = Task.LIBRARY
    nav_order = 10
    add_role = Role.WRITER
    list_display = ["thumbnail", "name", "size_and_kind", "shared", "credit", "uploaded_by", "created_at"]
    list_display_links = ["name"]
    list_filter = ["is_shared"]
    list_select_related = ["uploaded_by"]
    search_fields = ["alt_vi"]
    search_help_text = _("In captions, alternative texts, credits and file names.")
    ordering = ["-id"]
    readonly_fields = ["used_in", "focal_preview", "facts"]
    fieldsets = [
        (None, {"fields": ["alt", "caption", "credit"]}),
        (_("What must not be cut off"), {"fields": ["focal_preview", ("focal_x", "focal_y")]}),
        (_("Use"), {"classes": ["side"], "fields": ["used_in", "is_shared"]}),
        (
            _("File"),
            {
                "classes": ["side"],
                "fields": ["facts", "file"],
                "description": _("A new file takes the place of the old one wherever the picture is used."),
            },
        ),
    ]
    empty_list_hint = _("No picture yet. Pictures that are uploaded while writing stand here too.")

    class Media:
        css = {"all": ["admin_galleries/pictures.css"]}
        js = ["admin_galleries/focal.js"]

    def get_urls(self) -> Any:
        """Return the addresses, with the picker's and those of uploads."""
        own = {"picker": self.picker, "texts": self.texts}
        paths = [
            path(f"{name}/", self.admin_site.admin_view(view), name=f"galleries_picture_{name}")
            for name, view in own.items()
        ]
        return [*paths, *super().get_urls()]

    def picker(self, request: HttpRequest) -> HttpResponse:
        """Show the library in a window of its own."""
        return picker_view(request, self)

    def texts(self, request: HttpRequest) -> HttpResponse:
        """Let people write the texts of several pictures."""
        return texts_view(request, self)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Take pictures, many at once."""
        return upload_view(request, self)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return True for editors, and for everybody who works here on what they uploaded themselves."""
        own = obj is not None and obj.uploaded_by_id == getattr(request.user, "pk", None)
        return super().has_change_permission(request, obj) or (own and self.may(request, Role.WRITER))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what is only shown: who may not edit everything does not share pictures either."""
        fields = super().get_readonly_fields(request, obj)
        return fields if self.may(request, self.change_role) else [*fields, "is_shared"]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Return the pictures found, whatever accents were typed."""
        return matching(queryset, search_term), False

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Return the pictures; those in use are protected, with their uses named."""
        lines, counts, refused, protected = super().get_deleted_objects(objs, request)
        rows = list(objs) if not isinstance(objs, Picture) else [objs]
        site = site_of(request)
        used = [(picture, use) for picture in rows for use in uses_of(picture, site.pk if site else None)]
        named = [f"{picture} – {use}" for picture, use in used]
        return lines, counts, refused, named or protected

    @admin.display(description=_("picture"))
    def thumbnail(self, picture: Picture) -> str:
        """Return the picture, small."""
        return thumbnail_of(picture)

    @admin.display(description=_("name"))
    def name(self, picture: Picture) -> str:
        """Return the picture's own text, or its file's name."""
        return str(picture)[:120]

    @admin.display(description=_("size"))
    def size_and_kind(self, picture: Picture) -> str:
        """Return width and height in pixels."""
        return f"{picture.width} × {picture.height}"

    @admin.display(description=_("shared"))
    def shared(self, picture: Picture) -> str:
        """Return a chip for pictures that other sites may use."""
        return chip(_("shared"), "soon") if picture.is_shared else ""

    @admin.display(description=_("used in"))
    def used_in(self, picture: Picture) -> str:
        """Return the list of uses."""
        uses = uses_of(picture, picture.site_id)
        own = [use for use in uses if use.owner is not None]
        return render_to_string("admin/galleries/uses.html", {"uses": own, "elsewhere": len(uses) - len(own)})

    @admin.display(description=_("preview"))
    def focal_preview(self, picture: Picture) -> str:
        """Return the picture with its focal point and two crops."""
        return render_to_string("admin/galleries/focal.html", {"source": nearest(picture, WHOLE)})

    @admin.display(description=_("now"))
    def facts(self, picture: Picture) -> str:
        """Return pixels, size and the name that the file had."""
        return f"{picture.width} × {picture.height} px · {picture.size // 1024} KB · {picture.original_name}"
