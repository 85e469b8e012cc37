"""The admin of the picture library and of albums."""

from . import albums, pictures

__all__ = ["albums", "pictures"]
