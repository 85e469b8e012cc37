"""What the checked installation holds, and the acts of its newsroom."""

import json
from dataclasses import dataclass

from .stack import Node

_MAKE = """
import json
from tests import factories
portal = factories.portal("cong.example.vn")
category = factories.category(portal, "Tin tức", "tin-tuc", has_home_box=True)
articles = [factories.article(category, body_vi="<p>Người dân xã vùng cao dự lễ hội.</p>" * 20) for _ in range(8)]
factories.user("truc-ban", is_superuser=True)
print(json.dumps({
    "pages": ["/", category.get_absolute_url(), *(one.get_absolute_url() for one in articles)],
    "withdrawn": [[one.pk, one.get_absolute_url()] for one in articles[-2:]],
}))
"""
_WITHDRAW = """
import time
from accounts.models import User
from articles import publishing
from articles.models import Article
publishing.withdraw(Article.objects.get(pk={pk}), User.objects.get(username="truc-ban"))
print(time.time())
"""
_RENAME = """
from articles.models import Category
category = Category.objects.get(slug="tin-tuc")
category.name_vi = "{name}"
category.save()
"""
_COUNTED = """
from django.db.models import Sum
from visits.models import SiteDay
print(SiteDay.objects.aggregate(sum=Sum("views"))["sum"] or 0)
"""


@dataclass(frozen=True)
class World:
    """Paths of the pages that stay, and the two articles (number, path) that will be withdrawn."""

    pages: list[str]
    withdrawn: list[tuple[int, str]]


def make(node: Node) -> World:
    """Make a portal with a category and eight articles."""
    said = json.loads(node.tell(_MAKE).splitlines()[-1])
    withdrawn = [(number, path) for number, path in said["withdrawn"]]
    gone = {path for _number, path in withdrawn}
    return World([page for page in said["pages"] if page not in gone], withdrawn)


def withdraw(node: Node, article: int) -> float:
    """Withdraw an article as an editor does; return when it was stored (seconds since 1970)."""
    return float(node.tell(_WITHDRAW.format(pk=article)).splitlines()[-1])


def rename(node: Node, name: str) -> None:
    """Give the category, which every page shows in its menu or its path, another name."""
    node.tell(_RENAME.format(name=name))


def counted(node: Node) -> int:
    """Return the page views in the daily rows."""
    return int(node.tell(_COUNTED).splitlines()[-1])
