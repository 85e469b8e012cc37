from modeltranslation.translator import register

from provinces.translated import Translated

from .models import ConsentText


@register(ConsentText)
class ConsentTextTranslation(Translated):
    fields = ("wording",)
