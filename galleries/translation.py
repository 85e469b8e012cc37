from modeltranslation.translator import register

from provinces.translated import Translated

from .models import Album, Photo, Picture


@register(Picture)
class PictureTranslation(Translated):
    fields = ("alt", "caption")


@register(Album)
class AlbumTranslation(Translated):
    fields = ("title", "description")


@register(Photo)
class PhotoTranslation(Translated):
    fields = ("caption", "alt")
