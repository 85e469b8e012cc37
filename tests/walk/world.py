"""Two sites with a row of everything; every text, file name and person of the second one carries the canary."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.core import mail
from django.core.files.base import ContentFile
from django.db import models
from django.db.models.fields.files import FileField
from django.utils import timezone

from accounts.models import User
from articles import publishing, sittings, snapshots
from articles.merging import merge
from articles.models import (
    AcceptedWord,
    Article,
    ArticleLanguage,
    ArticleTemplate,
    Contribution,
    HomePin,
    Redirect,
    RelatedArticle,
    RoyaltyCoefficient,
    RoyaltyUnit,
)
from articles.models.article import ArticleState
from documents.models import DocumentLink, DocumentType
from exchange.models import WordUpload
from feedback.models import CaseEvent, Rating, RatingTotal
from galleries.models import PictureUse
from provinces import trash
from provinces.models import AuditEntry, Hostname, Leader, Membership, Role, Site
from provinces.models.network import ModeKind
from provinces.models.pictured import PicturedModel
from provinces.tenancy import SiteQuerySet
from provinces.translated import TranslatedModel
from visits.models import ArticleDay, OriginDay, OwnNetwork, Presence, SiteDay, SiteHour

from .. import factories

#: In every text of the second site. Plain small letters: no escaping, folding or slug changes it.
CANARY = "zqvogelqz"
#: Beside it in every text: what the walk searches for, so that an echo of the question is not taken for an answer.
WORD = "zqwortqz"

ROOMS = {
    "accounts",
    "provinces",
    "search",
    "galleries",
    "documents",
    "articles",
    "feedback",
    "exchange",
    "editions",
    "visits",
    "guard",
}
SHORT = 20
#: Columns that say where something leads or how it is stored, in words of the project's own.
STRUCTURE = {
    "provinces.MenuItem.module",
    "provinces.Site.slug",
    "provinces.Site.path_prefix",
    "search.SearchEntry.scope",
    "search.SearchEntry.numbers",
    "accounts.User.password",
    "articles.Contributor.sort_key",
    "galleries.PictureUse.place",
    "provinces.AuditEntry.verb",
    "provinces.AuditEntry.object_type",
    "provinces.Notice.object_type",
    "feedback.Case.number",
    "feedback.Case.nonce",
    "feedback.Case.code_hash",
    "feedback.Case.phone_key",
    "guard.Finding.object_type",
    "guard.Finding.digest",
    "guard.Finding.place",
}
LATER = datetime.timedelta(days=3)


def tenant_models() -> list[type[models.Model]]:
    """Return every model whose rows belong to a site."""
    return [model for model in apps.get_models() if isinstance(model._default_manager.all(), SiteQuerySet)]


def rows_of(model: type[models.Model], site: Site) -> Any:
    """Return the rows of a site, asked past the methods that the walk takes away."""
    queryset: Any = model._default_manager.all()
    return models.QuerySet(model).filter(**{queryset.site_path: site.pk}).order_by("pk")


@dataclass
class World:
    """What the walk walks through. `people` work on `home` only; `both` on both sites; `abroad` is the marked one."""

    portal: Site
    home: Site
    abroad: Site
    people: dict[str, User]
    both: User
    ids: dict[type[models.Model], tuple[list[int], list[int]]] = field(default_factory=dict)

    @cached_property
    def untouched(self) -> dict[str, list[Any]]:
        """What the second site holds at the beginning."""
        return self.rows_of_abroad()

    def of_home(self, model: type[models.Model]) -> list[int]:
        """Return the ids of the first site's rows."""
        return self.ids[model][0]

    def of_abroad(self, model: type[models.Model]) -> list[int]:
        """Return the ids of the marked rows."""
        return self.ids[model][1]

    def rows_of_abroad(self, tables: set[str] | None = None) -> dict[str, list[Any]]:
        """Return all that the second site holds (in some tables), to be compared later."""
        models_there = [model for model in self.ids if tables is None or model._meta.db_table in tables]
        return {model._meta.label: list(rows_of(model, self.abroad).values()) for model in models_there}

    def crossings(self, tables: set[str]) -> Iterator[str]:
        """Return every link, kept in one of these tables, from a row of the first site to a row of the second."""
        for model in tenant_models():
            for relation in [*model._meta.concrete_fields, *model._meta.many_to_many]:
                through: Any = getattr(relation.remote_field, "through", None) or model
                if through._meta.db_table not in tables:
                    continue
                other = relation.related_model
                if not isinstance(other, type) or not issubclass(other, models.Model) or other not in self.ids:
                    continue
                if rows_of(model, self.home).filter(**{f"{relation.name}__in": self.of_abroad(other)}).exists():
                    yield f"{model._meta.label}.{relation.name}"


def build() -> World:
    """Make the world."""
    portal = factories.portal()
    factories.province()
    home = factories.site("nghe-an", languages=["vi", "en", "km"], untranslated="show")
    abroad = factories.site("vinh-long", languages=["vi", "en", "km"], untranslated="show")
    Hostname.objects.create(site=home, host="nghean.vi-du.vn")
    Hostname.objects.create(site=abroad, host=f"{CANARY}.vi-du.vn")
    people = {role.value: factories.user(role.value, full_name=f"Người {role.value}") for role in Role}
    strangers = {role: factories.user(f"{CANARY}-{role.value}", full_name=_mark("tên")) for role in Role}
    both = factories.user("both", full_name="Người hai nơi")
    for role in Role:
        factories.member(people[role.value], home, role)
        factories.member(strangers[role], abroad, role)
    for site in (home, abroad):
        factories.member(both, site, Role.SITE_ADMIN)
    furnish(home, people["editor"], "anh.jpg")
    furnish(abroad, strangers[Role.EDITOR], f"{CANARY}.jpg")
    paint(abroad, list(strangers.values()))
    world = World(portal, Site.objects.get(pk=home.pk), Site.objects.get(pk=abroad.pk), people, both)
    world.ids = {m: (_ids(m, home), _ids(m, abroad)) for m in tenant_models()}
    assert world.untouched
    mail.outbox.clear()
    return world


def _ids(model: type[models.Model], site: Site) -> list[int]:
    return list(rows_of(model, site).values_list("pk", flat=True))


def furnish(site: Site, author: User, file_name: str) -> None:
    """Give a site at least one row of everything that a site can have."""
    top = factories.category(site, has_home_box=True)
    middle = factories.category(site, parent=top)
    lowest = factories.category(site, parent=middle)
    department = factories.department(site, slug=f"van-phong-{site.pk}")
    factories.department(site, parent=department)
    Leader.objects.create(
        department=department, name="Trần Sơn", position_vi="Trưởng", portrait=factories.image_file(file_name)
    )
    Site.objects.filter(pk=site.pk).update(department=department)
    page = factories.page(site, slug=f"gioi-thieu-{site.pk}")
    line = factories.menu_item(site, top)
    factories.menu_item(site, page, parent=line, label_vi="Giới thiệu")
    factories.menu_item(site, url="https://vi-du.vn/", label_vi="Nơi khác")
    factories.menu_item(site, module="albums", label_vi="Ảnh")
    factories.hotline(site)
    factories.link(site)
    factories.banner(site, picture=factories.image_file(file_name))
    for kind in ModeKind.values:
        factories.network_mode(kind, site)
    factories.downtime(site, reason_vi="Nâng cấp", meanwhile_vi="Gọi đường dây nóng")
    picture = factories.picture(site, file=factories.image_file(file_name), uploaded_by=author)
    album = factories.album(site, photos=1, cover=picture, created_by=author)
    factories.album(site, photos=2)
    for photo in album.photos.all():
        photo.picture.file.save(file_name, factories.image_file(file_name))
    library_of(site, file_name)
    factories.video(site, file=ContentFile(factories.mp4(), file_name), poster=picture, uploaded_by=author)
    AcceptedWord.objects.create(site=site, word="Niê", added_by=author)
    WordUpload.objects.create(site=site, user=author, file=ContentFile(b"PK", file_name), name="bai.docx")
    topic = factories.topic(site, slug=f"chuyen-de-{site.pk}", picture=picture)
    older = factories.article(top, created_by=author)
    shown = factories.article(
        middle,
        title_en="In English",
        title_km="ភាសាខ្មែរ",
        has_en=True,
        has_km=True,
        picture=picture,
        department=department,
        created_by=author,
        is_top=True,
        in_ticker=True,
        is_pinned=True,
    )
    shown.tags.add(factories.tag(site, "Y tế"))
    shown.topics.add(topic)
    person = factories.contributor(site)
    person.user = author
    person.save()
    Contribution.objects.create(article=shown, contributor=person)
    RelatedArticle.objects.create(article=shown, related=older)
    ArticleLanguage.objects.create(article=shown, language="en", state="ready")
    Redirect.objects.create(site=site, old_path=f"/cu/{site.pk}", article=shown)
    Redirect.objects.create(site=site, old_path=f"/cu/{site.pk}/dia-chi", target="/moi")
    merge([factories.tag(site, "Ngành y")], factories.tag(site, "Y tế"), author)
    HomePin.objects.create(site=site, article=shown, place="lead")
    ArticleTemplate.objects.create(site=site, name="Thông báo họp", title_vi="Thông báo", category=top)
    RoyaltyUnit.objects.create(site=site, value=234_000, valid_from=factories.LONG_AGO.date())
    RoyaltyCoefficient.objects.create(site=site, role="text", coefficient=5, valid_from=factories.LONG_AGO.date())
    publishing.correct(shown, author, {"vi": "Sửa số liệu."})
    feedback_to(site, department, shown, author)
    draft = factories.article(lowest, live=False, created_by=author)
    publishing.submit(draft, None)
    waiting = factories.article(top, live=False, created_by=author)
    publishing.publish(waiting, None, at=factories.LONG_AGO + datetime.timedelta(days=36500))
    factories.article(top, state=ArticleState.WITHDRAWN, live=False)
    sittings.here(draft, author, f"{site.pk}-1")
    sittings.keep(site, draft, author, f"{site.pk}-1", "title_vi=Nháp")
    top.assigned.set(Membership.objects.filter(site=site, user=author))
    PictureUse.objects.get_or_create(picture=picture, owner_type_id=_type(page), owner_id=page.pk, place="body")
    visits_of(site, shown)
    trash.put(factories.album(site), author)


def visits_of(site: Site, article: Article) -> None:
    """Give a site some page views."""
    day = timezone.localdate()
    SiteDay.objects.create(site=site, day=day, views=3, visits=2)
    SiteHour.objects.create(site=site, day=day, hour=9, views=3)
    ArticleDay.objects.create(site=site, article=article, day=day, views=3)
    OriginDay.objects.create(site=site, day=day, kind=OriginDay.Kind.HOST, name="zalo.me", views=3)
    Presence.objects.create(site=site, visitor=f"khach-{site.pk}", seen_at=timezone.now())
    OwnNetwork.objects.create(site=site, network="198.51.100.0/24", note="Văn phòng")


def library_of(site: Site, file_name: str) -> None:
    """Give a site two documents of two kinds; the other kinds that every site has would only take time."""
    kinds = list(DocumentType.objects.for_site(site)[:2])
    DocumentType.objects.for_site(site).exclude(pk__in=[kind.pk for kind in kinds]).delete()
    name, subject = file_name.partition(".")[0], factories.subject(site, slug=f"linh-vuc-{site.pk}")
    newer, older = (
        factories.document(site, f"{number}/{name}", type=kind, subject=subject)
        for number, kind in enumerate(kinds, start=12)
    )
    DocumentLink.objects.create(source=newer, target=older)
    factories.document_file(newer, title_vi="Phụ lục")


def feedback_to(site: Site, department: Any, article: Article, author: User) -> None:
    """Give a site messages of readers, a report of an error, and a rating."""
    kinds: tuple[dict[str, Any], ...] = ({}, {"state": "answered", "is_published": True})
    for fields in kinds:
        case = factories.case(site, department=department, assigned_to=author, **fields)
        CaseEvent.objects.create(case=case, deed="received", at=case.received_at, actor=author)
    factories.error_report(article, passage="Đoạn sai")
    factories.finding(article, state="accepted", reason="Bài của công an")
    RatingTotal.objects.create(article=article, useful=3, not_useful=1)
    Rating.objects.create(article=article, visitor=f"{site.pk}", day=factories.LONG_AGO.date(), is_useful=True)


def _type(row: models.Model) -> int:
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_model(row).pk


def _mark(what: str) -> str:
    return f"{CANARY} {WORD} {what}"


def texts(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """Return the columns in which somebody's words can stand."""
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, (models.CharField, models.TextField))
        and not column.choices
        and (column.max_length or SHORT) >= SHORT
        and f"{model._meta.label}.{column.name}" not in STRUCTURE
    ]


def _copies(row: Any) -> Any:
    """Return the smaller copies of a row's pictures, with the canary in their names."""
    if not isinstance(row, PicturedModel):
        return [{"width": 320, "height": 240, "path": f"{CANARY}/{row.pk}.webp"}]
    files = {name: getattr(row, name).name for name in row.PICTURES if getattr(row, name)}
    return {
        name: [{"width": 320, "height": 240, "path": f"{file.rpartition('/')[0]}/{CANARY}.webp"}]
        for name, file in files.items()
    }


def paint(site: Site, strangers: list[User]) -> None:
    """Put the canary into every text of the site, of its rows and of its people, as saving a form would."""
    for stranger in strangers:
        stranger.email, stranger.phone = f"{CANARY}@vi-du.vn", CANARY
        stranger.save()
    marked: list[type[models.Model]] = [Site, *tenant_models()]
    for model in marked:
        if model is AuditEntry:  # never changed, by design: a marked one is added
            _add_marked_entry(rows_of(model, site)[0])
            continue
        for row in rows_of(model, site) if model is not Site else [Site.objects.get(pk=site.pk)]:
            for column in texts(model):
                setattr(row, column.attname, painted(column, row))
            if hasattr(row, "renditions"):
                row.renditions = _copies(row)
            row.save()
            LogEntry.objects.log_actions(strangers[0].pk, [row], CHANGE, _mark("nhật ký"), single_object=True)
    for article in rows_of(Article, site):
        snapshots.record(Article.objects.get(pk=article.pk), strangers[0], note=_mark("ghi chú"))


def _add_marked_entry(entry: Any) -> None:
    marks = {column.attname: painted(column, entry) for column in texts(AuditEntry)}
    known = {column.attname: getattr(entry, column.attname) for column in AuditEntry._meta.concrete_fields}
    AuditEntry.objects.create(**{**known, "id": None, **marks})


def painted(column: "models.Field[Any, Any]", row: models.Model) -> str:
    """Return a marked text that fits the column; bodies keep the pictures that they show."""
    original = getattr(column, "translated_field", column)
    text = _mark(f"{column.name} {row.pk}")
    if isinstance(original, models.EmailField):
        return f"{CANARY}@vi-du.vn"
    if isinstance(original, models.URLField):
        return f"https://{CANARY}.vn/{WORD}"
    if isinstance(original, models.SlugField):
        return f"{CANARY}-{WORD}-{row.pk}"
    if isinstance(row, AcceptedWord):  # takes one word only
        return CANARY
    if column.name == "old_path":
        return f"/{CANARY}/{row.pk}"
    if column.name == "body" or column.name.startswith("body_"):
        return f"<p>{text}</p>"
    if column.name == "url" and isinstance(row, TranslatedModel):
        return f"https://{CANARY}.vn/{row.pk}"
    if column.name == "target":
        return f"/{CANARY}/moi" if getattr(row, "article_id", None) is None else ""
    return text[: column.max_length]


def unmarked(site: Site) -> list[str]:
    """Return the columns of texts and files, and the tables, in which no row of the site carries the canary."""
    missing = [model._meta.label for model in tenant_models() if not rows_of(model, site).exists()]
    for model in tenant_models():
        files = [column for column in model._meta.concrete_fields if isinstance(column, FileField)]
        missing.extend(
            f"{model._meta.label}.{column.name}"
            for column in [*texts(model), *files]
            if not rows_of(model, site).filter(**{f"{column.attname}__contains": CANARY}).exists()
        )
    return missing


def languages() -> list[str]:
    """Return the languages of both sites."""
    return [code for code, _name in settings.LANGUAGES]
