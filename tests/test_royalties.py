"""Nhuận bút: coefficient × value of a unit × share, each as it was laid down for the day of publication."""

import datetime
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import User
from articles.models import Article, Contribution, RoyaltyCoefficient, RoyaltyUnit
from articles.periods import Period
from articles.royalties import PaymentList, payment_list
from provinces.models import Site

from . import factories
from .conftest import Cast, SiteClient
from .factories import ZONE

SignIn = Callable[[User], SiteClient]
PAGE = "/quan-tri/nghe-an/nhuan-but/"
FIRST = datetime.date(2025, 1, 1)
JANUARY = Period(datetime.date(2026, 1, 1), datetime.date(2026, 1, 31))
pytestmark = pytest.mark.django_db


@pytest.fixture
def rates(nghe_an: Site) -> Site:
    """Nghệ An with a unit of 234.000 đồng, coefficients for texts (5), features (20) and photos (1 each)."""
    RoyaltyUnit.objects.create(site=nghe_an, value=234_000, valid_from=FIRST)
    add = RoyaltyCoefficient.objects.create
    add(site=nghe_an, role="text", coefficient=5, valid_from=FIRST)
    add(site=nghe_an, article_type="feature", role="text", coefficient=20, valid_from=FIRST)
    add(site=nghe_an, role="photo", coefficient=1, basis="picture", valid_from=FIRST)
    return nghe_an


def article(on: Site, *parts: tuple[str, str, str], day: int = 10, **fields: Any) -> Article:
    moment = datetime.datetime(2026, 1, day, 9, tzinfo=ZONE)
    made = factories.article(factories.category(on), published_at=moment, **fields)
    for order, (name, role, share) in enumerate(parts):
        Contribution.objects.create(
            article=made, contributor=factories.contributor(on, name), role=role, share=share, order=order
        )
    return made


def paid(on: Site) -> dict[str, int]:
    return {payee.name: payee.amount for payee in listed(on).payees}


def listed(on: Site) -> PaymentList:
    return payment_list(on, JANUARY, timezone.now())


def test_a_text_is_paid_by_the_coefficient_of_its_type_else_by_that_of_all_others(rates: Site) -> None:
    article(rates, ("Thu Hà", "text", "100"))
    article(rates, ("Sơn Ca", "text", "100"), article_type="feature")
    assert paid(rates) == {"Thu Hà": 5 * 234_000, "Sơn Ca": 20 * 234_000}


def test_authors_of_one_article_share_it_in_whole_dong_halves_up(rates: Site) -> None:
    article(rates, ("Thu Hà", "text", "33.33"), ("Sơn Ca", "text", "66.67"))
    assert paid(rates) == {"Thu Hà": 389_961, "Sơn Ca": 780_039}


def test_photos_are_paid_for_each_picture_that_the_article_shows(rates: Site) -> None:
    lead, inside = factories.picture(rates), factories.picture(rates)
    body = "".join(f'<figure><img data-picture="{one.pk}" alt=""></figure>' for one in (inside, lead))
    article(rates, ("Văn Ảnh", "photo", "100"), picture=lead, body_vi=body)
    assert paid(rates) == {"Văn Ảnh": 2 * 234_000}


def test_each_day_has_its_own_rates(rates: Site) -> None:
    RoyaltyUnit.objects.update(valid_to=datetime.date(2026, 1, 14))
    RoyaltyUnit.objects.create(site=rates, value=300_000, valid_from=datetime.date(2026, 1, 15))
    for day in (14, 15):
        article(rates, ("Thu Hà", "text", "100"), day=day)
    assert paid(rates) == {"Thu Hà": 5 * 234_000 + 5 * 300_000}


def test_a_part_without_a_rate_is_named_and_not_paid_with_nothing(rates: Site) -> None:
    article(rates, ("Thu Hà", "edit", "100"))
    assert paid(rates) == {}
    assert [payment.part.contributor.name for payment in listed(rates).unreckoned] == ["Thu Hà"]


def test_only_what_readers_have_seen_in_the_period_is_paid_and_only_on_its_site(rates: Site, vinh_long: Site) -> None:
    article(rates, ("Thu Hà", "text", "100"), live=False)
    article(vinh_long, ("Thạch Xa", "text", "100"))
    assert paid(rates) == {}
    assert listed(rates).unreckoned == []


def test_names_stand_in_the_order_of_vietnamese_names(rates: Site) -> None:
    for name in ("Nguyễn Văn Bình", "Trần Thị An", "Lê Đức Ấn"):
        article(rates, (name, "text", "100"))
    assert [payee.name for payee in listed(rates).payees] == ["Trần Thị An", "Lê Đức Ấn", "Nguyễn Văn Bình"]


def test_the_list_takes_the_same_queries_however_many_articles(rates: Site, django_assert_num_queries: Any) -> None:
    article(rates, ("Thu Hà", "text", "50"), ("Sơn Ca", "photo", "50"))
    payment_list(rates, JANUARY, timezone.now())
    with django_assert_num_queries(4):
        listed(rates)
    for _number in range(8):
        article(rates, ("Thu Hà", "text", "50"), ("Sơn Ca", "photo", "50"))
    with django_assert_num_queries(4):
        assert len(listed(rates).payees) == 2


def test_site_admins_see_the_list_on_screen_and_as_a_file(cast: Cast, rates: Site, sign_in: SignIn) -> None:
    article(rates, ("Thu Hà", "text", "100"), title="Bài được trả")
    query = "?first=2026-01-01&last=2026-01-31"
    client = sign_in(cast.site_admin)
    page = client.get(PAGE + query).content.decode()
    for part in ("Thu Hà", "1.170.000", "Bài được trả"):
        assert part in page
    book = load_workbook(io.BytesIO(client.get(f"{PAGE}{query}&xlsx=1").content))
    assert [cell.value for cell in book.worksheets[0][4]] == [
        "STT",
        "Họ và tên",
        "Số bài",
        "Thành tiền (đồng)",
        "Ký nhận",
    ]
    assert [cell.value for cell in book.worksheets[0][5]][:4] == [1, "Thu Hà", 1, 1_170_000]
    assert [cell.value for cell in book.worksheets[0][6]][:4] == [None, "Tổng cộng", None, 1_170_000]
    assert sign_in(cast.editor).get(PAGE + query).status_code == 403


def test_two_rates_for_one_day_are_refused_beside_the_field(cast: Cast, rates: Site, sign_in: SignIn) -> None:
    client = sign_in(cast.site_admin)
    sent = {"article_type": "", "role": "text", "coefficient": "6", "basis": "article", "valid_from": "2026-01-01"}
    answer = client.post("/quan-tri/nghe-an/articles/royaltycoefficient/add/", sent)
    assert "01/01/2025" in str(answer.context["adminform"].form.errors["valid_from"])
    RoyaltyCoefficient.objects.filter(role="text", article_type="").update(valid_to=datetime.date(2025, 12, 31))
    assert client.post("/quan-tri/nghe-an/articles/royaltycoefficient/add/", sent).status_code == 302
    backwards = {"value": "300000", "valid_from": "2027-01-02", "valid_to": "2027-01-01", "basis": ""}
    answer = client.post("/quan-tri/nghe-an/articles/royaltyunit/add/", backwards)
    assert "valid_to" in answer.context["adminform"].form.errors
