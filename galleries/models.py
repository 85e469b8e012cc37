"""The picture library of a site, where its pictures are used, and albums."""

import datetime
import hashlib
from pathlib import PurePosixPath
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.media import remove_files, upload_path
from provinces.models.trash import IN_TRASH, KeptManager, TrashableModel
from provinces.originals import keep
from provinces.tenancy import SiteQuerySet
from provinces.translated import TranslatedModel
from provinces.validators import upright_size, validate_picture
from vietnamese.slugs import slugify

DERIVED_FROM_FILE = (
    "width", "height", "size", "sha256", "fingerprint", "original_name",
    "renditions", "renditions_asked_at", "renditions_tries",
)  # fmt: skip
TRIES = 3
PATIENCE = datetime.timedelta(minutes=10)
KEPT_AFTER_REPLACING = 24 * 3600  # seconds: pages that browsers still show go on finding the old copies


class PictureQuerySet(SiteQuerySet["Picture"]):
    """Library files of a site."""

    def usable_on(self, site: Any) -> Self:
        """Return the pictures that articles of `site` may show: its own and the shared ones of others."""
        return self.filter(Q(site=site) | Q(is_shared=True))

    def pending(self) -> Self:
        """Return the pictures whose renditions are still to be made; those that failed time and again are given up."""
        return self.filter(renditions_asked_at__isnull=False, renditions_tries__lt=TRIES)

    def overdue(self, now: datetime.datetime) -> Self:
        """Return the pending pictures whose job was asked for so long ago that it was lost with its process."""
        return self.pending().filter(renditions_asked_at__lt=now - PATIENCE)


class Picture(TrashableModel, TranslatedModel):
    """A file of the library. Its texts are proposals: each use has its own caption, alternative text, credit."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="pictures", verbose_name=_("site"))
    is_shared = models.BooleanField(_("usable by other sites"), default=False)
    # Not ImageField's own width_field: it opens the file on every check of a form, and reads sides as the camera lay.
    file = models.ImageField(_("file"), upload_to=upload_path, validators=[validate_picture])
    width = models.PositiveIntegerField(_("width"), default=0, editable=False)
    height = models.PositiveIntegerField(_("height"), default=0, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    fingerprint = models.CharField(max_length=16, blank=True, editable=False)  # see galleries/twins.py
    original_name = models.CharField(_("name of the uploaded file"), max_length=255, blank=True, editable=False)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point from the left, %"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point from the top, %"), default=50, validators=[MaxValueValidator(100)]
    )
    alt = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    caption = models.CharField(_("caption"), max_length=400, blank=True)
    credit = models.CharField(_("credit"), max_length=120, blank=True)
    # [{"width", "height", "path", "avif"}], narrowest first
    renditions = models.JSONField(default=list, editable=False)
    renditions_asked_at = models.DateTimeField(null=True, editable=False)  # None: there is nothing to make
    renditions_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = KeptManager.from_queryset(PictureQuerySet)()
    everything = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["site", "-id"], name="picture_site_newest"),
            models.Index(fields=["sha256"], name="picture_sha256"),
            models.Index(fields=["site", "-trashed_at"], condition=IN_TRASH, name="picture_in_trash"),
            models.Index(
                fields=["renditions_asked_at"], name="picture_pending", condition=Q(renditions_asked_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or self.original_name or f"#{self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a newly uploaded file is cleaned and described (name, size, hash), its renditions are queued on commit.

        The file that it replaces, with its renditions, is removed a day later. Raises PictureRefused for a new file
        that is no picture, or too large a one.
        """
        is_new_file = bool(self.file) and not self.file._committed  # type: ignore[attr-defined]  # the stubs leave it out
        replaced = ""
        if is_new_file:
            self._take_file()
            replaced = Picture.objects.filter(pk=self.pk).values_list("file", flat=True).first() or ""
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], *DERIVED_FROM_FILE}
        super().save(*args, **kwargs)
        if is_new_file:
            transaction.on_commit(lambda: self._after_upload(replaced))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row and, once that is certain, its files; raises ProtectedError while the picture is used."""
        name = str(self.file.name)
        done = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: remove_files(name))
        return done

    def _take_file(self) -> None:
        from .twins import fingerprint

        self.original_name = PurePosixPath(str(self.file.name).replace("\\", "/")).name[:255]
        self.file = keep(self.file)
        self.size = self.file.size
        self.width, self.height = upright_size(self.file.file)
        self.sha256 = hashlib.sha256(self.file.read()).hexdigest()
        self.fingerprint = fingerprint(self.file.file)
        self.renditions = []
        self.renditions_asked_at, self.renditions_tries = timezone.now(), 0

    def _after_upload(self, replaced: str) -> None:
        from .tasks import make_renditions, remove_replaced

        make_renditions(self.pk)
        if replaced:
            remove_replaced.schedule((replaced,), delay=KEPT_AFTER_REPLACING)


class PictureUseQuerySet(SiteQuerySet["PictureUse"]):
    """Uses of a site's pictures."""

    site_path = "picture__site"


class PictureUse(models.Model):
    """That an object shows a picture, at which place. Derived when the object is saved; answers "where is it used?"."""

    picture = models.ForeignKey(Picture, models.PROTECT, related_name="uses", verbose_name=_("picture"))
    owner_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    owner_id = models.PositiveBigIntegerField()
    owner = GenericForeignKey("owner_type", "owner_id")
    place = models.CharField(_("place"), max_length=20)  # "lead", "body", "cover", "portrait"

    objects = PictureUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a picture")
        verbose_name_plural = _("uses of pictures")
        indexes = [models.Index(fields=["owner_type", "owner_id"], name="pictureuse_owner")]
        constraints = [
            models.UniqueConstraint(
                fields=["picture", "owner_type", "owner_id", "place"], name="pictureuse_once_per_place"
            )
        ]


class AlbumQuerySet(SiteQuerySet["Album"]):
    """Albums of a site."""

    def live(self, now: datetime.datetime) -> Self:
        """Return the albums that readers see at `now`, newest first."""
        return self.filter(is_live=True, published_at__lte=now).order_by("-published_at", "-id")


class Album(TrashableModel, TranslatedModel):
    """A photo gallery."""

    site = models.ForeignKey("provinces.Site", models.CASCADE, related_name="albums", verbose_name=_("site"))
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=100, blank=True, editable=False)
    description = models.TextField(_("description"), blank=True)
    cover = models.ForeignKey(
        Picture,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover"),
        help_text=_("When empty: the first photo."),
    )
    is_live = models.BooleanField(_("published"), default=False)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = KeptManager.from_queryset(AlbumQuerySet)()
    everything = AlbumQuerySet.as_manager()

    class Meta:
        verbose_name = _("album")
        verbose_name_plural = _("albums")
        ordering = ["-published_at", "-id"]
        indexes = [
            models.Index(fields=["site", "-published_at", "-id"], condition=Q(is_live=True), name="album_live_newest"),
            models.Index(fields=["site", "-id"], name="album_site_newest"),
            models.Index(fields=["site", "-trashed_at"], condition=IN_TRASH, name="album_in_trash"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_live=False) | Q(published_at__isnull=False), name="album_live_has_date"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = slugify(self.text("title", "vi") or self.title)[:100]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the path of the album inside its site."""
        return reverse("galleries:album", args=[self.slug or "album", self.pk])


class PhotoQuerySet(SiteQuerySet["Photo"]):
    """Photos of a site's albums."""

    site_path = "album__site"


class Photo(TranslatedModel):
    """A picture's use in an album."""

    album = models.ForeignKey(Album, models.CASCADE, related_name="photos", verbose_name=_("album"))
    picture = models.ForeignKey(Picture, models.PROTECT, related_name="photos", verbose_name=_("picture"))
    caption = models.CharField(_("caption"), max_length=400, blank=True)
    alt = models.CharField(_("alternative text"), max_length=250, blank=True)
    credit = models.CharField(_("credit"), max_length=120, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["album", "order"], name="photo_album_order")]

    def __str__(self) -> str:
        return self.caption or str(self.picture)
