"""How often an article was read stands below it, and is fresh although the page is kept."""

import datetime

import pytest
from django.utils import timezone

from articles.models import Article
from provinces.models import Site
from vietnamese.dates import ZONE, short_date
from visits.models import ArticleDay

from . import factories
from .conftest import SiteClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(nghe_an: Site) -> Article:
    """An article that was read on two days here and before that on the old portal."""
    made = factories.article(factories.category(nghe_an, slug="tin"), "Lễ hội", opening_views=1500)
    for day, views in ((4, 70), (5, 2)):
        ArticleDay.objects.create(site=nghe_an, article=made, day=datetime.date(2026, 1, day), views=views)
    return made


def address(article: Article) -> str:
    return f"/nghe-an/thong-ke/{article.pk}.json"


def test_readers_see_all_page_views_of_an_article(reader: SiteClient, article: Article) -> None:
    page = reader.get(f"/nghe-an/tin/{article.slug_vi}-{article.pk}.html").content.decode()
    assert 'Lượt xem: <span data-number="views">1.572</span>' in page
    assert f'data-numbers="{address(article)}"' in page
    assert f"(tính đến {short_date(timezone.localdate(timezone=ZONE))})" in page  # the same the whole day


def test_an_article_that_nobody_has_read_yet_says_so(reader: SiteClient, nghe_an: Site) -> None:
    unread = factories.article(factories.category(nghe_an, slug="tin"))
    page = reader.get(f"/nghe-an/tin/{unread.slug_vi}-{unread.pk}.html").content.decode()
    assert 'Lượt xem: <span data-number="views">0</span>' in page


def test_the_number_is_told_to_the_page_that_is_kept(reader: SiteClient, article: Article) -> None:
    assert reader.get(address(article)).json() == {"views": 1572}
    ArticleDay.objects.filter(day=datetime.date(2026, 1, 5)).update(views=3)
    assert reader.get(address(article)).json() == {"views": 1573}


def test_nothing_is_told_of_what_readers_do_not_see(reader: SiteClient, nghe_an: Site, article: Article) -> None:
    draft = factories.article(article.category, live=False)
    elsewhere = factories.article(factories.category(factories.site("vinh-long")), opening_views=7)
    for hidden in (draft, elsewhere):
        assert reader.get(address(hidden)).status_code == 404
