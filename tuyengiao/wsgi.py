"""The WSGI application: plain layers around Django, the same object embedded and in production."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuyengiao.settings")

django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - models can be imported once Django is set up

from editions import keeping  # noqa: E402
from provinces.hosts import SiteLayer  # noqa: E402
from tuyengiao.away import AwayLayer  # noqa: E402
from tuyengiao.intake import IntakeLayer  # noqa: E402
from tuyengiao.watching.layer import WatchLayer  # noqa: E402
from visits.journal import Journal, JournalLayer, SubjectLayer  # noqa: E402

application: Any = keeping.layer(django_application) if settings.EDITIONS else django_application
application = AwayLayer(SiteLayer(application))
if settings.FRONT_LOG is not None:
    application = SubjectLayer(application)
elif settings.VISITS:
    application = JournalLayer(application, Journal(settings.VISITS_ROOT / "journal" / settings.NODE))
application = WatchLayer(IntakeLayer(application), settings.WATCH_ROOT / "counters")
