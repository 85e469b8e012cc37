"""Video files of a site."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from galleries.admin.fields import WithPictures
from galleries.admin.pictures import thumbnail_of
from provinces.admin.base import ScopedModelAdmin
from provinces.admin.navigation import Task
from provinces.models import Role

from ..models import Video


@admin.register(Video)
class VideoAdmin(WithPictures, ScopedModelAdmin):
    """Videos: who may write may add them; editors change and delete."""

    task = Task.LIBRARY
    nav_order = 30
    add_role = Role.WRITER
    list_display = ["thumbnail", "title", "uploaded_by", "created_at"]
    list_display_links = ["title"]
    list_select_related = ["uploaded_by", "poster"]
    search_fields = ["title"]
    ordering = ["-id"]
    readonly_fields = ["preview"]
    fieldsets = [(None, {"fields": ["title", "file", "preview", "poster"]})]
    empty_list_hint = _("No video yet. Upload one here, then put it into a text with the button “Video”.")

    class Media:
        css = {"all": ["admin_articles/videos.css"]}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the read-only fields; the file of a video stays what it is, as bodies may show it."""
        fixed = ["file"] if obj is not None else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fieldsets; there is nothing to look at before a file is there."""
        shown = ["title", "preview", "poster"] if obj is not None else ["title", "file", "poster"]
        return [(None, {"fields": shown})]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save with who uploaded it."""
        if not change:
            obj.uploaded_by = request.user
        super().save_model(request, obj, form, change)

    @admin.display(description=_("picture"))
    def thumbnail(self, video: Video) -> str:
        """Return the picture that stands for the video, small."""
        return thumbnail_of(video.poster)

    @admin.display(description=_("video"))
    def preview(self, video: Video) -> str:
        """Return the video, to be played."""
        return format_html(
            '<video class="video-preview" controls preload="metadata"><source src="{}" type="{}"></video>',
            video.file.url,
            video.content_type,
        )
