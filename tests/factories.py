"""Factories: each makes a complete, valid row; give only what the test is about."""

import base64
import datetime
import io
import itertools
import struct
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from accounts import second_factor, totp
from accounts.models import User
from articles.models import Article, Category, Contributor, Page, Tag, Topic, Video
from articles.models.article import ArticleState
from documents.models import Document, DocumentFile, DocumentType, Issuer, Subject, Validity
from feedback import codes
from feedback.models import Case, CaseState, ConsentText, ErrorReport
from galleries.models import Album, Photo, Picture
from guard.models import Finding
from provinces.models import (
    Banner,
    Department,
    Downtime,
    Hostname,
    Hotline,
    LinkGroup,
    Membership,
    MenuItem,
    NetworkMode,
    Province,
    Role,
    Site,
    WebLink,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LONG_AGO = datetime.datetime(2026, 1, 5, 8, 30, tzinfo=ZONE)
_numbers = itertools.count(1)


def user(username: str = "", **fields: Any) -> User:
    """Return an account; its password is `mat-khau-thu`. Superadmins have a second factor: see `code()`."""
    number = next(_numbers)
    if fields.get("is_superuser"):
        fields = {"factor_seed": f"seed-{number}", "factor_since": LONG_AGO, **fields}
    fields.setdefault("full_name", f"Nguyễn Văn {number}")
    return User.objects.create_user(username or f"user{number}", "mat-khau-thu", **fields)


def code(account: User, periods: int = 0) -> str:
    """Return the code that an account's phone shows, now or some periods later."""
    secret = second_factor.secret_of(account.factor_seed)
    return totp.code_at(secret, totp.step_at(timezone.now()) + periods)


def code_of_key(key: str) -> str:
    """Return the code that a phone shows now into which this key was typed."""
    return totp.code_at(base64.b32decode(key), totp.step_at(timezone.now()))


def site(slug: str = "", **fields: Any) -> Site:
    """Return a live sub-site that answers at `/<slug>/` on the portal's host."""
    slug = slug or f"site-{next(_numbers)}"
    fields.setdefault("name_vi", f"Trang {slug}")
    fields.setdefault("path_prefix", slug)
    fields.setdefault("state", "live")
    return Site.objects.create(slug=slug, **fields)


def portal(host: str = "testserver", **fields: Any) -> Site:
    """Return the live portal, answering on `host`."""
    fields.setdefault("name_vi", "Cổng thử nghiệm")
    made = Site.objects.create(slug="cong", is_portal=True, state="live", **fields)
    Hostname.objects.create(site=made, host=host, is_primary=True)
    return made


def member(account: User, on: Site, role: Role = Role.WRITER, **fields: Any) -> Membership:
    """Give an account a role on a site; site admins get a second factor, as their role needs one."""
    if role == Role.SITE_ADMIN and not account.factor_seed:
        account.factor_seed, account.factor_since = f"seed-{account.pk}", LONG_AGO
        account.save()
    return Membership.objects.create(user=account, site=on, role=role, **fields)


def province(name: str = "Nghệ An", code: str = "40", slug: str = "nghe-an", **fields: Any) -> Province:
    """Return a present unit."""
    return Province.objects.create(name_vi=name, code=code, slug=slug, **fields)


def department(on: Site, name: str = "", **fields: Any) -> Department:
    """Return a department of a site."""
    number = next(_numbers)
    fields.setdefault("slug", f"phong-{number}")
    return Department.objects.create(site=on, name_vi=name or f"Phòng số {number}", **fields)


def category(on: Site, name: str = "", slug: str = "", **fields: Any) -> Category:
    """Return a category of a site."""
    number = next(_numbers)
    return Category.objects.create(
        site=on, name_vi=name or f"Chuyên mục {number}", slug=slug or f"chuyen-muc-{number}", **fields
    )


def article(in_category: Category, title: str = "", *, live: bool = True, **fields: Any) -> Article:
    """Return an article; live since some months unless told otherwise."""
    number = next(_numbers)
    fields.setdefault("lead_vi", f"Đoạn mở đầu của bài số {number}.")
    fields.setdefault("body_vi", f"<p>Nội dung đầy đủ của bài số {number}.</p>")
    if live:
        fields.setdefault("published_at", LONG_AGO + datetime.timedelta(minutes=number))
        fields.setdefault("state", ArticleState.PUBLISHED)
    return Article.objects.create(
        site=in_category.site, category=in_category, title_vi=title or f"Bài viết số {number}", is_live=live, **fields
    )


def tag(on: Site, name: str) -> Tag:
    """Return the tag of this name on a site."""
    made: Tag = Tag.objects.named(on, [name])[0]
    return made


def contributor(on: Site, name: str = "Thu Hà") -> Contributor:
    """Return the contributor of this name on a site."""
    return Contributor.objects.named(on, name)


def topic(on: Site, title: str = "Chuyển đổi số", slug: str = "chuyen-doi-so", **fields: Any) -> Topic:
    """Return a topic of a site."""
    return Topic.objects.create(site=on, title_vi=title, slug=slug, **fields)


def page(on: Site, title: str = "Giới thiệu chung", slug: str = "gioi-thieu-chung", **fields: Any) -> Page:
    """Return an about page of a site."""
    fields.setdefault("body_vi", "<p>Vài lời giới thiệu.</p>")
    return Page.objects.create(site=on, title_vi=title, slug=slug, **fields)


def image_file(name: str = "anh.jpg", size: tuple[int, int] = (64, 48), colour: str = "teal") -> "ContentFile[bytes]":
    """Return a small picture file."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG" if name.endswith("png") else "JPEG")
    return ContentFile(buffer.getvalue(), name)


def picture(on: Site, **fields: Any) -> Picture:
    """Return a small picture of a site's library."""
    fields.setdefault("alt_vi", "Quang cảnh")
    fields.setdefault("file", image_file())
    return Picture.objects.create(site=on, **fields)


def mp4(brand: bytes = b"isom", more: bytes = b"avc1") -> bytes:
    """Return the beginning of an MP4 file, long enough to be told by its content."""
    head = struct.pack(">I", 24) + b"ftyp" + brand + b"\0\0\2\0" + b"mp41" + b"\0\0\0\0"
    return head + struct.pack(">I", 64) + b"moov" + more + b"\0" * 200


def video(on: Site, title: str = "Lễ hội làng Sen", **fields: Any) -> Video:
    """Return a video of a site."""
    fields.setdefault("file", ContentFile(mp4(), "le-hoi.mov"))
    return Video.objects.create(site=on, title=title, **fields)


def album(on: Site, title: str = "", photos: int = 0, **fields: Any) -> Album:
    """Return a live album with some photos."""
    number = next(_numbers)
    fields.setdefault("published_at", LONG_AGO + datetime.timedelta(minutes=number))
    fields.setdefault("is_live", True)
    made = Album.objects.create(site=on, title_vi=title or f"Bộ ảnh số {number}", **fields)
    for order in range(photos):
        Photo.objects.create(album=made, picture=picture(on), caption_vi=f"Ảnh {order + 1}", order=order)
    return made


def hotline(on: Site, label: str = "Đường dây nóng", phone: str = "0238 3 000 000", **fields: Any) -> Hotline:
    """Return a hotline of a site."""
    return Hotline.objects.create(site=on, label_vi=label, phone=phone, **fields)


def link(on: Site, title: str = "Báo địa phương", url: str = "https://vi-du.vn/") -> WebLink:
    """Return a link of a site, in a group of its own."""
    group = LinkGroup.objects.create(site=on, name_vi=f"Nhóm {next(_numbers)}")
    return WebLink.objects.create(group=group, title_vi=title, url=url)


def banner(on: Site, title: str = "Chuyển đổi số", **fields: Any) -> Banner:
    """Return a banner of a site."""
    fields.setdefault("picture", image_file("banner.png", (300, 100)))
    return Banner.objects.create(site=on, title_vi=title, **fields)


def menu_item(on: Site, target: Any = None, **fields: Any) -> MenuItem:
    """Return a line of a site's menu."""
    return MenuItem.objects.create(site=on, target=target, **fields)


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


def document_type(on: Site, slug: str = "quyet-dinh") -> DocumentType:
    """Return a kind of documents; every site has those that the law names."""
    return DocumentType.objects.get(site=on, slug=slug)


def issuer(on: Site, name: str = "Ủy ban nhân dân tỉnh") -> Issuer:
    """Return an issuing body of a site."""
    return Issuer.objects.filter(site=on, name_vi=name).first() or Issuer.objects.create(site=on, name_vi=name)


def subject(on: Site, name: str = "Giáo dục", slug: str = "giao-duc") -> Subject:
    """Return a field of documents."""
    return Subject.objects.get_or_create(site=on, slug=slug, defaults={"name_vi": name})[0]


def document(on: Site, number: str = "", *, live: bool = True, **fields: Any) -> Document:
    """Return a document; live since some months unless told otherwise."""
    serial = next(_numbers)
    fields["type"] = fields.get("type") or document_type(on)
    fields.setdefault("issuer", issuer(on))
    fields.setdefault("summary_vi", f"Về việc thứ {serial}")
    fields.setdefault("issued_on", datetime.date(2025, 3, 5))
    fields.setdefault("validity", Validity.IN_FORCE)
    if live:
        fields.setdefault("published_at", LONG_AGO)
    return Document.objects.create(site=on, number=number or f"{serial}/QĐ-UBND", is_live=live, **fields)


def document_file(of: Document, content: bytes = b"", name: str = "van-ban.pdf", **fields: Any) -> DocumentFile:
    """Return a file of a document, a small PDF unless `content` is given."""
    body = content or PDF.replace(b"%%EOF", b"%% %d\n%%%%EOF" % next(_numbers))
    return DocumentFile.objects.create(document=of, file=ContentFile(body, name), **fields)


def network_mode(kind: str = "emergency", *sites: Site, **fields: Any) -> NetworkMode:
    """Return a mode that is in force, for all sites unless some are named."""
    now = timezone.now()
    fields.setdefault("message_vi", "Thông báo của mạng lưới")
    fields.setdefault("starts_at", now - datetime.timedelta(hours=1))
    fields.setdefault("ends_at", now + datetime.timedelta(hours=1))
    made = NetworkMode.objects.create(kind=kind, for_all=not sites, **fields)
    made.sites.set(sites)
    return made


def downtime(*sites: Site, **fields: Any) -> Downtime:
    """Return a planned downtime in three weeks, for all sites unless some are named."""
    start = timezone.now() + datetime.timedelta(days=21)
    fields.setdefault("starts_at", start)
    fields.setdefault("ends_at", start + datetime.timedelta(hours=4))
    made = Downtime.objects.create(for_all=not sites, **fields)
    made.sites.set(sites)
    return made


def case(on: Site, subject: str = "Hỏi về lịch tiếp dân", **fields: Any) -> Case:
    """Return a message of a reader, new unless told otherwise; its nonce is `nonce-<number>`."""
    serial = next(_numbers)
    nonce = fields.pop("nonce", f"nonce-{serial}")
    state = fields.setdefault("state", CaseState.NEW)
    fields.setdefault("body", f"Xin hỏi việc thứ {serial}.")
    fields.setdefault("name", "Trần Thị Hỏi")
    fields.setdefault("email", f"nguoi{serial}@vi-du.vn")
    fields.setdefault("received_at", LONG_AGO)
    fields.setdefault("due_on", datetime.date(2026, 1, 26))
    if state not in {CaseState.NEW, CaseState.OPEN}:
        fields.setdefault("closed_at", LONG_AGO + datetime.timedelta(days=2))
    if state in {CaseState.ANSWERED, CaseState.OUTSIDE}:
        fields.setdefault("answer", "Ngày 15 hằng tháng.")
    if fields.get("is_published"):
        fields.setdefault("may_publish", True)
        fields.setdefault("public_question", "Khi nào tiếp dân?")
        fields.setdefault("public_answer", "Ngày 15 hằng tháng.")
        fields.setdefault("published_at", LONG_AGO)
    return Case.objects.create(
        site=on,
        subject=subject,
        serial=serial,
        year=2026,
        number=f"{serial:04d}/2026",
        nonce=nonce,
        code_hash=codes.hash_of(codes.code_of(nonce)),
        text_key=f"{serial}",
        consent=ConsentText.objects.filter(site=on).latest("version"),
        consented_at=fields["received_at"],
        **fields,
    )


def error_report(article: Article, message: str = "Sai tên xã", **fields: Any) -> ErrorReport:
    """Return a reader's report of an error."""
    serial = next(_numbers)
    fields.setdefault("received_at", LONG_AGO)
    return ErrorReport.objects.create(article=article, message=message, nonce=f"bao-{serial}", text_key="", **fields)


def finding(about: Any, kind: str = "gambling", **fields: Any) -> Finding:
    """Return an open finding of the content guard about a row of a site."""
    serial = next(_numbers)
    fields.setdefault("excerpt", f"Kubet {serial}")
    return Finding.objects.create(
        site=about.site,
        kind=kind,
        object_type=about._meta.label_lower,
        object_id=about.pk,
        object_label=str(about)[:300],
        place="vi",
        digest=f"{serial:032x}",
        **fields,
    )
