"""Links from a body to articles of the same site: stored by number, so that a change of address breaks none."""

from typing import Any

from articles.editor import from_editor, to_editor
from articles.links import broken
from articles.models import Article
from articles.rendering import for_readers
from provinces.models import Site

from . import factories
from .conftest import Cast, SiteClient


def link(pk: int, words: str = "bài trước") -> str:
    return f'<p>Xem <a data-article="{pk}" rel="noopener">{words}</a>.</p>'


def other(site: Site, **fields: Any) -> Article:
    return factories.article(factories.category(site), "Hội làng Sen", **fields)


def test_a_link_is_stored_without_an_address_and_shown_with_one(nghe_an: Site) -> None:
    article = other(nghe_an)
    shown = to_editor(link(article.pk), nghe_an)
    assert f"hoi-lang-sen-{article.pk}.html" in shown
    assert from_editor(shown, nghe_an) == link(article.pk)


def test_a_link_survives_a_new_title_and_another_category(nghe_an: Site, reader: SiteClient) -> None:
    article = other(nghe_an)
    article.title_vi = "Lễ hội mùa xuân"
    article.category = factories.category(nghe_an, slug="le-hoi")
    article.save()
    assert f'href="/le-hoi/le-hoi-mua-xuan-{article.pk}.html"' in for_readers(link(article.pk), nghe_an)


def test_a_pasted_address_of_this_site_becomes_a_link_by_number(nghe_an: Site) -> None:
    article = other(nghe_an)
    for address in (nghe_an.url_for(article.path_in("vi")), f"/nghe-an/tin/x-{article.pk}.html#cuoi"):
        assert from_editor(f'<p>Xem <a href="{address}">bài trước</a>.</p>', nghe_an) == link(article.pk)


def test_other_addresses_stay_as_they_are(nghe_an: Site, vinh_long: Site) -> None:
    theirs = other(vinh_long)
    for address in (vinh_long.url_for(theirs.path_in("vi")), "https://vi-du.vn/tin/x-1.html", "mailto:a@vi-du.vn"):
        html = f'<p><a href="{address}" rel="noopener">đây</a></p>'
        assert from_editor(html, nghe_an) == html


def test_an_article_of_another_site_cannot_be_named(nghe_an: Site, vinh_long: Site) -> None:
    theirs = other(vinh_long)
    assert from_editor(link(theirs.pk), nghe_an) == "<p>Xem bài trước.</p>"
    assert for_readers(link(theirs.pk), nghe_an) == "<p>Xem bài trước.</p>"


def test_where_nothing_is_there_to_read_the_words_stay(nghe_an: Site) -> None:
    draft = other(nghe_an, live=False)
    assert for_readers(link(draft.pk), nghe_an) == "<p>Xem bài trước.</p>"
    assert broken(link(draft.pk) + link(other(nghe_an).pk, "bài sau"), nghe_an) == ["bài trước"]


def test_all_links_of_a_body_take_one_query(nghe_an: Site, django_assert_num_queries: Any) -> None:
    body = "".join(link(other(nghe_an).pk) for _ in range(5))
    to_editor(body, nghe_an)  # the hosts are known then
    for work in (for_readers, to_editor):
        with django_assert_num_queries(1):
            work(body, nghe_an)


def test_articles_are_offered_by_title_without_accents(
    cast: Cast, nghe_an: Site, vinh_long: Site, sign_in: Any
) -> None:
    wanted, _foreign = other(nghe_an), other(vinh_long)
    items = sign_in(cast.writer).get("/quan-tri/nghe-an/soan-thao/lien-ket/", {"q": "hoi lang"}).json()["items"]
    assert [item["id"] for item in items] == [wanted.pk]
    assert items[0]["name"] == "Hội làng Sen"
    assert items[0]["url"].endswith(f"hoi-lang-sen-{wanted.pk}.html")


def test_who_may_not_write_here_is_not_answered(cast: Cast, nghe_an: Site, sign_in: Any) -> None:
    for name in ("lien-ket", "nhung"):
        assert sign_in(cast.stranger).get(f"/quan-tri/nghe-an/soan-thao/{name}/").status_code in {302, 403}
    for name in ("tai-anh", "chuyen-ma"):
        assert sign_in(cast.stranger).post(f"/quan-tri/nghe-an/soan-thao/{name}/").status_code in {302, 403}
