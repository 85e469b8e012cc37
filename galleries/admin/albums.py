"""Albums: photos in their order, several uploaded at once."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Max, OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.admin.base import ScopedModelAdmin, ScopedTabularInline
from provinces.admin.chips import chip
from provinces.admin.forms import ScopedForm
from provinces.admin.moments import MOMENTS
from provinces.admin.navigation import Task
from provinces.admin.trash import DeletesIntoTrash

from ..models import Album, Photo, Picture
from ..uploads import PictureFilesField, take
from .fields import PictureWidget, WithPictures
from .pictures import thumbnail_of
from .uploading import tell


class AlbumForm(ScopedForm):
    """An album, with an input for new photos."""

    new_photos = PictureFilesField(
        label=_("Add photos"),
        required=False,
        help_text=_("Choose several at once: they are added in this order, captions can be written afterwards."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "new_photos" in self.fields:
            self.fields["new_photos"].widget.attrs["data-upload"] = reverse("admin:galleries_picture_add")

    def clean(self) -> dict[str, Any] | None:
        """Date an album that is published without a date."""
        cleaned = super().clean()
        values: dict[str, Any] = self.cleaned_data if cleaned is None else cleaned
        if values.get("is_live") and not values.get("published_at") and "published_at" not in self.errors:
            values["published_at"] = timezone.now()
        return values


class PhotoForm(ScopedForm):
    """A photo; its picture is shown without asking the database again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("picture")
        if self.instance.pk and field is not None and isinstance(field.widget, PictureWidget):
            field.widget.picture = self.instance.picture


class PhotoInline(WithPictures, ScopedTabularInline):
    """The photos of an album in their order."""

    model = Photo
    form = PhotoForm
    fields = ["picture", "caption", "alt", "credit", "order"]
    verbose_name = _("photo")
    verbose_name_plural = _("photos")
    picture_fill = {"caption": "caption_vi", "alt": "alt_vi", "credit": "credit"}

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the photos with their pictures."""
        return super().get_queryset(request).select_related("picture")


@admin.register(Album)
class AlbumAdmin(WithPictures, DeletesIntoTrash, ScopedModelAdmin):
    """Photo galleries."""

    form = AlbumForm
    task = Task.LIBRARY
    nav_order = 20
    list_display = ["thumbnail", "title", "state", "photos_in_it", "published_at"]
    list_display_links = ["title"]
    list_filter = ["is_live"]
    formfield_overrides = MOMENTS
    folded_search_fields = ("title_vi", "title_en", "title_km")
    ordering = ["-id"]
    inlines = [PhotoInline]
    fieldsets = [
        (None, {"fields": ["title", "description", "new_photos"]}),
        (_("Publication"), {"classes": ["side"], "fields": ["is_live", "published_at", "cover"]}),
    ]
    empty_list_hint = _("No album yet. Give it a title and choose all photos of the event at once.")

    class Media:
        css = {"all": ["admin_galleries/pictures.css", "admin_galleries/uploads.css"]}
        js = ["admin_galleries/uploads.js", "admin_galleries/photos.js"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the albums with the number of their photos and their first one."""
        first = Photo.objects.filter(album=OuterRef("pk")).order_by("order", "id").values("picture")[:1]
        rows = super().get_queryset(request).select_related("cover")
        return rows.annotate(photo_count=Count("photos"), first_picture=Subquery(first))

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Return the list; the first photos of albums without a cover come in one query."""
        changelist = super().get_changelist_instance(request)
        wanted = {album.first_picture for album in changelist.result_list if not album.cover_id}
        found = Picture.objects.in_bulk(wanted - {None})
        for album in changelist.result_list:
            album.shown_picture = album.cover or found.get(album.first_picture)
        return changelist

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Remember who made it."""
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: "forms.BaseModelForm[Any]", formsets: Any, change: bool) -> None:
        """Add the uploaded photos after those already there."""
        super().save_related(request, form, formsets, change)
        files = form.cleaned_data.get("new_photos") or []
        album: Album = form.instance
        last = album.photos.aggregate(last=Max("order"))["last"]
        order = 0 if last is None else last + 1
        taken = [take(album.site, request.user, file) for file in files]
        for number, one in enumerate(taken, start=order):
            Photo.objects.create(album=album, picture=one.picture, credit=one.picture.credit, order=number)
        tell(request, taken)

    @admin.display(description=_("picture"))
    def thumbnail(self, album: Any) -> str:
        """Return the cover, or the first photo, small."""
        return thumbnail_of(getattr(album, "shown_picture", None))

    @admin.display(description=_("state"))
    def state(self, album: Album) -> str:
        """Return a chip: published, planned or draft."""
        if not album.is_live:
            return chip(_("draft"), "plain")
        later = album.published_at is not None and album.published_at > timezone.now()
        return chip(_("planned"), "soon") if later else chip(_("published"), "good")

    @admin.display(description=_("photos"))
    def photos_in_it(self, album: Any) -> int:
        """Return the number of photos."""
        return int(album.photo_count)
