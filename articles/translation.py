from modeltranslation.translator import register

from provinces.translated import Translated

from .models import Article, ArticleTemplate, Category, CorrectionNote, Page, Tag, Topic


@register(Category)
class CategoryTranslation(Translated):
    fields = ("name", "description")


@register(Topic)
class TopicTranslation(Translated):
    fields = ("title", "description")


@register(Page)
class PageTranslation(Translated):
    fields = ("title", "body")


@register(Tag)
class TagTranslation(Translated):
    fields = ("name",)


@register(Article)
class ArticleTranslation(Translated):
    fields = ("kicker", "title", "slug", "lead", "body", "picture_caption", "picture_alt")


@register(CorrectionNote)
class CorrectionNoteTranslation(Translated):
    fields = ("note",)


@register(ArticleTemplate)
class ArticleTemplateTranslation(Translated):
    fields = ("kicker", "title", "lead", "body")
