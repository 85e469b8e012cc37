"""Below an article: is it useful, and is something wrong in it?"""

import datetime
import re
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from articles.models import Article
from feedback import tokens, visitors
from feedback.models import ErrorReport, Rating, RatingTotal, ReportState
from provinces.models import Role, Site

from . import factories
from .conftest import SiteClient

pytestmark = pytest.mark.django_db

OURS: dict[str, Any] = {"headers": {"sec-fetch-site": "same-origin", "user-agent": "Máy thử"}}


@pytest.fixture
def article(nghe_an: Site) -> Article:
    """An article to talk about."""
    return factories.article(factories.category(nghe_an))


def rate(reader: SiteClient, article: Article, said: str, **changes: Any) -> Any:
    """Press one of the buttons below an article."""
    page = reader.get(f"/nghe-an{article.get_absolute_url()}").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    return reader.post(
        f"/nghe-an/phan-hoi/danh-gia/{article.pk}/", {"useful": said, "token": token[1], **changes}, **OURS
    )


def totals(article: Article) -> tuple[int, int]:
    """Return how often an article was found useful, and not."""
    found = RatingTotal.objects.filter(article=article).first()
    return (found.useful, found.not_useful) if found else (0, 0)


def test_one_visitor_counts_once_a_day_and_may_change_their_mind(article: Article, reader: SiteClient) -> None:
    rate(reader, article, "yes")
    rate(reader, article, "yes")
    assert totals(article) == (1, 0)
    rate(reader, article, "no")
    assert totals(article) == (0, 1)
    assert Rating.objects.count() == 1
    other = SiteClient(REMOTE_ADDR="203.0.113.7")
    rate(other, article, "no")
    assert totals(article) == (0, 2)


def test_a_rating_says_nothing_of_others_and_sets_no_cookie(article: Article, reader: SiteClient) -> None:
    RatingTotal.objects.create(article=article, useful=4321, not_useful=17)
    answer = rate(reader, article, "yes")
    page = answer.content.decode() + reader.get(f"/nghe-an{article.get_absolute_url()}").content.decode()
    assert "Cảm ơn" in page
    assert not re.search(r"4[.]?32[12]", page)
    assert not answer.cookies


def test_visitors_of_ratings_are_forgotten_with_their_day_and_totals_stay(article: Article, reader: SiteClient) -> None:
    rate(reader, article, "yes")
    stored = Rating.objects.get()
    assert "127.0.0.1" not in stored.visitor
    visitors.forget(timezone.now() + datetime.timedelta(days=1))
    assert not Rating.objects.exists()
    assert totals(article) == (1, 0)


@pytest.mark.parametrize("changes", [{"token": "x"}, {"useful": "maybe"}, {"useful": ""}, {"token": ""}])
def test_a_rating_that_no_button_made_is_not_counted(article: Article, reader: SiteClient, changes: Any) -> None:
    assert rate(reader, article, "yes", **changes).status_code == 200
    assert totals(article) == (0, 0)


def test_too_many_ratings_from_one_household_are_refused_in_words(article: Article, settings: Any) -> None:
    settings.FORM_LIMITS = {**settings.FORM_LIMITS, "rating": 3}
    readers = [SiteClient(REMOTE_ADDR="203.0.113.7") for _number in range(4)]
    assert [rate(reader, article, "yes").status_code for reader in readers[:3]] == [200] * 3
    counted = totals(article)
    answer = rate(readers[3], article, "no")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")
    assert "Mạng của bạn đã gửi quá nhiều đánh giá" in answer.text
    assert totals(article) == counted
    assert rate(SiteClient(REMOTE_ADDR="198.51.100.9"), article, "no").status_code == 200


def test_the_page_of_an_article_stays_the_same_all_day(article: Article, reader: SiteClient) -> None:
    address = f"/nghe-an{article.get_absolute_url()}"
    assert reader.get(address).content == reader.get(address).content
    assert tokens.is_of_today(article.site, article.pk, tokens.of_today(article.site, article.pk, 1))
    assert not tokens.is_of_today(article.site, article.pk, tokens.of_today(article.site, article.pk, 2))


def report(reader: SiteClient, article: Article, message: str, **changes: Any) -> Any:
    """Send the form in which an error is reported."""
    token = tokens.issue(article.site, "report", waited=30)
    data = {"message": message, "passage": "xã Tân Hòa", "token": token, **changes}
    return reader.post(f"/nghe-an/phan-hoi/bao-loi/{article.pk}/", data, **OURS)


def test_a_report_goes_to_the_editors_of_the_article(
    article: Article, nghe_an: Site, reader: SiteClient, django_capture_on_commit_callbacks: Any
) -> None:
    other = factories.category(nghe_an)
    in_charge = factories.member(factories.user(email="phu-trach@vi-du.vn"), nghe_an, Role.EDITOR)
    in_charge.categories.set([article.category])
    elsewhere = factories.member(factories.user(email="muc-khac@vi-du.vn"), nghe_an, Role.EDITOR)
    elsewhere.categories.set([other])
    Article.objects.filter(pk=article.pk).update(created_by=factories.user(email="tac-gia@vi-du.vn"))
    with django_capture_on_commit_callbacks(execute=True):
        answer = report(reader, article, "Tên xã viết sai.")
    assert "Cảm ơn" in answer.content.decode()
    assert sorted(one.to[0] for one in mail.outbox) == ["phu-trach@vi-du.vn", "tac-gia@vi-du.vn"]
    assert "Tên xã viết sai." in str(mail.outbox[0].body)
    assert ErrorReport.objects.get().state == ReportState.NEW
    assert "Tên xã viết sai." not in reader.get(f"/nghe-an{article.get_absolute_url()}").content.decode()


def test_spam_and_repeated_reports_tell_nobody(
    article: Article, reader: SiteClient, django_capture_on_commit_callbacks: Any
) -> None:
    factories.member(factories.user(email="bt@vi-du.vn"), article.site, Role.EDITOR)
    with django_capture_on_commit_callbacks(execute=True):
        report(reader, article, "Casino nhà cái http://a.bet http://b.win")
        report(reader, article, "Sai", website="x")
    assert mail.outbox == []
    assert set(ErrorReport.objects.values_list("state", flat=True)) <= {ReportState.SPAM}


def test_a_report_about_what_readers_do_not_see_is_not_taken(
    nghe_an: Site, vinh_long: Site, reader: SiteClient
) -> None:
    draft = factories.article(factories.category(nghe_an), live=False)
    abroad = factories.article(factories.category(vinh_long))
    for hidden in (draft, abroad):
        assert reader.get(f"/nghe-an/phan-hoi/bao-loi/{hidden.pk}/").status_code == 404
        assert reader.get(f"/nghe-an/phan-hoi/danh-gia/{hidden.pk}/").status_code == 404


def test_an_empty_report_is_said_beside_the_field(article: Article, reader: SiteClient) -> None:
    text = report(reader, article, "").content.decode()
    assert 'id="id_message_error"' in text
    assert "xã Tân Hòa" in text
    assert not ErrorReport.objects.exists()
