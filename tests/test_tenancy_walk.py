"""The canary walk: no byte, header or mail that reaches the people of one site shows anything of another.

The portal is left out on purpose: its home page and province pages show the news of its member sites. So are pictures
that a site shares with the others, and the files themselves: they lie at addresses that nobody can guess.
"""

import copy
import datetime
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.http import HttpResponse
from django.test import override_settings
from django.utils import timezone
from huey.contrib.djhuey import HUEY
from openpyxl import Workbook

from articles.models import Article, Category, Page, Tag
from documents.models import Document
from galleries.models import Album
from provinces.admin.base import ScopedModelAdmin
from provinces.models import Banner, Department, Hotline, LinkGroup, MenuItem, Notice
from provinces.tenancy import SiteQuerySet
from tuyengiao import keeper

from .walk import desk, public, routes, visiting, world
from .walk.desk import Desk, networks_walk
from .walk.visiting import Leak, Walk, said_in

STAFF = ("writer", "editor", "site_admin")
READERS = {f"reader-{language}" for language, _name in settings.LANGUAGES}


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[world.World, Path]]:
    """Two sites, the second one marked and read by its readers, made once: each test undoes what it does.

    With the folder of their files.
    """
    folder = tmp_path_factory.mktemp("walk")
    fast = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=folder, PASSWORD_HASHERS=fast):
            HUEY.immediate = True
            made = world.build()
            public.warm_up(Walk(made))
        yield made, folder
        transaction.set_rollback(True)


@pytest.fixture
def there(built: tuple[world.World, Path], db: None, settings: Any) -> world.World:
    """Two sites, the second one marked, as they were made."""
    made, settings.MEDIA_ROOT = built
    return copy.deepcopy(made)


@pytest.fixture
def walk(there: world.World) -> Walk:
    """A walk to come."""
    return Walk(there)


def unvisited(walk: Walk, urlconf: str, who: set[str]) -> list[str]:
    """Return the addresses at which one of these people has not been."""
    seen = walk.visited.get(urlconf, set())
    return [
        f"{person}: {route.route}"
        for route in routes.routes(urlconf)
        for person in sorted(who)
        if (person, route.route) not in seen and route.name != "admin:logout"
    ]


def test_every_text_and_file_of_the_second_site_is_marked(there: world.World) -> None:
    assert world.unmarked(there.abroad) == []
    assert not any(world.CANARY in str(world.rows_of(model, there.home).values()) for model in there.ids)
    assert [model._meta.label for model, ids in there.ids.items() if not ids[0]] == []


def test_readers_of_one_site_meet_nothing_of_another(walk: Walk) -> None:
    public.readers_walk(walk)
    assert walk.faults == []
    assert unvisited(walk, settings.ROOT_URLCONF, READERS) == []


def test_the_marked_site_s_own_readers_see_the_mark(there: world.World) -> None:
    reader = public.SiteReader(Walk(there))
    reader.get("")
    assert reader.seen == 1


@pytest.mark.parametrize("role", STAFF)
def test_staff_of_one_site_meet_nothing_of_another(walk: Walk, role: str) -> None:
    person = Desk(walk, role, walk.world.people[role])
    person.addresses()
    person.look_around()
    assert walk.faults == []
    assert unvisited(walk, settings.ADMIN_URLCONF, {role}) == []
    if role == "site_admin":
        assert wanted_actions() - person.acted == set()
        assert wanted_autocompletes() - person.completed == set()


@pytest.mark.parametrize("role", ["editor", "site_admin"])
def test_no_form_takes_a_row_of_another_site(walk: Walk, role: str) -> None:
    person = Desk(walk, role, walk.world.people[role])
    for model, found in desk.classes():
        person.forms(model, found)
    person.other_forms()
    person.recycle_bin()
    assert walk.faults == []
    assert wanted_choices(person) - person.refused == set()


def test_somebody_of_both_sites_meets_each_in_its_own_admin_only(walk: Walk) -> None:
    name = str(walk.world.abroad)
    Desk(walk, "both", walk.world.both, known=[name]).look_around()
    assert walk.faults == []


@pytest.mark.parametrize("role", [*STAFF, "both"])
def test_the_network_s_admin_tells_staff_of_a_site_nothing(walk: Walk, role: str) -> None:
    user = walk.world.both if role == "both" else walk.world.people[role]
    networks_walk(walk, role, user, [str(walk.world.abroad)] if role == "both" else [])
    assert walk.faults == []
    assert unvisited(walk, settings.NETWORK_ADMIN_URLCONF, {role}) == []


def wanted_actions() -> set[tuple[str, str]]:
    """Return every action that any class offers."""
    return {
        (type(found).__name__, getattr(action, "__name__", action))
        for _model, found in desk.classes()
        for action in found.actions
    }


def wanted_autocompletes() -> set[tuple[str, str]]:
    """Return every field that asks the autocomplete view, of classes and inlines."""
    return {
        (owner.model._meta.label, name)
        for _model, found in desk.classes()
        for owner in (found, *found.inlines)
        for name in owner.autocomplete_fields
    }


def wanted_choices(person: Desk) -> set[tuple[str, str]]:
    """Return every relation to rows of sites in the forms that a site admin is offered."""
    wanted = set()
    for _model, found in desk.classes():
        if found.has_add_permission(person.request):
            form = found.get_form(person.request, None)
            for name, field in form.base_fields.items():
                queryset: Any = getattr(field, "queryset", None)
                if queryset is not None and desk.foreign_id(person.world, queryset.model) is not None:
                    wanted.add((type(found).__name__, name))
    return wanted


def test_the_keeper_tells_staff_of_one_site_nothing_of_another(walk: Walk, tmp_path: Path, settings: Any) -> None:
    settings.VISITS_ROOT = tmp_path / "visits"
    own = {user.email for user in walk.world.people.values()}
    told: list[Any] = []
    for days in (0, 1, 400):  # what is due now, soon, and when everything's time is over
        mail.outbox.clear()
        for duty in keeper.duties():
            duty(timezone.now() + datetime.timedelta(days=days))
        told += mail.outbox
    assert not any(world.CANARY in said_in(one).lower() for one in told if own & {*one.to, *one.cc, *one.bcc})
    notices = Notice.objects.filter(recipient__in=walk.world.people.values())
    assert not any(world.CANARY in str(values).lower() for values in notices.values())


# The walk would see it


def test_the_walk_looks_into_spreadsheets_and_mails(walk: Walk) -> None:
    book = Workbook()
    book.create_sheet().append([world.CANARY])
    packed = io.BytesIO()
    book.save(packed)
    assert world.CANARY not in packed.getvalue().decode(errors="replace")
    assert world.CANARY in visiting._everything(HttpResponse(packed.getvalue()))
    mail.outbox[:] = [EmailMultiAlternatives("Tin", f"{'ấ' * 990} {world.CANARY}", to=["a@vi-du.vn"])]
    assert world.CANARY in visiting._everything(HttpResponse())


def sees(walk: Walk, step: Any) -> str:
    """Return the first leak that a step of the walk finds."""
    walk.at_once = True
    with pytest.raises(Leak) as found:
        step()
    return str(found.value)


def test_the_walk_sees_when_for_site_no_longer_filters(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SiteQuerySet, "for_site", lambda rows, site: rows.all())
    assert "reader" in sees(walk, lambda: public.readers_walk(walk))


def test_the_walk_sees_when_editable_by_no_longer_filters(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SiteQuerySet, "editable_by", lambda rows, user, site: rows.all())
    assert "editor" in sees(walk, Desk(walk, "editor", walk.world.people["editor"]).walk_all)


@pytest.mark.parametrize(
    "model",
    [Album, Article, Banner, Category, Department, Document, Hotline, LinkGroup, MenuItem, Page, Tag],
    ids=lambda m: m.__name__,
)
def test_the_walk_sees_when_one_kind_of_rows_is_no_longer_kept_apart_for_readers(
    walk: Walk, monkeypatch: pytest.MonkeyPatch, model: Any
) -> None:
    # modeltranslation answers with a class made on the fly; ours is the first of those that it is made of.
    ours = next(one for one in type(model.objects.all()).__mro__ if one.__module__.split(".")[0] in world.ROOMS)
    monkeypatch.setattr(ours, "for_site", lambda rows, site: rows.all(), raising=False)
    assert sees(walk, lambda: public.readers_walk(walk))


@pytest.mark.parametrize("model", [model for model, _found in desk.classes()], ids=lambda m: m.__name__)
def test_the_walk_sees_when_one_class_of_the_admin_no_longer_filters(
    walk: Walk, monkeypatch: pytest.MonkeyPatch, model: Any
) -> None:
    ((_model, found),) = desk.classes(model)
    assert isinstance(found, ScopedModelAdmin)
    monkeypatch.setattr(type(found), "scoped_rows", lambda self, request, rows: rows)
    person = Desk(walk, "site_admin", walk.world.people["site_admin"])
    assert sees(walk, lambda: person.walk_class(model))


def test_the_walk_sees_a_choice_that_is_no_longer_scoped(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provinces.admin.base.choices_on", lambda model, request: model._default_manager.all())
    assert "site_admin" in sees(walk, Desk(walk, "site_admin", walk.world.people["site_admin"]).walk_all)
