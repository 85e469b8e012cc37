"""The import page of a site's admin: upload, look at what was found, save."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from articles.models import Article
from provinces.models import Site

from . import factories
from .conftest import Cast, SiteClient
from .test_import_page import DATED

URL = "/quan-tri/nghe-an/nhap-trang/"
SignIn = Callable[[User], SiteClient]


@pytest.fixture(autouse=True)
def _categories(nghe_an: Site) -> None:
    factories.category(nghe_an, "Tin tức", "tin-tuc")
    factories.category(nghe_an, "Khoa giáo", "khoa-giao")


def upload(text: str | bytes, name: str = "trang.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode(), "text/plain")


def choices(client: SiteClient, *files: SimpleUploadedFile, **changes: str) -> dict[str, str]:
    """Upload and return what the browser would send from the preview, with `changes`."""
    response = client.post(URL, {"uploads": list(files)})
    formset = response.context["formset"]
    data = {"pages-TOTAL_FORMS": str(len(formset.forms)), "pages-INITIAL_FORMS": str(len(formset.forms))}
    for form in formset.forms:
        for name, value in form.initial.items():
            if value not in (False, None):
                data[form.add_prefix(name)] = str(getattr(value, "pk", value if value is not True else "on"))
    return data | changes


def test_the_preview_shows_what_was_found_and_saves_nothing(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.editor).post(URL, {"uploads": [upload(DATED)]}).content.decode()
    for expected in (
        "Thư viện xã mở cửa cả buổi tối",
        "Thứ Ba, 14/11/2023, 8:07",
        "MAI LIÊN - HOÀNG GIA",
        "Thư viện tỉnh",
    ):
        assert expected in page
    assert Article.objects.count() == 0


def test_an_editors_import_is_published_a_writers_is_a_draft(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    client = sign_in(cast.writer)
    assert client.post(URL, choices(client, upload(DATED))).status_code == 302
    article = Article.objects.get()
    assert (article.site, article.is_live, article.created_by) == (nghe_an, False, cast.writer)
    article.delete()
    client = sign_in(cast.editor)
    client.post(URL, choices(client, upload(DATED)))
    assert Article.objects.get().is_live


def test_a_page_that_was_imported_before_is_not_taken_again(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.editor)
    data = choices(client, upload(DATED))
    client.post(URL, data)
    client.post(URL, data)
    assert Article.objects.count() == 1
    assert "pages-0-take" not in choices(client, upload(DATED))


def test_unreadable_files_are_named_and_the_others_are_shown(cast: Cast, sign_in: SignIn) -> None:
    files = [upload(b"\x89PNG\r\n\x00", "anh.txt"), upload(b"", "trong.txt"), upload(DATED)]
    page = sign_in(cast.editor).post(URL, {"uploads": files}).content.decode()
    assert "Anh.txt:" in page  # the frame begins messages with a capital
    assert "Trong.txt: Tệp trống." in page
    assert "Thư viện xã mở cửa" in page


def test_another_sites_category_is_refused_and_what_was_chosen_is_kept(
    cast: Cast, sign_in: SignIn, vinh_long: Site
) -> None:
    client = sign_in(cast.editor)
    foreign = factories.category(vinh_long)
    response = client.post(URL, choices(client, upload(DATED), **{"pages-0-category": str(foreign.pk)}))
    assert response.status_code == 200
    assert response.context["formset"].errors[0].keys() == {"category"}
    assert Article.objects.count() == 0


def test_only_a_site_admin_takes_the_counter_as_opening_balance(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    text = DATED + "\nThống kê truy cập\n• Đang online: 9\n• Hôm nay: 120\n• Tất cả: 2,675,048\n"
    for person, balance in ((cast.editor, 0), (cast.site_admin, 2_675_048)):
        client = sign_in(person)
        client.post(URL, choices(client, upload(text), **{"pages-0-take_counters": "on"}))
        nghe_an.refresh_from_db()
        assert nghe_an.opening_views == balance


def test_people_without_a_role_on_the_site_do_not_get_in(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.stranger).get(URL).status_code in {302, 403}


def test_a_frozen_site_takes_no_imports(cast: Cast, sign_in: SignIn, nghe_an: Site) -> None:
    nghe_an.state = "frozen"
    nghe_an.save()
    assert sign_in(cast.editor).get(URL).status_code == 403
