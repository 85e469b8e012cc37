"""What may stand in a body: made from the editor's extensions, on every way in, whatever somebody sends."""

import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import extensions
from articles.bodies import ATTRIBUTES, TAGS, clean
from articles.editor import from_editor
from articles.models import Article, Page
from articles.rendering import for_readers
from provinces.models import Site

from . import factories

SCRIPTS = Path("static/admin_articles")
HOSTILE = [
    "<script>alert(1)</script>",
    "<svg><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    '<img src=x onerror="alert(1)" data-picture="1">',
    '<img data-picture="1 onload=alert(1)">',
    '<a href="javascript:alert(1)">a</a>',
    '<a href=" &#106;avascript:alert(1)">a</a>',
    '<a href="data:text/html,<script>alert(1)</script>">a</a>',
    '<a href="vbscript:x">a</a>',
    '<iframe src="https://vi-du.vn"></iframe>',
    '<object data="x"></object><embed src="x">',
    '<form action="https://vi-du.vn"><input name=a><button>b</button></form>',
    '<p style="position:fixed;inset:0" onclick="x()" id="a" class="hidden wide">a</p>',
    '<blockquote cite="https://vi-du.vn/">q</blockquote>',
    '<link rel="stylesheet" href="https://vi-du.vn/a.css"><meta http-equiv="refresh" content="0">',
    "<style>@import 'https://vi-du.vn/a.css'</style>",
    '<base href="https://vi-du.vn/">',
    '<figure data-embed="video:1&quot; onclick=&quot;x"></figure>',
    '<figure data-embed="../../x:1"><figcaption>c</figcaption></figure>',
    '<td colspan="100000000000">x</td>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<!-- --><!--><img src=x onerror=alert(1)>-->",
    "<template><script>x</script></template><video src=x autoplay></video><audio src=x>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    '<p lang="km" title="x" dir="rtl" tabindex="1">a</p>',
]


class Looker(HTMLParser):
    """Notes every element and attribute that should not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.wrong.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set()):
                self.wrong.append(f"{tag} {name}")
            if name == "href" and not re.match(r"(https?:|mailto:|tel:|[^a-z]|[^:]*$)", value or "", re.IGNORECASE):
                self.wrong.append(f"{tag} href={value}")

    def handle_comment(self, data: str) -> None:
        self.wrong.append("a comment")


def wrong(html: str) -> list[str]:
    looker = Looker()
    looker.feed(html)
    looker.close()
    return looker.wrong


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_that_acts_gets_through(html: str) -> None:
    cleaned = clean(f"<p>Trước</p>{html}<p>Sau</p>")
    assert wrong(cleaned) == []
    assert "alert(1)" not in re.sub(r">[^<]*<", "><", cleaned)
    assert "cite" not in cleaned


PIECES = st.sampled_from(
    [
        *HOSTILE,
        *(f"<{tag}>" for tag in sorted(TAGS)),
        *(f"</{tag}>" for tag in sorted(TAGS)),
        '"',
        "'",
        ">",
        "<",
        "&",
        "ế",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=14).map("".join))
def test_whatever_is_put_together_is_clean_and_stays_as_it_is(html: str) -> None:
    once = clean(html)
    assert wrong(once) == []
    assert clean(once) == once


def test_the_allow_list_is_made_from_the_extensions() -> None:
    fewer = [extension for extension in extensions.EXTENSIONS if extension.name not in {"Table", "TableCell", "Box"}]
    assert not {"table", "td", "aside"} & extensions.tags(fewer)
    assert "td" not in extensions.attributes(fewer)
    assert extensions.tags() == TAGS
    assert not any("cite" in names for names in ATTRIBUTES.values())


def test_the_script_knows_each_extension_of_the_list_and_no_other() -> None:
    script = (SCRIPTS / "body-editor.js").read_text()
    (known,) = re.findall(r"const known = \{(.*?)\n  \};", script, re.DOTALL)
    names = re.findall(r"(?:^|,|\n)\s*([A-Z]\w+)(?=,|:|\s*$)", known)
    assert sorted(names) == sorted(extensions.names())


EVIL = '<p onclick="x()">a</p><script>b</script><blockquote cite="x">c</blockquote>'
GOOD = "<p>a</p><blockquote>c</blockquote>"


def test_every_way_into_the_database_is_sanitised(nghe_an: Site) -> None:
    category = factories.category(nghe_an)
    article = factories.article(category, body_vi=EVIL, body_en=EVIL)
    article.refresh_from_db()
    assert article.body_vi == article.body_en == GOOD
    Article.objects.filter(pk=article.pk).update(body_vi=EVIL)
    assert Article.objects.get(pk=article.pk).body_vi == GOOD
    Page.objects.bulk_create([Page(site=nghe_an, slug="a", title_vi="A", body_vi=EVIL)])
    assert Page.objects.get(slug="a").body_vi == GOOD


def test_the_form_sanitises_and_so_does_the_page_for_readers(nghe_an: Site) -> None:
    assert from_editor(EVIL, nghe_an) == GOOD
    assert for_readers(EVIL, nghe_an) == GOOD


def test_text_is_repaired_on_its_way_in_and_no_letter_is_lost(nghe_an: Site) -> None:
    decomposed = "<p>Tiê\u0301ng&nbsp;Viê\u0323t\u200b</p>"
    assert from_editor(decomposed, nghe_an) == "<p>Tiếng Việt</p>"
    legacy = "<p>Chñ tr\u00ad¬ng</p>"
    assert from_editor(legacy, nghe_an) == legacy
    khmer = "<p>ភាសា\u200bខ្មែរ</p>"
    assert from_editor(khmer, nghe_an, "km") == khmer


def test_a_box_keeps_its_frame_and_no_other_class(nghe_an: Site) -> None:
    assert from_editor('<aside class="box evil"><p>a</p></aside>', nghe_an) == '<aside class="box"><p>a</p></aside>'
    assert for_readers("<aside><p>a</p></aside><aside></aside>", nghe_an) == '<aside class="box"><p>a</p></aside>'


def test_a_large_body_is_sanitised_in_a_moment(nghe_an: Site) -> None:
    body = "<p>Một đoạn văn <strong>đậm</strong> và dài.</p>" * 40_000
    begin = time.monotonic()
    assert from_editor(body, nghe_an) == body
    assert time.monotonic() - begin < 5
