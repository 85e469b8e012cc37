"""Pictures that belong to one row only: a site's banners and logo, a banner's picture, a leader's portrait."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.db import models, transaction

from provinces import renditions
from provinces.originals import keep
from provinces.renditions import Rendition
from provinces.validators import PictureRefused

logger = logging.getLogger(__name__)


class PicturedModel(models.Model):
    """A model with picture files that readers get as small copies, made once the row is saved.

    What is kept of an upload says nothing but the picture. `PICTURES` names the fields and the widths of their copies.
    A copy that is missing is made by the next save; until then the file itself is shown. Saving a new file that is no
    picture raises PictureRefused.
    """

    PICTURES: ClassVar[Mapping[str, Sequence[int]]]

    renditions = models.JSONField(default=dict, editable=False)  # {field: [{"width", "height", "path"}]}

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        for name in self.PICTURES:
            file = getattr(self, name)
            if file and not file._committed:
                setattr(self, name, keep(file))
        super().save(*args, **kwargs)
        if any(getattr(self, name) and not self.renditions_of(name) for name in self.PICTURES):
            transaction.on_commit(self.make_renditions)

    def renditions_of(self, name: str) -> list[Rendition]:
        """Return the copies of the file that stands in the field `name` now, narrowest first."""
        made: list[Rendition] = self.renditions.get(name, [])
        # Every upload has a folder of its own, in which its copies stand too.
        folder = PurePosixPath(str(getattr(self, name).name or "")).parent
        return [one for one in made if PurePosixPath(one["path"]).parent == folder]

    def make_renditions(self) -> None:
        """Make the copies of all files and record them; a file that cannot be read is logged and shown as it is."""
        made = {}
        for name, widths in self.PICTURES.items():
            file = getattr(self, name)
            try:
                made[name] = renditions.make(file, widths) if file else []
            except (PictureRefused, OSError) as error:
                logger.warning("%s %s, %s: no renditions: %s", self._meta.label, self.pk, name, error)
        self.renditions = {name: copies for name, copies in made.items() if copies}
        type(self)._default_manager.filter(pk=self.pk).update(renditions=self.renditions)
