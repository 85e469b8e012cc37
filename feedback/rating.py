"""Rating an article: one visitor counts once a day, and may change their mind."""

import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.models import Article

from .models import Rating, RatingTotal


@transaction.atomic
def rate(article: Article, visitor: str, day: datetime.date, *, is_useful: bool) -> bool:
    """Count a rating; return False when nothing changed because the visitor said the same before."""
    RatingTotal.objects.get_or_create(article=article)
    rating, is_new = Rating.objects.get_or_create(
        article=article, day=day, visitor=visitor, defaults={"is_useful": is_useful}
    )
    if not is_new and rating.is_useful == is_useful:
        return False
    said, other = ("useful", "not_useful") if is_useful else ("not_useful", "useful")
    change = {said: F(said) + 1}
    if not is_new:
        change[other] = F(other) - 1
        Rating.objects.filter(pk=rating.pk).update(is_useful=is_useful)
    RatingTotal.objects.filter(article=article).update(**change, updated_at=timezone.now())
    return True
