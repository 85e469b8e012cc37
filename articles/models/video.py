"""Video files of a site, uploaded for its articles and pages."""

import struct
from pathlib import PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from provinces.media import upload_path
from provinces.tenancy import SiteQuerySet

LARGEST = 300 * 2**20
EBML = b"\x1a\x45\xdf\xa3"
#: Brands of ISO files that browsers play: MP4 with H.264, as cameras, phones and editing programs write it.
BRANDS = {
    b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash", b"mmp4", b"f4v ",
}  # fmt: skip
UNPLAYABLE = (b"hvc1", b"hev1")  # H.265: iPhones record it, most browsers do not play it
HEAD = 64 * 1024


def video_type(file: IO[bytes]) -> str | None:
    """Return "video/mp4" or "video/webm" by the first bytes of a file, None for anything else. `file` is rewound."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if head[4:8] == b"ftyp":
        (length,) = struct.unpack(">I", head[:4])
        brands = {head[8:12], *(head[at : at + 4] for at in range(16, min(length, 256), 4))}
        return "video/mp4" if brands & BRANDS else None
    return "video/webm" if head.startswith(EBML) and b"webm" in head[:64] else None


def _is_unplayable(file: IO[bytes]) -> bool:
    """Return True when an MP4 names a codec that most browsers lack; its table stands at the begin or the end."""
    file.seek(0)
    begin = file.read(2**20)
    file.seek(max(0, file.seek(0, 2) - 2**20))
    end = file.read()
    file.seek(0)
    return any(codec in part for codec in UNPLAYABLE for part in (begin, end))


def validate_video(file: Any) -> None:
    """Raise ValidationError unless `file` is a video that browsers play, decided from its content."""
    if getattr(file, "_committed", False):
        return
    if file.size > LARGEST:
        raise ValidationError(_("The video is larger than 300 MB."), code="video_too_large")
    content = getattr(file, "file", file)
    kind = video_type(content)
    if kind is None:
        raise ValidationError(_("This is not a video that browsers play (MP4 or WebM)."), code="video_refused")
    if kind == "video/mp4" and _is_unplayable(content):
        message = _("This video is coded as H.265 (HEVC), which most browsers do not play. Save it as MP4 with H.264.")
        raise ValidationError(message, code="video_codec")


def video_path(instance: models.Model, filename: str) -> str:
    """Return where a video goes: named as uploads are, its ending by its content."""
    kind = video_type(instance.file.file)  # type: ignore[attr-defined]  # only videos have it
    ending = ".webm" if kind == "video/webm" else ".mp4"
    return upload_path(instance, PurePosixPath(filename.replace("\\", "/")).stem + ending)


class VideoQuerySet(SiteQuerySet["Video"]):
    """Videos of a site."""


class Video(models.Model):
    """A video file that bodies of its site may show."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="videos", verbose_name=_("site"))
    title = models.CharField(_("title"), max_length=200, help_text=_("What the video shows, in a few words."))
    file = models.FileField(
        _("file"),
        upload_to=video_path,
        validators=[validate_video],
        help_text=_("MP4 (H.264) or WebM, at most 300 MB."),
    )
    poster = models.ForeignKey(
        "galleries.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture before it plays"),
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = VideoQuerySet.as_manager()

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        ordering = ["-id"]
        indexes = [models.Index(fields=["site", "-id"], name="video_site_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def content_type(self) -> str:
        """The type of the file, by the ending that its content gave it."""
        return "video/webm" if str(self.file.name).endswith(".webm") else "video/mp4"
