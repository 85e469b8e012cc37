"""The site admin arranges the home page: order, layout, pins with dates; a preview shows it before readers do."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from articles.freshness import planned_moments
from articles.models import Article, Category, HomePin
from editions.models import Version
from provinces import audit
from provinces.models import AuditEntry, Site
from provinces.notices import notify
from tuyengiao.front_page import front_page

from . import factories
from .conftest import Cast, SiteClient

SignIn = Callable[[User], SiteClient]
PAGE = "/quan-tri/nghe-an/trang-chu/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def boxes(nghe_an: Site) -> list[Category]:
    """Three categories with a box and an article each."""
    made = [factories.category(nghe_an, f"Mục {n}", has_home_box=True, home_order=n, order=n) for n in range(3)]
    for category in made:
        for _number in range(12):
            factories.article(category)
    return made


def shown(on: Site) -> list[str]:
    """Return the boxes of the home page, by name, in their order."""
    return [box.category.name_vi for box in front_page(on, "vi", timezone.now()).boxes]


def sent(boxes: list[Category], **fields: Any) -> dict[str, Any]:
    ticked = {f"shown-{box.pk}": "on" for box in boxes} | {f"layout-{box.pk}": "lead" for box in boxes}
    return {"box": [box.pk for box in boxes], **ticked, **fields}


def test_boxes_stand_in_the_order_and_layout_that_the_form_has(
    cast: Cast, nghe_an: Site, boxes: list[Category], sign_in: SignIn
) -> None:
    one, two, three = boxes
    data = sent([three, one, two], **{f"layout-{one.pk}": "cards"})
    del data[f"shown-{two.pk}"]
    assert sign_in(cast.site_admin).post(PAGE, data).status_code == 302
    assert shown(nghe_an) == ["Mục 2", "Mục 0"]
    one.refresh_from_db()
    assert one.home_layout == "cards"
    assert AuditEntry.objects.get(verb="arrange_home").detail == "Mục 2, Mục 0"


def test_a_preview_shows_the_new_order_and_readers_keep_the_old_one(
    cast: Cast, nghe_an: Site, boxes: list[Category], sign_in: SignIn, reader: SiteClient
) -> None:
    answer = sign_in(cast.site_admin).post(PAGE, {**sent(boxes[::-1]), "preview": "1"})
    found = re.search(r'http://[^"]*?(/nghe-an/xem-truoc-trang-chu/[^"]+)"', answer.content.decode())
    assert found is not None
    preview = reader.get(found[1].replace("&amp;", "&"))
    assert preview.status_code == 200
    assert [box.category.name_vi for box in preview.context["front"].boxes] == ["Mục 2", "Mục 1", "Mục 0"]
    assert "no-store" in preview.headers["Cache-Control"]
    assert "noindex" in preview.headers["X-Robots-Tag"]
    assert shown(nghe_an) == ["Mục 0", "Mục 1", "Mục 2"]
    elsewhere = found[1].replace("/nghe-an/", "/vinh-long/")
    assert reader.get(elsewhere).status_code == 404


@pytest.mark.parametrize("token", ["", "x", "a:b:c"])
def test_a_preview_without_a_good_signature_is_not_there(nghe_an: Site, reader: SiteClient, token: str) -> None:
    assert reader.get("/nghe-an/xem-truoc-trang-chu/", {"sap-xep": token}).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("writer", 403), ("editor", 403), ("site_admin", 200)])
def test_only_site_admins_arrange(cast: Cast, sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(getattr(cast, who)).get(PAGE).status_code == status


def test_nonsense_and_categories_of_other_sites_are_left_out(
    cast: Cast, nghe_an: Site, vinh_long: Site, boxes: list[Category], sign_in: SignIn
) -> None:
    foreign = factories.category(vinh_long)
    data = sent([*boxes, foreign], **{f"layout-{boxes[0].pk}": "nothing"})
    data["box"] += ["x", "-1", "9" * 30]
    client = sign_in(cast.site_admin)
    client.post(PAGE, data)
    foreign.refresh_from_db()
    assert not foreign.has_home_box
    assert shown(nghe_an) == ["Mục 0", "Mục 1", "Mục 2"]
    client.post(PAGE, {})
    assert shown(nghe_an) == ["Mục 0", "Mục 1", "Mục 2"]


def pin(article: Article, **fields: Any) -> HomePin:
    return HomePin.objects.create(site=article.site, article=article, **fields)


def test_pins_hold_the_places_of_the_home_page(nghe_an: Site, boxes: list[Category]) -> None:
    lead, side, second = (Article.objects.filter(category=box).order_by("published_at")[0] for box in boxes)
    first_in_box = Article.objects.filter(category=boxes[0]).order_by("published_at")[1]
    pin(lead, place="lead")
    pin(second, place="side", order=2)
    pin(side, place="side", order=1)
    pin(first_in_box, place="box")
    front = front_page(nghe_an, "vi", timezone.now())
    assert front.lead == lead
    assert front.side[:2] == [side, second]
    assert front.boxes[0].articles[0] == first_in_box
    assert len({article.pk for article in front.side}) == len(front.side)


def test_a_pin_holds_from_its_first_to_its_last_minute_and_never_shows_what_readers_do_not_see(
    nghe_an: Site, boxes: list[Category]
) -> None:
    old = Article.objects.filter(category=boxes[0]).order_by("published_at")[0]
    start = timezone.now() + datetime.timedelta(hours=1)
    end = start + datetime.timedelta(hours=1)
    held = pin(old, place="lead", starts_at=start, ends_at=end)
    minute = datetime.timedelta(minutes=1)
    for moment, expected in ((start - minute, False), (start, True), (end - minute, True), (end, False)):
        assert (front_page(nghe_an, "vi", moment).lead == old) is expected
        assert held.is_shown_at(moment) is expected
    Article.objects.filter(pk=old.pk).update(is_live=False)
    assert front_page(nghe_an, "vi", start).lead != old


def test_a_pin_is_made_in_the_admin_with_moments_as_people_type_them(
    cast: Cast, boxes: list[Category], sign_in: SignIn
) -> None:
    article = Article.objects.all()[0]
    data = {"article": article.pk, "place": "lead", "order": "0", "starts_at": "29/12/2026 9h05", "ends_at": ""}
    client = sign_in(cast.site_admin)
    assert client.post("/quan-tri/nghe-an/articles/homepin/add/", data).status_code == 302
    assert HomePin.objects.get().starts_at == datetime.datetime(2026, 12, 29, 9, 5, tzinfo=factories.ZONE)
    again = client.post("/quan-tri/nghe-an/articles/homepin/add/", {**data, "ends_at": "28/12/2026 9:05"})
    assert again.status_code == 200
    assert again.context["adminform"].form.errors
    assert "29/12/2026" in client.get(PAGE).content.decode()


def test_pages_that_are_kept_end_when_a_pin_begins_or_ends(nghe_an: Site, boxes: list[Category]) -> None:
    start = timezone.now() + datetime.timedelta(hours=1)
    end = start + datetime.timedelta(hours=1)
    pin(Article.objects.all()[0], place="lead", starts_at=start, ends_at=end)
    assert list(planned_moments(timezone.now())) == [(start, nghe_an.pk), (end, nghe_an.pk)]


def test_the_audit_log_and_notices_make_no_page_old(nghe_an: Site) -> None:
    before = dict(Version.objects.values_list("scope", "token"))
    audit.record("edit", site=nghe_an)
    notify([factories.user()], nghe_an, "Tin")
    assert dict(Version.objects.values_list("scope", "token")) == before
