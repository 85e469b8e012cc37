"""Every rule that the database itself keeps, each broken once past all forms and all `clean()`.

A case first does what is allowed, then returns the write that has to be refused, by that very constraint. The
last tests read the models: a constraint without a case fails them.
"""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from accounts.models import KnownAddress, RecoveryCode, User
from articles.constraints import FOREIGN_KEY
from articles.models import (
    AcceptedWord,
    Article,
    ArticleLanguage,
    ArticleTag,
    Autosave,
    Category,
    Contribution,
    Contributor,
    HomePin,
    Page,
    Presence,
    Redirect,
    RelatedArticle,
    Revision,
    RoyaltyCoefficient,
    RoyaltyUnit,
    Tag,
    TagAlias,
    Topic,
)
from documents.models import Document, DocumentLink, DocumentType, Issuer, Subject
from feedback.models import Case, ConsentText, DailySecret, ErrorReport, FeedbackRules, Holiday, Rating, RatingTotal
from galleries.models import Album, PictureUse
from guard.models import Finding
from provinces.models import (
    Banner,
    Department,
    Hostname,
    Membership,
    MenuItem,
    ProvinceType,
    Role,
    Site,
)
from search.models import SearchEntry
from visits.models import ArticleDay, JournalFile, OriginDay, OwnNetwork, SiteDay, SiteHour
from visits.models import Presence as ReaderPresence

from . import factories

ROOMS = {
    "accounts",
    "provinces",
    "galleries",
    "documents",
    "articles",
    "feedback",
    "search",
    "exchange",
    "guard",
    "visits",
}
DAY = datetime.date(2025, 7, 1)
NOON = datetime.datetime(2026, 1, 5, 12, tzinfo=factories.ZONE)
HOUR = datetime.timedelta(hours=1)
MINUTE = datetime.timedelta(minutes=1)
#: An id is unique by itself; this one exists only so that a foreign key may name both columns.
CANNOT_BE_BROKEN = {"category_id_and_site"}

Write = Callable[[], Any]
CASES: dict[str, Callable[[], Write]] = {}


def breaks(name: str) -> Callable[[Callable[[], Write]], Callable[[], Write]]:
    """Make a case known: the function does what is allowed and returns the write that breaks `name`."""

    def register(case: Callable[[], Write]) -> Callable[[], Write]:
        assert name not in CASES, name
        CASES[name] = case
        return case

    return register


def our_models() -> list[type[models.Model]]:
    """Return every model of our rooms."""
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in ROOMS]


def constraints() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    """Return every named constraint with its model."""
    return {rule.name: (model, rule) for model in our_models() for rule in model._meta.constraints}


def unique_fields() -> dict[str, tuple[type[models.Model], str]]:
    """Return every column that is unique by itself, as `provinces.Site.slug`, with its model and name."""
    return {
        f"{model._meta.label}.{field.name}": (model, field.attname)
        for model in our_models()
        for field in model._meta.local_concrete_fields
        if field.unique and not field.primary_key
    }


def refusal_of(name: str) -> list[str]:
    """Return what the database's message may say when it refuses for this rule."""
    if name in unique_fields():
        model, column = unique_fields()[name]
        return [f"{model._meta.db_table}.{column}", f"{model._meta.db_table}_{column}"]
    model, rule = constraints()[name]
    if isinstance(rule, models.UniqueConstraint):
        columns = [model._meta.get_field(field).attname for field in rule.fields]  # type: ignore[union-attr]  # a column
        return [name, "UNIQUE constraint failed: " + ", ".join(f"{model._meta.db_table}.{c}" for c in columns)]
    return [name]


def refused(write: Write) -> str:
    """Return the message with which the database refuses `write`."""
    with pytest.raises(IntegrityError) as found:
        _write_at_once(write)
    return str(found.value)


@transaction.atomic
def _write_at_once(write: Write) -> None:
    """Do the write and ask for what PostgreSQL would otherwise check at the end of the transaction only."""
    write()
    connection.check_constraints()


# Accounts


@breaks("accounts.User.username")
def _user_name() -> Write:
    factories.user("lan")
    factories.user("lan2")
    return lambda: User.objects.bulk_create([User(username="lan", full_name="Lan")])


# Documents


@breaks("documenttype_slug_unique_per_site")
def _kind_of_document() -> Write:
    site = factories.site()
    factories.site()
    DocumentType.objects.create(site=site, slug="khac", name_vi="Khác")
    return lambda: DocumentType.objects.for_site(site).filter(slug="khac").update(slug="quyet-dinh")


@breaks("issuer_key_unique_per_site")
def _issuer() -> Write:
    site = factories.site()
    factories.issuer(factories.site(), "Sở Y tế")
    factories.issuer(site, "Sở Y tế")
    return lambda: Issuer.objects.create(site=site, name_vi="SỞ Y TẾ")


@breaks("subject_slug_unique_per_site")
def _subject() -> Write:
    site = factories.site()
    factories.subject(factories.site())
    factories.subject(site)
    return lambda: Subject.objects.create(site=site, name_vi="Khác", slug="giao-duc")


@breaks("document_number_once_per_issuer_and_year")
def _number_of_document() -> Write:
    site = factories.site()
    factories.document(site, "1/QĐ-UBND")
    factories.document(site, "1/QĐ-UBND", issued_on=datetime.date(2024, 3, 5))
    factories.document(site, "1/QĐ-UBND", issuer=factories.issuer(site, "Sở Y tế"))
    return lambda: factories.document(site, "1 / qd-ubnd", issued_on=datetime.date(2025, 12, 1))


@breaks("document_live_has_date")
def _live_document() -> Write:
    draft = factories.document(factories.site(), live=False)
    return lambda: Document.objects.filter(pk=draft.pk).update(is_live=True)


@breaks("document_ends_after_issue")
def _end_of_document() -> Write:
    made = factories.document(factories.site(), issued_on=DAY, expired_on=DAY)
    return lambda: Document.objects.filter(pk=made.pk).update(expired_on=DAY - datetime.timedelta(days=1))


@breaks("document_ends_after_start")
def _force_of_document() -> Write:
    made = factories.document(factories.site(), issued_on=DAY, effective_on=DAY, expired_on=DAY)
    return lambda: Document.objects.filter(pk=made.pk).update(effective_on=DAY + datetime.timedelta(days=1))


@breaks("document_has_a_number")
def _document_without_number() -> Write:
    made = factories.document(factories.site())
    return lambda: Document.objects.filter(pk=made.pk).update(number_key="")


@breaks("documentfile_once_per_document")
def _file_of_document() -> Write:
    site = factories.site()
    first, second = factories.document(site), factories.document(site)
    factories.document_file(first, factories.PDF)
    factories.document_file(second, factories.PDF)
    return lambda: factories.document_file(first, factories.PDF)


@breaks("documentlink_once")
def _link_of_document() -> Write:
    site = factories.site()
    newer, older = factories.document(site), factories.document(site)
    DocumentLink.objects.create(source=newer, target=older)
    DocumentLink.objects.create(source=older, target=newer)
    return lambda: DocumentLink.objects.create(source=newer, target=older, relation="amends")


@breaks("documentlink_not_to_itself")
def _link_to_itself() -> Write:
    made = factories.document(factories.site())
    return lambda: DocumentLink.objects.create(source=made, target=made)


# Feedback


def _changed(case: Case, **fields: Any) -> Write:
    return lambda: Case.objects.filter(pk=case.pk).update(**fields)


@breaks("case_serial_unique_per_year")
def _serial_of_case() -> Write:
    site = factories.site()
    first, second = factories.case(site), factories.case(site)
    factories.case(factories.site())
    return _changed(second, serial=first.serial)


@breaks("feedback.Case.nonce")
def _nonce_of_case() -> Write:
    first, second = factories.case(factories.site()), factories.case(factories.site())
    return _changed(second, nonce=first.nonce)


@breaks("feedback.Case.code_hash")
def _code_of_case() -> Write:
    first, second = factories.case(factories.site()), factories.case(factories.site())
    return _changed(second, code_hash=first.code_hash)


@breaks("case_published_says_something")
def _published_case() -> Write:
    return _changed(factories.case(factories.site(), state="answered", is_published=True), public_answer="")


@breaks("case_published_is_answered")
def _published_before_answer() -> Write:
    case = factories.case(factories.site(), state="answered", is_published=True)
    return _changed(case, state="outside")


@breaks("case_published_agreed")
def _published_without_consent() -> Write:
    return _changed(factories.case(factories.site(), state="answered", is_published=True), may_publish=False)


@breaks("case_closed_has_date")
def _closed_case() -> Write:
    return _changed(factories.case(factories.site(), answer="Có."), state="answered")


@breaks("case_answered_says_something")
def _answered_case() -> Write:
    return _changed(factories.case(factories.site(), state="answered"), answer="")


@breaks("case_erased_holds_nobody")
def _erased_case() -> Write:
    return _changed(factories.case(factories.site()), erased_at=NOON)


@breaks("consenttext_version_unique_per_site")
def _version_of_consent() -> Write:
    site = factories.site()
    ConsentText.objects.create(site=site, version=2, wording_vi="Hai")
    return lambda: ConsentText.objects.create(site=site, version=1, wording_vi="Một")


@breaks("feedback.FeedbackRules.site")
def _rules_of_site() -> Write:
    site = factories.site()
    return lambda: FeedbackRules.objects.create(site=site)


@breaks("feedbackrules_answer_takes_a_day")
def _answer_days() -> Write:
    factories.site()
    return lambda: FeedbackRules.objects.update(answer_days=0)


@breaks("feedbackrules_kept_a_day")
def _keep_days() -> Write:
    factories.site()
    return lambda: FeedbackRules.objects.update(keep_days=0)


@breaks("holiday_ends_after_start")
def _holiday() -> Write:
    Holiday.objects.create(name="Nghỉ", starts_on=DAY, ends_on=DAY)
    return lambda: Holiday.objects.filter(starts_on=DAY).update(ends_on=DAY - datetime.timedelta(days=1))


@breaks("holiday_once_a_day")
def _holiday_twice() -> Write:
    Holiday.objects.create(name="Nghỉ", starts_on=DAY, ends_on=DAY)
    return lambda: Holiday.objects.create(name="Nghỉ nữa", starts_on=DAY, ends_on=DAY)


@breaks("feedback.DailySecret.day")
def _key_of_a_day() -> Write:
    DailySecret.objects.key_of(DAY)
    return lambda: DailySecret.objects.create(day=DAY, key="x")


@breaks("feedback.ErrorReport.nonce")
def _nonce_of_report() -> Write:
    article = factories.article(factories.category(factories.site()))
    first, second = factories.error_report(article), factories.error_report(article)
    return lambda: ErrorReport.objects.filter(pk=second.pk).update(nonce=first.nonce)


@breaks("errorreport_handled_has_date")
def _handled_report() -> Write:
    report = factories.error_report(factories.article(factories.category(factories.site())))
    return lambda: ErrorReport.objects.filter(pk=report.pk).update(state="corrected")


@breaks("feedback.RatingTotal.article")
def _total_of_article() -> Write:
    article = factories.article(factories.category(factories.site()))
    RatingTotal.objects.create(article=article)
    return lambda: RatingTotal.objects.create(article=article)


@breaks("rating_once_a_day_and_visitor")
def _rating() -> Write:
    article = factories.article(factories.category(factories.site()))
    Rating.objects.create(article=article, day=DAY, visitor="a", is_useful=True)
    Rating.objects.create(article=article, day=DAY, visitor="b", is_useful=True)
    return lambda: Rating.objects.create(article=article, day=DAY, visitor="a", is_useful=False)


# Sites and their hosts


@breaks("site_one_portal")
def _one_portal() -> Write:
    factories.portal()
    factories.site("a")
    factories.site("b")
    return lambda: Site.objects.filter(slug="a").update(is_portal=True, path_prefix="")


@breaks("site_path_prefix_unique")
def _path_prefix() -> Write:
    factories.site("a")
    factories.site("b")
    factories.site("own-host", path_prefix="")
    factories.site("other-host", path_prefix="")
    return lambda: Site.objects.filter(slug="b").update(path_prefix="a")


@breaks("site_portal_has_no_path_prefix")
def _portal_prefix() -> Write:
    portal = factories.portal()
    return lambda: Site.objects.filter(pk=portal.pk).update(path_prefix="cong")


@breaks("site_not_its_own_successor")
def _own_successor() -> Write:
    kon_tum = factories.site("kon-tum", successor=factories.site("quang-ngai"))
    return lambda: Site.objects.filter(pk=kon_tum.pk).update(successor=kon_tum)


@breaks("provinces.Site.slug")
def _site_code() -> Write:
    factories.site("a")
    factories.site("b")
    return lambda: Site.objects.filter(slug="b").update(slug="a")


@breaks("provinces.Hostname.host")
def _host() -> Write:
    first, second = factories.site("a"), factories.site("b")
    Hostname.objects.create(site=first, host="vi-du.vn", is_primary=True)
    Hostname.objects.create(site=second, host="khac.vn", is_primary=True)
    return lambda: Hostname.objects.create(site=second, host="vi-du.vn")


@breaks("hostname_one_primary_per_site")
def _primary_host() -> Write:
    site = factories.site()
    Hostname.objects.create(site=site, host="mot.vn", is_primary=True)
    Hostname.objects.create(site=site, host="hai.vn")
    Hostname.objects.create(site=site, host="ba.vn")
    return lambda: Hostname.objects.create(site=site, host="bon.vn", is_primary=True)


@breaks("hostname_not_empty")
def _empty_host() -> Write:
    site = factories.site()
    return lambda: Hostname.objects.create(site=site, host="")


@breaks("membership_one_role_per_site")
def _one_role() -> Write:
    user, site = factories.user(), factories.site()
    factories.member(user, site)
    factories.member(user, factories.site(), Role.EDITOR)
    return lambda: Membership.objects.create(user=user, site=site, role=Role.EDITOR)


# Provinces and departments


@breaks("province_present_code_unique")
def _present_code() -> Write:
    factories.province("Bắc Giang", "24", "bac-giang", valid_to=DAY)
    factories.province("Bắc Ninh", "24", "bac-ninh")
    return lambda: factories.province("Nơi khác", "24", "noi-khac")


@breaks("province_present_slug_unique")
def _present_slug() -> Write:
    factories.province("Bắc Ninh", "27", "bac-ninh", valid_to=DAY)
    factories.province("Bắc Ninh", "24", "bac-ninh")
    return lambda: factories.province("Bắc Ninh", "25", "bac-ninh")


@breaks("province_former_code_unique")
def _former_code() -> Write:
    factories.province("Hà Tây", "28", "ha-tay", valid_to=datetime.date(2008, 7, 31))
    factories.province("Nơi khác", "28", "noi-khac", valid_to=DAY)
    return lambda: factories.province("Nữa", "28", "nua", valid_to=DAY)


@breaks("province_ends_after_start")
def _province_dates() -> Write:
    factories.province("Một ngày", "01", "mot-ngay", valid_from=DAY, valid_to=DAY)
    return lambda: factories.province("Sai", "02", "sai", valid_from=DAY, valid_to=DAY - datetime.timedelta(days=1))


@breaks("province_with_successor_has_ended")
def _successor_of_a_present_unit() -> Write:
    present = factories.province("Quảng Ngãi", "51", "quang-ngai")
    factories.province("Kon Tum", "62", "kon-tum", successor=present, valid_to=DAY)
    return lambda: factories.province("Sai", "02", "sai", successor=present)


@breaks("province_type_day_unique")
def _type_day() -> Write:
    unit = factories.province("Đồng Nai", "75", "dong-nai")
    ProvinceType.objects.create(province=unit, unit_type="province", valid_from=DAY)
    ProvinceType.objects.create(province=unit, unit_type="city", valid_from=DAY + datetime.timedelta(days=1))
    return lambda: ProvinceType.objects.create(province=unit, unit_type="city", valid_from=DAY)


@breaks("department_slug_unique_per_site")
def _department_slug() -> Write:
    site = factories.site()
    factories.department(site, slug="van-phong")
    factories.department(factories.site(), slug="van-phong")
    return lambda: factories.department(site, slug="van-phong")


@breaks("department_ends_after_start")
def _department_dates() -> Write:
    there = factories.department(factories.site(), valid_from=DAY, valid_to=DAY)
    return lambda: Department.objects.filter(pk=there.pk).update(valid_to=DAY - datetime.timedelta(days=1))


# What stands around the news


@breaks("menuitem_not_its_own_parent")
def _menu_loop() -> Write:
    site = factories.site()
    line = factories.menu_item(site, label_vi="Dưới", parent=factories.menu_item(site, label_vi="Trên"))
    return lambda: MenuItem.objects.filter(pk=line.pk).update(parent=line)


@breaks("banner_ends_after_start")
def _banner_dates() -> Write:
    there = factories.banner(factories.site(), starts_at=NOON, ends_at=NOON + HOUR)
    return lambda: Banner.objects.filter(pk=there.pk).update(ends_at=NOON)


# Galleries


@breaks("album_live_has_date")
def _live_album_without_date() -> Write:
    site = factories.site()
    factories.album(site, is_live=False, published_at=None)
    there = factories.album(site)
    return lambda: Album.objects.filter(pk=there.pk).update(published_at=None)


@breaks("pictureuse_once_per_place")
def _picture_use() -> Write:
    site = factories.site()
    picture = factories.picture(site)
    album = factories.album(site, cover=picture)
    there = PictureUse.objects.get(picture=picture)
    PictureUse.objects.create(picture=picture, owner=album, place="elsewhere")
    return lambda: PictureUse.objects.create(picture=picture, owner=album, place=there.place)


# Categories, pages, topics, old addresses


@breaks("category_slug_unique_per_site")
def _category_slug() -> Write:
    site = factories.site()
    factories.category(site, slug="tin-tuc")
    factories.category(factories.site(), slug="tin-tuc")
    return lambda: Category.objects.create(site=site, name_vi="Khác", slug="tin-tuc")


@breaks("category_not_its_own_parent")
def _category_loop() -> Write:
    site = factories.site()
    below = factories.category(site, parent=factories.category(site))
    return lambda: Category.objects.filter(pk=below.pk).update(parent=below)


@breaks("topic_slug_unique_per_site")
def _topic_slug() -> Write:
    site = factories.site()
    factories.topic(site)
    factories.topic(factories.site())
    return lambda: Topic.objects.create(site=site, title_vi="Khác", slug="chuyen-doi-so")


@breaks("page_slug_unique_per_site")
def _page_slug() -> Write:
    site = factories.site()
    factories.page(site)
    factories.page(factories.site())
    return lambda: Page.objects.create(site=site, title_vi="Khác", slug="gioi-thieu-chung")


@breaks("redirect_old_path_unique_per_site")
def _old_path() -> Write:
    site = factories.site()
    Redirect.objects.create(site=site, old_path="/cu", target="/moi")
    Redirect.objects.create(site=factories.site(), old_path="/cu", target="/moi")
    return lambda: Redirect.objects.create(site=site, old_path="/cu", target="/khac")


@breaks("redirect_leads_somewhere")
def _redirect_to_nowhere() -> Write:
    site = factories.site()
    Redirect.objects.create(site=site, old_path="/bai", article=factories.article(factories.category(site)))
    return lambda: Redirect.objects.create(site=site, old_path="/cu")


@breaks("redirect_old_path_has_slash")
def _redirect_without_slash() -> Write:
    site = factories.site()
    return lambda: Redirect.objects.create(site=site, old_path="cu", target="/moi")


# Articles and what hangs on them


@breaks("article_expires_after_publication")
def _expiry() -> Write:
    there = factories.article(factories.category(factories.site()), published_at=NOON, expires_at=NOON + HOUR)
    return lambda: Article.objects.filter(pk=there.pk).update(expires_at=NOON)


@breaks("article_live_has_date")
def _live_article_without_date() -> Write:
    category = factories.category(factories.site())
    factories.article(category, live=False)
    there = factories.article(category)
    return lambda: Article.objects.filter(pk=there.pk).update(published_at=None)


@breaks("article_imported_once")
def _imported_twice() -> Write:
    category = factories.category(factories.site())
    factories.article(category, import_key="k")
    factories.article(factories.category(factories.site()), import_key="k")
    factories.article(category)
    other = factories.article(category)
    return lambda: Article.objects.filter(pk=other.pk).update(import_key="k")


@breaks("tag_key_unique_per_site")
def _tag_key() -> Write:
    site = factories.site()
    factories.tag(site, "Sóc Trăng")
    factories.tag(factories.site(), "Sóc Trăng")
    return lambda: Tag.objects.create(site=site, name_vi="SÓC TRĂNG")


@breaks("articletag_once")
def _tag_twice() -> Write:
    site = factories.site()
    article, tag = factories.article(factories.category(site)), factories.tag(site, "Y tế")
    article.tags.add(tag)
    article.tags.add(factories.tag(site, "Học sinh"))
    return lambda: ArticleTag.objects.create(content_object=article, tag=tag)


@breaks("accepted_word_once_per_site")
def _accepted_word() -> Write:
    site = factories.site()
    AcceptedWord.objects.create(site=site, word="Niê")
    AcceptedWord.objects.create(site=factories.site(), word="Niê")
    return lambda: AcceptedWord.objects.create(site=site, word="NIÊ")


@breaks("contributor_key_unique_per_site")
def _contributor_key() -> Write:
    site = factories.site()
    factories.contributor(site, "Thu Hà")
    factories.contributor(factories.site(), "Thu Hà")
    return lambda: Contributor.objects.create(site=site, name="THU HÀ")


@breaks("contribution_once_per_role")
def _contribution() -> Write:
    site = factories.site()
    article, person = factories.article(factories.category(site)), factories.contributor(site)
    Contribution.objects.create(article=article, contributor=person, role="text")
    Contribution.objects.create(article=article, contributor=person, role="photo")
    return lambda: Contribution.objects.create(article=article, contributor=person, role="text")


@breaks("contribution_share_is_percent")
def _share() -> Write:
    site = factories.site()
    article, person = factories.article(factories.category(site)), factories.contributor(site)
    there = Contribution.objects.create(article=article, contributor=person, share=0)
    Contribution.objects.filter(pk=there.pk).update(share=100)
    assert "contribution_share_is_percent" in refused(lambda: Contribution.objects.update(share=-1))
    return lambda: Contribution.objects.update(share=101)


@breaks("articlelanguage_once")
def _language() -> Write:
    article = factories.article(factories.category(factories.site()))
    ArticleLanguage.objects.create(article=article, language="en")
    ArticleLanguage.objects.create(article=article, language="km")
    return lambda: ArticleLanguage.objects.create(article=article, language="en")


@breaks("relatedarticle_once")
def _related_twice() -> Write:
    category = factories.category(factories.site())
    one, other = factories.article(category), factories.article(category)
    RelatedArticle.objects.create(article=one, related=other)
    RelatedArticle.objects.create(article=other, related=one)
    return lambda: RelatedArticle.objects.create(article=one, related=other)


@breaks("relatedarticle_not_itself")
def _related_to_itself() -> Write:
    article = factories.article(factories.category(factories.site()))
    return lambda: RelatedArticle.objects.create(article=article, related=article)


@breaks("revision_number_once")
def _revision_number() -> Write:
    article = factories.article(factories.category(factories.site()))
    Revision.objects.create(article=article, number=1, snapshot={})
    Revision.objects.create(article=article, number=2, snapshot={})
    return lambda: Revision.objects.create(article=article, number=2, snapshot={})


# The home page, royalties, merged tags


def _pinned(**fields: Any) -> HomePin:
    article = factories.article(factories.category(factories.site()))
    return HomePin.objects.create(site=article.site, article=article, **fields)


@breaks("homepin_once_per_place")
def _one_pin() -> Write:
    pin = _pinned(place="lead")
    HomePin.objects.create(site=pin.site, article=pin.article, place="side")
    return lambda: HomePin.objects.create(site=pin.site, article=pin.article, place="lead")


@breaks("homepin_ends_after_start")
def _pin_in_order() -> Write:
    _pinned(starts_at=NOON, ends_at=NOON + HOUR)
    return lambda: _pinned(starts_at=NOON, ends_at=NOON)


def _unit(on: Site, **fields: Any) -> RoyaltyUnit:
    return RoyaltyUnit.objects.create(site=on, value=234_000, **{"valid_from": DAY, **fields})


def _coefficient(on: Site, **fields: Any) -> RoyaltyCoefficient:
    return RoyaltyCoefficient.objects.create(site=on, **{"coefficient": 1, "valid_from": DAY, **fields})


@breaks("royaltyunit_once_per_day")
def _one_unit() -> Write:
    site = factories.site()
    _unit(site)
    _unit(factories.site())
    return lambda: _unit(site)


@breaks("royaltyunit_ends_after_start")
def _unit_in_order() -> Write:
    _unit(factories.site(), valid_to=DAY)
    return lambda: _unit(factories.site(), valid_to=DAY - datetime.timedelta(days=1))


@breaks("royaltycoefficient_once_per_day")
def _one_coefficient() -> Write:
    site = factories.site()
    _coefficient(site, role="text")
    _coefficient(site, role="photo")
    return lambda: _coefficient(site, role="text")


@breaks("royaltycoefficient_not_negative")
def _coefficient_counts() -> Write:
    _coefficient(factories.site(), coefficient=0)
    return lambda: _coefficient(factories.site(), coefficient=-1)


@breaks("royaltycoefficient_ends_after_start")
def _coefficient_in_order() -> Write:
    _coefficient(factories.site(), valid_to=DAY)
    return lambda: _coefficient(factories.site(), valid_to=DAY - datetime.timedelta(days=1))


@breaks("tagalias_key_unique_per_site")
def _one_alias() -> Write:
    tag = factories.tag(factories.site(), "Y tế")
    TagAlias.objects.create(site=tag.site, key="nganh y", tag=tag)
    return lambda: TagAlias.objects.create(site=tag.site, key="nganh y", tag=tag)


# What is open and not yet saved


@breaks("knownaddress_once_per_account")
def _one_known_address() -> Write:
    user = factories.user()
    KnownAddress.objects.create(user=user, address="203.0.113.7", seen_at=NOON)
    KnownAddress.objects.create(user=factories.user(), address="203.0.113.7", seen_at=NOON)
    return lambda: KnownAddress.objects.create(user=user, address="203.0.113.7", seen_at=NOON)


@breaks("recoverycode_once_per_account")
def _one_recovery_code() -> Write:
    user = factories.user()
    RecoveryCode.objects.create(user=user, code_hash="a" * 64)
    RecoveryCode.objects.create(user=factories.user(), code_hash="a" * 64)
    return lambda: RecoveryCode.objects.create(user=user, code_hash="a" * 64)


@breaks("presence_once_per_sitting")
def _open_once() -> Write:
    article, user = factories.article(factories.category(factories.site())), factories.user()

    def opened(sitting: str) -> Presence:
        return Presence.objects.create(article=article, user=user, sitting=sitting, began_at=NOON, seen_at=NOON)

    opened("một")
    opened("hai")
    return lambda: opened("một")


@breaks("autosave_once_per_sitting")
def _saved_by_itself_once() -> Write:
    site, user = factories.site(), factories.user()

    def saved(sitting: str) -> Autosave:
        return Autosave.objects.create(site=site, user=user, sitting=sitting, fields="")

    saved("một")
    saved("hai")
    return lambda: saved("một")


# The network


@breaks("networkmode_ends_after_start")
def _mode_in_order() -> Write:
    factories.network_mode(starts_at=NOON, ends_at=NOON + MINUTE)
    return lambda: factories.network_mode(starts_at=NOON, ends_at=NOON)


@breaks("downtime_ends_after_start")
def _downtime_in_order() -> Write:
    factories.downtime(starts_at=NOON, ends_at=NOON + MINUTE)
    return lambda: factories.downtime(starts_at=NOON, ends_at=NOON)


# Visits


@breaks("visits_site_day_once")
def _one_day_of_a_site() -> Write:
    site = factories.site()
    SiteDay.objects.create(site=site, day=DAY)
    SiteDay.objects.create(site=factories.site(), day=DAY)
    return lambda: SiteDay.objects.create(site=site, day=DAY)


@breaks("visits_site_hour_once")
def _one_hour_of_a_site() -> Write:
    site = factories.site()
    SiteHour.objects.create(site=site, day=DAY, hour=9)
    SiteHour.objects.create(site=site, day=DAY, hour=10)
    return lambda: SiteHour.objects.create(site=site, day=DAY, hour=9)


@breaks("visits_article_day_once")
def _one_day_of_an_article() -> Write:
    article = factories.article(factories.category(factories.site()))
    ArticleDay.objects.create(site=article.site, article=article, day=DAY)
    return lambda: ArticleDay.objects.create(site=article.site, article=article, day=DAY)


@breaks("visits_origin_day_once")
def _one_day_of_an_origin() -> Write:
    site = factories.site()
    given = {"site": site, "day": DAY, "name": "vi-du.vn"}
    OriginDay.objects.create(kind=OriginDay.Kind.DEVICE, **given)
    OriginDay.objects.create(kind=OriginDay.Kind.HOST, **given)
    return lambda: OriginDay.objects.create(kind=OriginDay.Kind.HOST, **given)


@breaks("visits_presence_once")
def _one_visitor_at_a_time() -> Write:
    site = factories.site()
    ReaderPresence.objects.create(site=site, visitor="a", seen_at=NOON)
    return lambda: ReaderPresence.objects.create(site=site, visitor="a", seen_at=NOON)


@breaks("visits_journal_file_once")
def _one_journal_file() -> Write:
    JournalFile.objects.create(node="a", inode=1, name="x", head="y")
    JournalFile.objects.create(node="b", inode=1, name="x", head="y")
    return lambda: JournalFile.objects.create(node="a", inode=1, name="x", head="y")


@breaks("visits_own_network_once")
def _one_own_network() -> Write:
    site = factories.site()
    OwnNetwork.objects.create(site=site, network="198.51.100.1")
    return lambda: OwnNetwork.objects.create(site=site, network="198.51.100.1")


# Content safety


@breaks("guard_finding_once")
def _one_finding() -> Write:
    found = factories.finding(factories.article(factories.category(factories.site())))
    again = Finding(**{name: getattr(found, name) for name in ("object_type", "object_id", "kind", "place", "digest")})
    return lambda: Finding.objects.bulk_create([again])


@breaks("guard_accepted_with_reason")
def _accepted_finding_says_why() -> Write:
    article = factories.article(factories.category(factories.site()))
    factories.finding(article, state="accepted", reason="Bài của công an")
    return lambda: factories.finding(article, state="accepted")


# Search


def _entry(**fields: Any) -> SearchEntry:
    category = factories.category(factories.site())
    given = {
        "site": category.site,
        "kind": "article",
        "language": "vi",
        "title": "Tin",
        "published_at": NOON,
        "scope": "s",
    }
    return SearchEntry.objects.create(**given | {"object_id": 10**6, "position": 1} | fields)


@breaks("searchentry_once_per_language")
def _entry_twice() -> Write:
    _entry()
    _entry(language="en", position=2)
    _entry(object_id=10**6 + 1, position=3)
    return lambda: _entry(position=4)


@breaks("search.SearchEntry.position")
def _entry_position() -> Write:
    _entry()
    return lambda: _entry(object_id=10**6 + 1)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(CASES))
def test_the_database_refuses_what_breaks(name: str) -> None:
    message = refused(CASES[name]())
    assert any(part in message for part in refusal_of(name)), message


def test_every_constraint_of_every_model_has_a_case() -> None:
    assert set(CASES) | CANNOT_BE_BROKEN == set(constraints()) | set(unique_fields())


@pytest.mark.django_db
def test_every_constraint_of_every_model_stands_in_the_database() -> None:
    with connection.cursor() as cursor:
        there = {
            name
            for model in our_models()
            for name in connection.introspection.get_constraints(cursor, model._meta.db_table)
        }
    assert set(constraints()) - there == set()


# An article and its category belong to one site


def _article_and_foreign_category() -> tuple[Article, Category]:
    home, abroad = factories.category(factories.site()), factories.category(factories.site())
    return factories.article(home), abroad


@pytest.mark.django_db
def test_the_database_refuses_a_new_article_in_a_category_of_another_site() -> None:
    article, abroad = _article_and_foreign_category()
    twin = Article(site=article.site, category=abroad, section=abroad, title_vi="Lạc")
    assert FOREIGN_KEY in refused(lambda: Article.objects.bulk_create([twin]))


@pytest.mark.django_db
def test_the_database_refuses_to_move_an_article_into_a_category_of_another_site() -> None:
    article, abroad = _article_and_foreign_category()
    assert FOREIGN_KEY in refused(lambda: Article.objects.filter(pk=article.pk).update(category=abroad))


@pytest.mark.django_db
def test_the_database_refuses_to_move_an_article_to_a_site_without_its_category() -> None:
    article, abroad = _article_and_foreign_category()
    assert FOREIGN_KEY in refused(lambda: Article.objects.filter(pk=article.pk).update(site=abroad.site))


@pytest.mark.django_db
def test_the_database_refuses_to_move_a_category_away_from_its_articles() -> None:
    article, abroad = _article_and_foreign_category()
    move = Category.objects.filter(pk=article.category_id)
    assert FOREIGN_KEY in refused(lambda: move.update(site=abroad.site))
    Category.objects.filter(pk=abroad.pk).update(site=article.site)


@pytest.mark.django_db
def test_an_article_goes_to_another_site_together_with_its_category() -> None:
    article, abroad = _article_and_foreign_category()
    Article.objects.filter(pk=article.pk).update(site=abroad.site, category=abroad, section=abroad)
    connection.check_constraints()


@pytest.mark.django_db
def test_a_migration_that_lost_the_rule_puts_it_back() -> None:
    article, abroad = _article_and_foreign_category()
    connection.check_constraints()
    lost = [f"DROP TRIGGER {FOREIGN_KEY}_{moment}" for moment in ("insert", "update", "move")]
    if connection.vendor == "postgresql":
        lost = [f"ALTER TABLE articles_article DROP CONSTRAINT {FOREIGN_KEY}"]
    with connection.cursor() as cursor:
        for statement in lost:
            cursor.execute(statement)
    call_command("migrate", verbosity=0)
    assert FOREIGN_KEY in refused(lambda: Article.objects.filter(pk=article.pk).update(category=abroad))
