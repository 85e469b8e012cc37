"""Where a picture is used, drafts included; what deleting and replacing it do to its files."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db.models import ProtectedError

from articles import snapshots
from galleries import tasks
from galleries.models import Picture, PictureUse
from galleries.renditions import nearest, render
from provinces.models import Site

from . import factories


def places(picture: Picture) -> list[str]:
    return sorted(PictureUse.objects.filter(picture=picture).values_list("place", flat=True))


def test_a_draft_of_a_live_article_uses_its_pictures(nghe_an: Site) -> None:
    live, draft, inside = (factories.picture(nghe_an) for _number in range(3))
    article = factories.article(factories.category(nghe_an), picture=live)
    snapshot = snapshots.take(article)
    snapshot["picture_id"] = draft.pk
    snapshot["body_en"] = f'<figure><img data-picture="{inside.pk}" alt=""></figure>'
    article.revisions.create(number=90, snapshot=snapshot)
    assert (places(live), places(draft), places(inside)) == (["lead"], ["lead"], ["body"])
    with pytest.raises(ProtectedError):
        draft.delete()
    article.revisions.create(number=91, snapshot=snapshots.take(article))
    assert (places(live), places(draft), places(inside)) == (["lead"], [], [])


def test_a_deleted_picture_takes_its_files_along(nghe_an: Site, django_capture_on_commit_callbacks: Any) -> None:
    picture = factories.picture(nghe_an)
    folder = str(picture.file.name).split("/")[0]
    render(picture)
    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()
    assert not default_storage.exists(folder)


def test_a_replaced_file_keeps_every_use_and_old_revisions_right(
    nghe_an: Site, django_capture_on_commit_callbacks: Any
) -> None:
    picture = factories.picture(nghe_an)
    body = f'<figure><img data-picture="{picture.pk}" alt=""></figure>'
    article = factories.article(factories.category(nghe_an), picture=picture, body_vi=body)
    revision = snapshots.record(article, None)
    old = str(picture.file.name)
    picture = Picture.objects.get(pk=picture.pk)
    with django_capture_on_commit_callbacks(execute=True):
        picture.file = factories.image_file("moi.jpg", (640, 480), "maroon")
        picture.save()
    picture = Picture.objects.get(pk=picture.pk)
    assert places(picture) == ["body", "lead"]
    assert revision.snapshot["picture_id"] == picture.pk
    assert (picture.width, picture.original_name) == (640, "moi.jpg")
    assert nearest(picture, 320).split("/")[2] == str(picture.file.name).split("/")[0] != old.split("/")[0]
    assert default_storage.exists(old)  # pages that are already open go on finding it, for a day
    tasks.remove_replaced.call_local(old)
    assert not default_storage.exists(old)
    assert default_storage.exists(str(picture.file.name))
    tasks.remove_replaced.call_local(str(picture.file.name))
    assert default_storage.exists(str(picture.file.name))
