"""Settings; CACHE is "off", "fragments" ({% cache %} in templates) or "pages" (the per-site page cache as well)."""

import json
import os
from pathlib import Path

CACHE = os.environ.get("CACHE", "off")
SECRET_KEY = "benchmark" * 7
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "news.urls"
WSGI_APPLICATION = "news.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "news",
]
# In the order of https://docs.djangoproject.com/en/5.2/ref/middleware/#middleware-ordering, so that what is kept is
# compressed already; pages that are not kept are compressed by the server in front, with ours as here.
UPDATE = ["django.middleware.cache.UpdateCacheMiddleware", "django.middleware.gzip.GZipMiddleware"]
FETCH = ["django.middleware.cache.FetchFromCacheMiddleware"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    *(UPDATE if CACHE == "pages" else []),
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "news.sites.SiteMiddleware",
    *(FETCH if CACHE == "pages" else []),
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "news.sites.frame",
            ],
        },
    },
]
DATABASES = {"default": {**json.loads(os.environ["DATABASE"]), "CONN_MAX_AGE": 60}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}}
CACHES = {
    "default": MEMORY,
    "template_fragments": MEMORY if CACHE != "off" else {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
STATIC_URL = "/static/"
MEDIA_URL = "/media/"
