from .article import Article, ArticleState, ArticleType
from .category import Category, Page, Redirect, Topic
from .correction import CorrectionNote
from .credits import Contribution, Contributor
from .editing import Autosave, Presence
from .language import ArticleLanguage, LanguageState
from .related import RelatedArticle
from .revision import Revision
from .tag import ArticleTag, Tag
from .video import Video
from .word import AcceptedWord

__all__ = [
    "AcceptedWord",
    "Article",
    "ArticleLanguage",
    "ArticleState",
    "ArticleTag",
    "ArticleType",
    "Autosave",
    "Category",
    "Contribution",
    "Contributor",
    "CorrectionNote",
    "LanguageState",
    "Page",
    "Presence",
    "Redirect",
    "RelatedArticle",
    "Revision",
    "Tag",
    "Topic",
    "Video",
]
