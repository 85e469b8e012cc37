"""The library of documents for readers: list, filters, number search, one document, feed, ways in."""

import datetime
import re
from dataclasses import replace

import pytest
from django.utils import timezone

from documents.freshness import planned_moments
from documents.models import Document, DocumentLink, DocumentType, Relation, Validity
from documents.types import fill_types
from documents.validity import apply_due
from editions import scopes
from editions.models import Version
from provinces.models import MenuItem, Site
from search.finding import readers_scope, search
from search.models import Kind
from search.queries import parse

from . import factories
from .conftest import SiteClient

pytestmark = pytest.mark.django_db


def text_of(reader: SiteClient, path: str, status: int = 200) -> str:
    """Return the page at `path` as text."""
    answer = reader.get(path)
    assert answer.status_code == status
    return str(answer.content.decode())


def numbers_on(page: str) -> list[str]:
    """Return the documents of a list in their order."""
    return re.findall(r'<h2><a href="[^"]*">Quyết định ([^<]*)</a>', page)


def test_a_new_site_has_the_29_types_of_the_law_and_those_of_laws_and_party(nghe_an: Site) -> None:
    kinds = DocumentType.objects.for_site(nghe_an)
    assert kinds.filter(origin="state").count() == 29
    assert {"luat", "nghi-dinh", "thong-tri", "ket-luan"} <= set(kinds.values_list("slug", flat=True))
    assert kinds.get(slug="ke-hoach").text("name", "en") == "Plan"
    assert fill_types(nghe_an) == 0


def test_the_list_shows_published_documents_the_newest_and_highest_first(nghe_an: Site, reader: SiteClient) -> None:
    factories.document(nghe_an, "9/QĐ-UBND")
    factories.document(nghe_an, "10/QĐ-UBND")
    factories.document(nghe_an, "1/QĐ-UBND", issued_on=datetime.date(2026, 1, 2))
    factories.document(nghe_an, "11/QĐ-UBND", live=False)
    factories.document(nghe_an, "12/QĐ-UBND", published_at=factories.LONG_AGO + datetime.timedelta(days=36500))
    page = text_of(reader, "/nghe-an/van-ban/")
    assert numbers_on(page) == ["1/QĐ-UBND", "10/QĐ-UBND", "9/QĐ-UBND"]
    assert "05/03/2025" in page


@pytest.mark.parametrize(
    "typed", ["983-QĐ/TU", "983-qd/tu", "983/QĐ-TU", "983 - QĐ / TU", "983", "983-QĐ", "983qđtu quy định"]
)
def test_a_number_is_found_however_it_is_typed(nghe_an: Site, reader: SiteClient, typed: str) -> None:
    factories.document(nghe_an, "983-QĐ/TU", summary_vi="Quy định về chức năng")
    factories.document(nghe_an, "98-QĐ/TU")
    page = text_of(reader, f"/nghe-an/van-ban/?q={typed}".replace("qđtu quy định", "-QĐ/TU quy định"))
    assert numbers_on(page) == ["983-QĐ/TU"]


def test_words_of_the_summary_find_a_document_without_accents(nghe_an: Site, reader: SiteClient) -> None:
    factories.document(nghe_an, "5/QĐ-UBND", summary_vi="Về việc khen thưởng giáo viên giỏi")
    factories.document(nghe_an, "6/QĐ-UBND", summary_vi="Về việc đê điều")
    assert numbers_on(text_of(reader, "/nghe-an/van-ban/?q=khen thuong")) == ["5/QĐ-UBND"]


def test_filters_narrow_the_list_and_stay_in_the_address_of_the_next_page(nghe_an: Site, reader: SiteClient) -> None:
    health = factories.issuer(nghe_an, "Sở Y tế")
    field = factories.subject(nghe_an, "Y tế", "y-te")
    wanted = factories.document(
        nghe_an,
        "7/QĐ-SYT",
        issuer=health,
        subject=field,
        issued_on=datetime.date(2024, 5, 6),
        validity=Validity.EXPIRED,
    )
    factories.document(nghe_an, "8/QĐ-UBND")
    kind = wanted.type_id
    for query in (f"coquan={health.pk}", "nam=2024", f"linhvuc={field.pk}", "hieuluc=expired"):
        assert numbers_on(text_of(reader, f"/nghe-an/van-ban/?{query}&loai={kind}")) == ["7/QĐ-SYT"]
    for number in range(100, 125):
        factories.document(nghe_an, f"{number}/QĐ-SYT", issuer=health)
    page = text_of(reader, f"/nghe-an/van-ban/?coquan={health.pk}&q=")
    assert f'href="?coquan={health.pk}&amp;trang=2"' in page
    assert "8/QĐ-UBND" not in text_of(reader, f"/nghe-an/van-ban/?coquan={health.pk}&trang=2")


@pytest.mark.parametrize(
    "query", ["nam=abc", "nam=2024'", "loai=999999", "loai=x", "coquan=%00", "hieuluc=tot", "linhvuc=-1"]
)
def test_a_filter_that_is_not_there_says_so_beside_the_field(nghe_an: Site, reader: SiteClient, query: str) -> None:
    factories.document(nghe_an, "8/QĐ-UBND")
    page = text_of(reader, f"/nghe-an/van-ban/?{query}")
    assert "field-error" in page
    assert 'aria-invalid="true"' in page
    assert numbers_on(page) == []


@pytest.mark.parametrize("query", ["q=%00", "q=%22", "q=(", "q=" + "x" * 5000, "q=%ff%fe", "q=/", "q=12/"])
def test_strange_words_find_nothing_and_break_nothing(nghe_an: Site, reader: SiteClient, query: str) -> None:
    factories.document(nghe_an, "8/QĐ-UBND")
    assert numbers_on(text_of(reader, f"/nghe-an/van-ban/?{query}")) == []


@pytest.mark.parametrize("page", ["0", "51", "1000000000", "x"])
def test_a_page_that_cannot_be_is_not_found(nghe_an: Site, reader: SiteClient, page: str) -> None:
    text_of(reader, f"/nghe-an/van-ban/?trang={page}", 404)


def test_a_document_shows_what_the_law_names_and_its_files(nghe_an: Site, reader: SiteClient) -> None:
    made = factories.document(
        nghe_an,
        "123/QĐ-UBND",
        summary_vi="Ban hành <quy chế>",
        effective_on=datetime.date(2025, 4, 1),
        subject=factories.subject(nghe_an),
        signer="Nguyễn Văn Ký",
        signer_title_vi="Chủ tịch",
    )
    file = factories.document_file(made)
    answer = reader.get(f"/nghe-an{made.get_absolute_url()}")
    page = answer.content.decode()
    for shown in ("Quyết định 123/QĐ-UBND", "Ban hành &lt;quy chế&gt;", "Ủy ban nhân dân tỉnh", "05/03/2025"):
        assert shown in page
    for shown in ("01/04/2025", "Giáo dục", "Nguyễn Văn Ký, Chủ tịch", "còn hiệu lực"):
        assert shown in page
    assert f'data="{file.file.url}"' in page
    assert page.count(f'href="{file.file.url}"') == 2
    assert "object-src 'self'" in answer["Content-Security-Policy"]
    assert "object-src" not in reader.get("/nghe-an/van-ban/")["Content-Security-Policy"]
    assert '"@type":"Legislation"' in page
    assert '<meta name="DC.creator" content="Ủy ban nhân dân tỉnh">' in page
    assert '<meta name="DC.date" content="2025-03-05' in page


def test_another_spelling_of_the_address_leads_to_the_right_one(nghe_an: Site, reader: SiteClient) -> None:
    made = factories.document(nghe_an, "123/QĐ-UBND")
    answer = reader.get(f"/nghe-an/van-ban/cu-{made.pk}.html")
    assert (answer.status_code, answer["Location"]) == (301, f"/nghe-an/van-ban/123-qd-ubnd-{made.pk}.html")


def test_a_draft_and_a_document_of_another_site_are_not_found(
    nghe_an: Site, vinh_long: Site, reader: SiteClient
) -> None:
    for made in (factories.document(nghe_an, live=False), factories.document(vinh_long)):
        text_of(reader, f"/nghe-an{made.get_absolute_url()}", 404)


def test_links_to_older_documents_are_shown_on_both_but_never_to_a_draft(nghe_an: Site, reader: SiteClient) -> None:
    newer, older = factories.document(nghe_an, "2/QĐ-UBND"), factories.document(nghe_an, "1/QĐ-UBND")
    draft = factories.document(nghe_an, "3/QĐ-UBND", live=False)
    DocumentLink.objects.create(source=newer, target=older, relation=Relation.REPLACES)
    DocumentLink.objects.create(source=draft, target=older, relation=Relation.AMENDS)
    on_newer = text_of(reader, f"/nghe-an{newer.get_absolute_url()}")
    on_older = text_of(reader, f"/nghe-an{older.get_absolute_url()}")
    assert re.search(r"Thay thế:</span> <a href=\"[^\"]*\">Quyết định 1/QĐ-UBND", on_newer)
    assert re.search(r"Bị thay thế bởi:</span> <a href=\"[^\"]*\">Quyết định 2/QĐ-UBND", on_older)
    assert "3/QĐ-UBND" not in on_older


def test_the_keeper_lets_documents_come_into_force_and_run_out_on_their_days(nghe_an: Site) -> None:
    day = datetime.date(2026, 7, 1)
    coming = factories.document(nghe_an, effective_on=day, validity=Validity.NOT_YET)
    ending = factories.document(nghe_an, expired_on=day)
    before = datetime.datetime(2026, 6, 30, 23, 59, tzinfo=factories.ZONE)
    assert apply_due(before) == 0
    assert apply_due(before + datetime.timedelta(minutes=1)) == 2
    assert apply_due(before + datetime.timedelta(minutes=2)) == 0
    coming.refresh_from_db()
    ending.refresh_from_db()
    assert (coming.validity, ending.validity) == (Validity.IN_FORCE, Validity.EXPIRED)


def test_the_search_finds_what_readers_see_and_follows_renaming(nghe_an: Site) -> None:
    made = factories.document(nghe_an, "123/QĐ-UBND", signer="Lò Văn Ký")
    draft = factories.document(nghe_an, "124/QĐ-UBND", live=False)

    def found(text: str) -> list[int]:
        return search(parse(text), readers_scope(nghe_an, [nghe_an], "vi", kinds=(Kind.DOCUMENT,))).ids

    assert found("123/qd-ubnd") == [made.pk]
    assert found("lo van ky") == [made.pk]
    assert found("124/QĐ-UBND") == []
    made.issuer.name_vi = "Hội đồng nhân dân"
    made.issuer.save()
    assert found("hoi dong nhan dan") == [made.pk]
    draft.is_live, draft.published_at = True, factories.LONG_AGO
    draft.save()
    assert found("124/QĐ-UBND") == [draft.pk]
    made.delete()
    assert found("123/QĐ-UBND") == []


def test_a_planned_document_is_found_once_its_time_has_come(nghe_an: Site) -> None:
    later = timezone.now() + datetime.timedelta(hours=1)
    made = factories.document(nghe_an, "125/QĐ-UBND", published_at=later)
    assert list(planned_moments(timezone.now())) == [(later, nghe_an.pk)]
    scope = readers_scope(nghe_an, [nghe_an], "vi", kinds=(Kind.DOCUMENT,))
    assert search(parse("125/QĐ-UBND"), scope).ids == []
    assert search(parse("125/QĐ-UBND"), replace(scope, public_at=later)).ids == [made.pk]


def test_whatever_changes_in_the_library_makes_the_pages_of_its_site_anew(nghe_an: Site) -> None:
    def version() -> int | None:
        return Version.objects.filter(scope=scopes.site(nghe_an.pk)).values_list("token", flat=True).first()

    made = factories.document(nghe_an, expired_on=datetime.date(2026, 7, 1))
    seen = {version()}
    factories.document_file(made)
    seen.add(version())
    made.issuer.save()
    seen.add(version())
    apply_due(datetime.datetime(2026, 7, 1, tzinfo=factories.ZONE))
    seen.add(version())
    made.delete()
    assert len(seen | {version()}) == 5


def test_the_right_column_names_new_documents_and_is_silent_without_any(nghe_an: Site, reader: SiteClient) -> None:
    assert "Văn bản mới" not in text_of(reader, "/nghe-an/")
    factories.document(nghe_an, "123/QĐ-UBND", summary_vi="Về khuyến học")
    page = text_of(reader, "/nghe-an/")
    assert "Văn bản mới" in page
    assert "Về khuyến học" in page


def test_the_feed_holds_documents_with_their_first_file(nghe_an: Site, reader: SiteClient) -> None:
    made = factories.document(nghe_an, "123/QĐ-UBND", summary_vi="Về A & B\x0b")
    file = factories.document_file(made)
    feed = text_of(reader, "/nghe-an/van-ban/rss.xml")
    assert "<title>Quyết định 123/QĐ-UBND</title>" in feed
    assert "Về A &amp; B" in feed
    assert f'url="http://testserver{file.file.url}"' in feed.replace("https://", "http://")
    assert 'type="application/pdf"' in feed
    assert "van-ban/rss.xml" in text_of(reader, "/nghe-an/rss/")


def test_sitemaps_and_menu_lead_to_documents(nghe_an: Site, reader: SiteClient) -> None:
    made = factories.document(nghe_an)
    listed = text_of(reader, "/nghe-an/sitemap-trang.xml")
    assert "/nghe-an/van-ban/</loc>" in listed
    assert made.get_absolute_url() in listed
    MenuItem.objects.create(site=nghe_an, module="documents")
    assert 'href="/nghe-an/van-ban/"' in text_of(reader, "/nghe-an/")
    assert 'href="/nghe-an/van-ban/"' in text_of(reader, "/nghe-an/so-do/")


def test_a_translated_document_stands_in_its_languages_others_as_the_site_decides(
    vinh_long: Site, reader: SiteClient
) -> None:
    both = factories.document(vinh_long, "1/QĐ-UBND", summary_en="On schooling")
    only = factories.document(vinh_long, "2/QĐ-UBND")
    page = text_of(reader, "/vinh-long/en/van-ban/")
    assert "On schooling" in page
    assert "Decision 1/QĐ-UBND" in page
    assert "2/QĐ-UBND" not in page
    text_of(reader, f"/vinh-long/en{only.get_absolute_url()}", 404)
    Site.objects.filter(pk=vinh_long.pk).update(untranslated="show")
    assert "2/QĐ-UBND" in text_of(reader, "/vinh-long/en/van-ban/")
    assert "shown in Vietnamese" in text_of(reader, f"/vinh-long/en{only.get_absolute_url()}")
    assert Document.objects.for_site(vinh_long).count() == 2
    assert "On schooling" in text_of(reader, f"/vinh-long/en{both.get_absolute_url()}")
