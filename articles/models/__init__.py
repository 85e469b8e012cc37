from .article import Article, ArticleState, ArticleType
from .category import Category, Page, Redirect, Topic
from .correction import CorrectionNote
from .credits import Contribution, Contributor
from .editing import Autosave, Presence
from .home import HomePin, HomePlace
from .language import ArticleLanguage, LanguageState
from .related import RelatedArticle
from .revision import Revision
from .royalties import RoyaltyCoefficient, RoyaltyUnit
from .tag import ArticleTag, Tag, TagAlias
from .template import ArticleTemplate
from .video import Video
from .word import AcceptedWord

__all__ = [
    "AcceptedWord",
    "Article",
    "ArticleLanguage",
    "ArticleState",
    "ArticleTag",
    "ArticleTemplate",
    "ArticleType",
    "Autosave",
    "Category",
    "Contribution",
    "Contributor",
    "CorrectionNote",
    "HomePin",
    "HomePlace",
    "LanguageState",
    "Page",
    "Presence",
    "Redirect",
    "RelatedArticle",
    "Revision",
    "RoyaltyCoefficient",
    "RoyaltyUnit",
    "Tag",
    "TagAlias",
    "Topic",
    "Video",
]
