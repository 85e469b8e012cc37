"""The page of an article: what stands on it, who may see it, and its one address."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from articles.models import Article, Contribution, RelatedArticle
from articles.models.article import ArticleState
from provinces import hosts
from provinces.models import Site

from . import factories
from .conftest import SiteClient

HOUR = datetime.timedelta(hours=1)


def address(article: Article) -> str:
    with translation.override("vi"):
        return f"/{article.site.path_prefix}{article.get_absolute_url()}"


def text(response: Any) -> str:
    """Return the page with one blank between its words, however its templates are laid out."""
    return " ".join(response.content.decode().split())


def test_an_article_shows_all_its_parts(nghe_an: Site, reader: SiteClient) -> None:
    inside = factories.picture(nghe_an)
    article = factories.article(
        factories.category(nghe_an, "Tin trong tỉnh", "trong-tinh", parent=factories.category(nghe_an, "Tin tức")),
        "Đường sắt – Đà Nẵng",
        kicker_vi="Hạ tầng",
        lead_vi="Câu mở đầu.",
        body_vi=f'<p>Nội dung.</p><figure><img data-picture="{inside.pk}" alt="Ga tàu"></figure>',
        picture=factories.picture(nghe_an),
        picture_caption_vi="Chú thích ảnh đầu",
        picture_credit="Hồ Thắng",
        source="Báo Xứ Nghệ",
        source_url="https://vi-du.vn/bai",
        published_at=datetime.datetime(2022, 12, 29, 9, 5, tzinfo=factories.ZONE),
    )
    Contribution.objects.create(article=article, contributor=factories.contributor(nghe_an, "Quang Minh"))
    article.tags.add(factories.tag(nghe_an, "Đường sắt"))
    article.save()
    assert address(article) == f"/nghe-an/trong-tinh/duong-sat-da-nang-{article.pk}.html"
    response = reader.get(address(article))
    assert response.status_code == 200
    page = text(response)
    first_lines = ("Tin tức", "Hạ tầng", "<h1>Đường sắt – Đà Nẵng</h1>", "Thứ Năm, 29/12/2022, 9:05", "Câu mở đầu.")
    story = ("<p>Nội dung.</p>", 'alt="Ga tàu"', "Chú thích ảnh đầu", "Hồ Thắng", "Quang Minh", "Báo Xứ Nghệ")
    assert [part for part in (*first_lines, *story) if part not in page] == []
    assert '<a href="https://vi-du.vn/bai" rel="nofollow noopener">' in page
    assert f"/nghe-an/tu-khoa/duong-sat-{article.tags.get().pk}/" in page
    assert '<meta name="description" content="Câu mở đầu.">' in page
    assert f'<link rel="canonical" href="http://testserver{address(article)}">' in page
    assert 'datetime="2022-12-29T09:05:00+07:00"' in page
    assert page.count("<h1") == 1
    assert "style=" not in page
    assert not response.cookies


def test_texts_are_escaped(nghe_an: Site, reader: SiteClient) -> None:
    article = factories.article(factories.category(nghe_an), 'Tin "A" <script>x</script>', lead_vi='"><b>')
    page = text(reader.get(address(article)))
    assert "<script>x" not in page
    assert '"><b>' not in page


def test_head_answers_like_get_and_post_is_refused(nghe_an: Site, reader: SiteClient) -> None:
    path = address(factories.article(factories.category(nghe_an)))
    assert reader.head(path).status_code == 200
    assert reader.post(path).status_code == 405


def test_an_unchanged_page_is_not_sent_again(nghe_an: Site, reader: SiteClient) -> None:
    path = address(factories.article(factories.category(nghe_an)))
    tag = reader.get(path)["ETag"]
    assert reader.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("name", ["sai-duong-dan-{}", "{}", "-{}", "bài viết cũ-{}", "x" * 400 + "-{}", "2024-{}"])
def test_a_wrong_address_leads_to_the_right_one(nghe_an: Site, reader: SiteClient, name: str) -> None:
    article = factories.article(factories.category(nghe_an))
    for category in (article.category.slug, "khong-co", "tin tức"):
        response = reader.get(f"/nghe-an/{category}/{name.format(article.pk)}.html")
        assert response.status_code == 301
        assert response["Location"] == address(article)


def test_the_old_address_still_leads_there_after_a_new_title_and_category(nghe_an: Site, reader: SiteClient) -> None:
    article = factories.article(factories.category(nghe_an), "Tên cũ")
    old = address(article)
    article.title_vi = "Tên mới"
    article.move_to(factories.category(nghe_an, slug="muc-moi"))
    response = reader.get(old)
    assert response.status_code == 301
    assert response["Location"] == f"/nghe-an/muc-moi/ten-moi-{article.pk}.html"


def test_only_what_is_live_now_is_shown(nghe_an: Site, reader: SiteClient) -> None:
    category, now = factories.category(nghe_an), timezone.now()
    unknown = [factories.article(category, live=False), factories.article(category, published_at=now + HOUR)]
    gone = [
        factories.article(category, live=False, state=ArticleState.WITHDRAWN, published_at=now - HOUR),
        factories.article(category, published_at=now - 2 * HOUR, expires_at=now - HOUR),
    ]
    hidden = [*unknown, *gone]
    for article in hidden:
        status = 410 if article in gone else 404
        assert reader.get(address(article)).status_code == status
        assert reader.get(f"/nghe-an/x/{article.pk}.html").status_code == status
    page = text(reader.get(address(factories.article(category))))
    assert not any(article.title in page for article in hidden)


def test_another_sites_article_is_not_found(nghe_an: Site, vinh_long: Site, reader: SiteClient) -> None:
    article = factories.article(factories.category(vinh_long))
    assert reader.get(address(article)).status_code == 200
    assert reader.get(f"/nghe-an/x/a-{article.pk}.html").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["tin/0.html", "tin/a.html", "tin/-.html", "tin/" + "9" * 18 + ".html", "tin/" + "9" * 5000 + ".html",
     "tin/a-١٢.html", "%00/1.html", "tin/%00-1.html", "tin/%ff%fe-1.html", "tin/..html", "a/b/1.html"],
)  # fmt: skip
def test_hostile_addresses_are_not_found(nghe_an: Site, reader: SiteClient, path: str) -> None:
    assert reader.get(f"/nghe-an/{path}").status_code == 404


@pytest.mark.parametrize(
    "query", ["trang=abc", "%00", "trang=%00", "x[]=1&x[]=2", "q=" + "a" * 5000, "%ff=%fe", "&&=&"]
)
def test_hostile_query_strings_change_nothing(nghe_an: Site, reader: SiteClient, query: str) -> None:
    path = address(factories.article(factories.category(nghe_an)))
    assert reader.get(path, QUERY_STRING=query).status_code == 200


def test_a_translation_is_shown_at_its_own_address(vinh_long: Site, reader: SiteClient) -> None:
    article = factories.article(
        factories.category(vinh_long, name_en="Culture", name_km="វប្បធម៌", slug="van-hoa"),
        "Mùa trăng",
        title_en="Moon season",
        body_en="<p>English body.</p>",
        has_en=True,
        title_km="រដូវបុណ្យ",
        body_km="<p>អត្ថបទ</p>",
        has_km=True,
        kicker_vi="Lễ hội",
    )
    english = reader.get(f"/vinh-long/en/van-hoa/moon-season-{article.pk}.html")
    assert english.status_code == 200
    assert "<p>English body.</p>" in text(english)
    assert "Nội dung đầy đủ" not in text(english)
    assert "Lễ hội" not in text(english)
    assert f'href="/vinh-long/km/van-hoa/{article.pk}.html"' in text(english)
    assert f'href="/vinh-long/van-hoa/mua-trang-{article.pk}.html"' in text(english)
    khmer = reader.get(f"/vinh-long/km/van-hoa/{article.pk}.html")
    assert "<p>អត្ថបទ</p>" in text(khmer)
    assert reader.get(f"/vinh-long/km/van-hoa/mua-trang-{article.pk}.html")["Location"] == (
        f"/vinh-long/km/van-hoa/{article.pk}.html"
    )


def test_an_untranslated_article_is_hidden_or_shown_as_the_site_decides(vinh_long: Site, reader: SiteClient) -> None:
    article = factories.article(factories.category(vinh_long), "Tin tiếng Việt", title_en="Half-finished draft")
    path = f"/vinh-long/en/x/{article.pk}.html"
    assert reader.get(path).status_code == 404
    vinh_long.untranslated = "show"
    vinh_long.save()
    response = reader.get(path, follow=True)
    page = text(response)
    assert response.status_code == 200
    assert '<article class="story" lang="vi">' in page
    assert "<h1>Tin tiếng Việt</h1>" in page
    assert "This article is available in Vietnamese only." in page
    assert f'<link rel="canonical" href="http://testserver{address(article)}">' in page


def test_neighbours_are_cards_with_pictures_then_headlines(nghe_an: Site, reader: SiteClient) -> None:
    category = factories.category(nghe_an)
    picture = factories.picture(nghe_an)
    older = [factories.article(category, picture=picture if number % 2 else None) for number in range(6)]
    article = factories.article(category)
    newer = [factories.article(category) for _number in range(2)]
    stranger = factories.article(factories.category(nghe_an), "Bài của chuyên mục khác")
    neighbours = reader.get(address(article)).context["neighbours"]
    assert neighbours.cards == [older[5], older[3], older[1]]
    assert neighbours.newer == newer[::-1]
    assert neighbours.older == [older[4], older[2], older[0]]
    assert stranger not in [*neighbours.cards, *neighbours.newer, *neighbours.older]


def test_an_article_that_stands_alone_has_no_empty_blocks(nghe_an: Site, reader: SiteClient) -> None:
    page = text(reader.get(address(factories.article(factories.category(nghe_an)))))
    assert "story-more" not in page
    assert 'class="tags"' not in page
    assert "story-foot" not in page


def test_picked_articles_stand_in_the_editors_order_and_only_live_ones(nghe_an: Site, reader: SiteClient) -> None:
    category = factories.category(nghe_an)
    article, first, second = (factories.article(category) for _number in range(3))
    draft = factories.article(category, live=False)
    for order, related in enumerate([second, draft, first]):
        RelatedArticle.objects.create(article=article, related=related, order=order)
    assert reader.get(address(article)).context["picked"] == [second, first]


def test_the_number_of_queries_does_not_grow(
    nghe_an: Site, reader: SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "REFRESH_SECONDS", 60)
    category = factories.category(nghe_an)

    def made() -> Article:
        picture = factories.picture(nghe_an)
        body = f'<figure><img data-picture="{picture.pk}" alt=""></figure>'
        article = factories.article(category, picture=picture, body_vi=body)
        article.tags.add(factories.tag(nghe_an, f"Từ khóa {article.pk}"))
        Contribution.objects.create(article=article, contributor=factories.contributor(nghe_an, f"Người {article.pk}"))
        return article

    article = made()
    RelatedArticle.objects.create(article=article, related=made())
    reader.get(address(article))
    with CaptureQueriesContext(connection) as few:
        reader.get(address(article))
    for _number in range(10):
        other = made()
        RelatedArticle.objects.create(article=article, related=other)
        article.tags.add(factories.tag(nghe_an, f"Từ khóa {other.pk}"))
        Contribution.objects.create(article=article, contributor=factories.contributor(nghe_an, f"Ảnh {other.pk}"))
    with CaptureQueriesContext(connection) as many:
        assert reader.get(address(article)).status_code == 200
    assert len(many) == len(few)


def test_only_the_body_that_is_shown_is_loaded(vinh_long: Site, reader: SiteClient) -> None:
    category = factories.category(vinh_long)
    article = factories.article(category, title_en="News", body_en="<p>English</p>", has_en=True)
    factories.article(category, has_en=True, title_en="Other")
    for path in (address(article), f"/vinh-long/en/{category.slug}/news-{article.pk}.html"):
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(path).status_code == 200
        selects = [query["sql"] for query in queries if 'FROM "articles_article"' in query["sql"]]
        assert len(selects) >= 4
        assert not [sql for sql in selects if '"articles_article"."body_km"' in sql]
        assert len([sql for sql in selects if '"articles_article"."body_vi"' in sql]) == 1


def test_an_unfinished_translation_is_shown_nowhere(vinh_long: Site, reader: SiteClient) -> None:
    vinh_long.untranslated = "show"
    vinh_long.save()
    shown = factories.article(factories.category(vinh_long), "Bài tiếng Việt", title_en="Draft title", in_ticker=True)
    for address in ("/vinh-long/en/", f"/vinh-long/en/{shown.category.slug}/"):
        page = reader.get(address).content.decode()
        assert "Bài tiếng Việt" in page
        assert "Draft title" not in page
        assert "draft-title" not in page


def test_the_newest_articles_beside_an_article_do_not_name_it_again(nghe_an: Site, reader: SiteClient) -> None:
    shown = factories.article(factories.category(nghe_an), "Bài đang đọc")
    factories.article(factories.category(nghe_an), "Bài khác")
    page = reader.get(f"/nghe-an{shown.get_absolute_url()}").content.decode()
    beside = page[page.index("<aside") :]
    assert "Bài khác" in beside
    assert "Bài đang đọc" not in beside
