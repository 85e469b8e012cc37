"""Numbers of documents in articles become links as soon as the library has the documents."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.linking import with_links
from provinces.models import Site

from . import factories
from .conftest import SiteClient

pytestmark = pytest.mark.django_db


def test_a_number_becomes_a_link_when_its_document_arrives(nghe_an: Site, reader: SiteClient) -> None:
    body = "<p>Thực hiện Quyết định số 123/QĐ-UBND, ngày 05/3/2025 của Ủy ban.</p>"
    article = factories.article(factories.category(nghe_an), body_vi=body)
    address = f"/nghe-an{article.get_absolute_url()}"
    assert "số 123/QĐ-UBND, ngày" in reader.get(address).content.decode()
    made = factories.document(nghe_an, "123/QĐ-UBND")
    link = f'<a class="cited" href="/nghe-an{made.get_absolute_url()}" title="Quyết định 123/QĐ-UBND">123/QĐ-UBND</a>'
    assert f"số {link}, ngày" in reader.get(address).content.decode()


def test_links_headings_and_foreign_or_unpublished_documents_are_left_alone(nghe_an: Site, vinh_long: Site) -> None:
    factories.document(nghe_an, "1/QĐ-UBND")
    factories.document(nghe_an, "2/QĐ-UBND", live=False)
    factories.document(vinh_long, "3/QĐ-UBND")
    html = '<h2>Về 1/QĐ-UBND</h2><p><a href="/x" title="1/QĐ-UBND">xem <b>1/QĐ-UBND</b></a> và 2/QĐ-UBND, 3/QĐ-UBND</p>'
    assert with_links(html, nghe_an) == html


def test_of_several_documents_with_a_number_the_year_in_the_text_decides(nghe_an: Site) -> None:
    old = factories.document(nghe_an, "5-KH/TU", issued_on=datetime.date(2023, 2, 1))
    new = factories.document(nghe_an, "5-KH/TU", issued_on=datetime.date(2025, 2, 1))
    html = "<p>Kế hoạch 5-KH/TU ngày 01/02/2023; Kế hoạch 5-KH/TU, ngày 01 tháng 02 năm 2025; Kế hoạch 5-KH/TU.</p>"
    linked = with_links(html, nghe_an)
    assert linked.index(f"-{old.pk}.html") < linked.index(f"-{new.pk}.html") < linked.index("?q=5-KH%2FTU")


def test_a_text_costs_one_query_with_numbers_and_none_without(nghe_an: Site) -> None:
    for number in range(1, 6):
        factories.document(nghe_an, f"{number}/QĐ-UBND")
    with CaptureQueriesContext(connection) as captured:
        with_links("<p>Không có số nào, ngày 29/12/2022.</p>", nghe_an)
    assert len(captured) == 0
    with CaptureQueriesContext(connection) as captured:
        linked = with_links("<p>" + ", ".join(f"{number}/QĐ-UBND" for number in range(1, 9)) + "</p>", nghe_an)
    assert len(captured) == 1
    assert linked.count('class="cited"') == 5
