from .article import Article, ArticleState, ArticleType
from .category import Category, Page, Redirect, Topic
from .correction import CorrectionNote
from .credits import Contribution, Contributor
from .language import ArticleLanguage, LanguageState
from .related import RelatedArticle
from .revision import Revision
from .tag import ArticleTag, Tag

__all__ = [
    "Article",
    "ArticleLanguage",
    "ArticleState",
    "ArticleTag",
    "ArticleType",
    "Category",
    "Contribution",
    "Contributor",
    "CorrectionNote",
    "LanguageState",
    "Page",
    "Redirect",
    "RelatedArticle",
    "Revision",
    "Tag",
    "Topic",
]
