"""Pictures that break off are refused when they come in, not found broken by readers."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from provinces.validators import validate_picture
from tests import factories


@pytest.mark.parametrize("name", ["anh.jpg", "anh.png"])
def test_a_picture_that_was_not_sent_to_its_end_is_refused(name: str) -> None:
    whole = factories.image_file(name, (600, 400)).read()
    validate_picture(ContentFile(whole, name))
    with pytest.raises(ValidationError):
        validate_picture(ContentFile(whole[: len(whole) // 2], name))
