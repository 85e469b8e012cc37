"""The WSGI application: plain layers around Django, the same object embedded and in production."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuyengiao.settings")

django_application = get_wsgi_application()

from provinces.hosts import SiteLayer  # noqa: E402 - models can be imported once Django is set up

application = SiteLayer(django_application)
