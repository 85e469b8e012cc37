"""Merging tags: uses move, old names and old addresses lead to the tag that stays."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from articles import snapshots
from articles.merging import merge
from articles.models import Article, Category, Redirect, Tag
from provinces.models import AuditEntry, Site

from . import factories
from .conftest import Cast, SiteClient

SignIn = Callable[[User], SiteClient]
LIST = "/quan-tri/nghe-an/articles/tag/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def category(nghe_an: Site) -> Category:
    return factories.category(nghe_an)


def tagged(category: Category, *names: str) -> Article:
    article = factories.article(category)
    article.tags.set([factories.tag(category.site, name) for name in names])
    return article


def test_articles_of_both_tags_carry_the_one_that_stays_once(category: Category, reader: SiteClient) -> None:
    both, one = tagged(category, "Y tế", "Ngành y"), tagged(category, "Ngành y")
    stays, goes = factories.tag(category.site, "Y tế"), factories.tag(category.site, "Ngành y")
    assert merge([stays, goes], stays, None) == 1
    assert [list(article.tags.all()) for article in (both, one)] == [[stays], [stays]]
    page = reader.get(f"/nghe-an{stays.get_absolute_url()}").content.decode()
    assert both.title_vi in page
    assert one.title_vi in page


def test_the_old_address_and_its_feed_redirect_also_after_a_second_merge(
    category: Category, reader: SiteClient
) -> None:
    first, second, third = (factories.tag(category.site, name) for name in ("Một", "Hai", "Ba"))
    old = f"/nghe-an{first.get_absolute_url()}"
    merge([first], second, None)
    assert reader.get(old).headers["Location"] == f"/nghe-an{second.get_absolute_url()}"
    merge([second], third, None)
    answer = reader.get(old)
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/nghe-an{third.get_absolute_url()}")
    assert Redirect.objects.filter(target__contains=f"/{second.pk}").count() == 0


def test_whoever_types_the_old_name_or_restores_an_old_version_gets_the_tag_that_stays(category: Category) -> None:
    article = tagged(category, "Ngành y")
    before = snapshots.take(article)
    stays = factories.tag(category.site, "Y tế")
    merge([factories.tag(category.site, "Ngành y")], stays, None)
    assert Tag.objects.named(category.site, ["NGÀNH Y", "Y tế"]) == [stays]
    snapshots.put_back(article, before)
    assert list(article.tags.all()) == [stays]


def test_an_editor_merges_in_the_list_after_choosing_which_one_stays(
    cast: Cast, category: Category, sign_in: SignIn
) -> None:
    tagged(category, "Y tế", "Ngành y", "Y học")
    tags = [factories.tag(category.site, name) for name in ("Y tế", "Ngành y", "Y học")]
    data: dict[str, Any] = {"action": "merge_selected", "_selected_action": [tag.pk for tag in tags]}
    client = sign_in(cast.editor)
    assert "Giữ lại từ khóa nào?" in client.post(LIST, data).content.decode()
    client.post(LIST, {**data, "into": tags[0].pk})
    assert list(Tag.objects.all()) == [tags[0]]
    assert set(AuditEntry.objects.get(verb="merge_tags").detail.split(", ")) == {"Ngành y", "Y học"}


def test_one_tag_alone_and_tags_of_other_sites_are_not_merged(
    cast: Cast, category: Category, vinh_long: Site, sign_in: SignIn
) -> None:
    own, foreign = factories.tag(category.site, "Y tế"), factories.tag(vinh_long, "Y tế")
    data = {"action": "merge_selected", "_selected_action": [own.pk, foreign.pk], "into": foreign.pk}
    sign_in(cast.editor).post(LIST, data)
    assert merge([foreign], own, None) == 0
    assert Tag.objects.count() == 2
