"""Settings of the installation, read from the environment; secure when nothing is set.

| variable | default | meaning |
|---|---|---|
| SECRET_KEY | none: refused | signs sessions and preview links |
| DATABASE_URL | SQLite in `VAR_DIR` | `postgres://user:password@host/name` |
| VAR_DIR | `var/` | database, uploads, job queue: everything that is to be backed up |
| MEDIA_ROOT | `VAR_DIR/media` | uploaded files |
| HTTPS | on | off only behind plain http: cookies lose their `__Host-` prefix, HSTS is not sent |
| DEMO | off | a demonstration: `load_demo` may write demo accounts, `serve` starts although they exist |
| DEBUG | off | Django's error pages; refused by `serve` |
| PORT_SUFFIX | none | `:8000` where addresses outside a request need a port |
| ADMIN_HOST | none | the one host of the admin; when empty the portal's primary host |
| STATIC_MANIFEST | on | off while developing: style sheets and scripts are served as they are, not collected |
| EDITIONS | on | off: every page is made anew, nothing is kept |
| EDITIONS_MEMORY | 32 | megabytes of kept pages in each process; the rest is in `VAR_DIR/editions`, or in Redis |
| VISITS | on | off: visits are not counted |
| FRONT_LOG | none | folder in which nginx writes the visit journal: the nodes write none, and let nginx keep pages |
| NODE | the host's name | names this node in the visit journal |
| VISITS_ARCHIVE_DAYS | 400 | days for which the hashed visit journal is kept, so that it can be folded again |
| VISITS_HOURS_DAYS | 400 | days for which page views are kept by hour; those by day and article stay |
| VISITS_ORIGINS_DAYS | 1100 | days for which referring hosts and classes of devices are kept |
| VISITS_PRESENCE_MINUTES | 60 | how long it is known that a visitor was there, as a hash; at least 30, a visit's gap |
| REDIS_URL | none | `redis://host/0`: pages are shared by several nodes |
| TRASH_DAYS | 30 | after so long in the recycle bin something is deleted for good |
| SESSION_IDLE_MINUTES | 30 | after so long without a key or a click a session of the admin ends |
| SESSION_WARNING_SECONDS | 60 | how long before that the count-down is shown |
| SECOND_FACTOR_ROLES | superadmin,site_admin | who must sign in with a code too; `editor` and `writer` may be added |
| SEARCHES_PER_MINUTE | 120 | how often one household may search in a minute; schools share one address; 0: no limit |
| MESSAGES_PER_HOUR | 5 | how often one household may send a message within an hour |
| LOOK_UPS_PER_HOUR | 20 | likewise, look up where a message stands |
| REPORTS_PER_HOUR | 10 | likewise, report an error in an article |
| RATINGS_PER_HOUR | 60 | likewise, rate an article |
| TRUST_PROXY | off | on behind a server of our own that does https: its `X-Forwarded-Proto` and `-For` are believed |
| TRUSTED_PROXIES | loopback | addresses or networks of such servers, with commas between |
| LOG_LEVEL | WARNING | level of the root logger; INFO adds a line for each request |
| LOG_FORMAT | line | `json`: one JSON object in a line |
| SLOW_QUERY_MS | 500 | statements that take so many milliseconds are logged, without their parameters; 0: none |
| METRICS_TOKEN | none | whoever sends it (`Authorization: Bearer …`) may read `/metrics` |
| METRICS_ADDRESSES | none | addresses or networks that may read `/metrics` without it, with commas between |
| READY_QUEUE_SECONDS | 3600 | `/readyz` says no when a job has waited for so long |
| READY_DISK_MEGABYTES | 200 | `/readyz` says no when less is free |
| CERTIFICATES | none | PEM files whose last day superadmins are told, with commas between |
| GUARD_DOMAINS | none | a file with further domains to which no page may lead, one a line |
| BACKUP_HOURS | 26 | when the last backup is older, superadmins are told |
"""

import platform
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = env.str("SECRET_KEY", default="")
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
HTTPS = env.bool("HTTPS", default=True)
PORT_SUFFIX = env.str("PORT_SUFFIX", default="")
ADMIN_HOST = env.str("ADMIN_HOST", default="")

# Which hosts exist is a table: provinces.hosts refuses an unknown one before Django is entered.
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "modeltranslation",
    "tuyengiao.apps.TuyengiaoConfig",
    "tuyengiao.apps.SiteAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "huey.contrib.djhuey",
    "taggit",
    "django_prose_editor",
    "accounts",
    "provinces",
    "editions",
    "search",
    "galleries",
    "documents",
    "articles",
    "feedback",
    "visits",
    "guard",
    "exchange",
]

MIDDLEWARE = [
    "tuyengiao.middleware.EveryAnswerMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tuyengiao.middleware.CompressionMiddleware",
    "tuyengiao.middleware.MethodMiddleware",
    "provinces.middleware.SiteMiddleware",
    "provinces.audit.AuditMiddleware",
    "tuyengiao.middleware.ContentSecurityPolicyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tuyengiao.middleware.AdminSessionMiddleware",
    "tuyengiao.middleware.AdminCsrfMiddleware",
    "tuyengiao.middleware.AdminAuthenticationMiddleware",
    "accounts.idle.IdleSessionMiddleware",
    "tuyengiao.middleware.AdminMessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "tuyengiao.urls"
ADMIN_URLCONF = "tuyengiao.admin_urls"
NETWORK_ADMIN_URLCONF = "tuyengiao.network_admin_urls"
WSGI_APPLICATION = "tuyengiao.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "provinces.context_processors.site",
            ],
        },
    }
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'tuyengiao.sqlite3'}")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
DATABASES["default"]["CONN_MAX_AGE"] = 60
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.favourites.FavouritesValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# Languages: Vietnamese first; what is missing in another language falls back to it.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English")), ("km", _("Khmer"))]
# The second: what packages leave untranslated, see docs/decisions/0009-two-locale-folders.md.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "packages"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "vi"
MODELTRANSLATION_LANGUAGES = ("vi", "en", "km")
MODELTRANSLATION_FALLBACK_LANGUAGES = ("vi",)
FORMAT_MODULE_PATH = ["tuyengiao.formats"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/tep/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "tuyengiao.storage.MediaStorage"},
    "staticfiles": {
        "BACKEND": "tuyengiao.storage.StaticStorage"
        if env.bool("STATIC_MANIFEST", default=True)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ROOT = BASE_DIR / "static" / "root"  # files that browsers ask for by a fixed name: /favicon.ico
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not env.bool("STATIC_MANIFEST", default=True)

# Pages as they are kept
EDITIONS = env.bool("EDITIONS", default=True)
EDITIONS_MEMORY = env.int("EDITIONS_MEMORY", default=32) * 2**20
EDITIONS_ROOT = VAR_DIR / "editions"
REDIS_URL = env.str("REDIS_URL", default="")

# Visits
VISITS = env.bool("VISITS", default=True)
VISITS_ROOT = VAR_DIR / "visits"
FRONT_LOG = Path(env.str("FRONT_LOG")) if env.str("FRONT_LOG", default="") else None
VISITS_ARCHIVE_DAYS = env.int("VISITS_ARCHIVE_DAYS", default=400)
VISITS_HOURS_DAYS = env.int("VISITS_HOURS_DAYS", default=400)
VISITS_ORIGINS_DAYS = env.int("VISITS_ORIGINS_DAYS", default=1100)
VISITS_PRESENCE_MINUTES = env.int("VISITS_PRESENCE_MINUTES", default=60)
NODE = env.str("NODE", default=platform.node() or "node")

# Jobs: the queue is its own SQLite file, so that a long job never holds the site's database.
HUEY = {
    "huey_class": "huey.SqliteHuey",
    "name": "tuyengiao",
    "filename": str(VAR_DIR / "jobs.sqlite3"),
    "immediate": False,
    "utc": True,
    "consumer": {"workers": 1, "worker_type": "thread", "check_worker_health": True},
}

TRASH_DAYS = env.int("TRASH_DAYS", default=30)

# Writing. Seconds: how often an open form says so and saves itself, and after how long in silence it counts as closed.
HEARTBEAT_SECONDS = 20
AUTOSAVE_SECONDS = 15
PRESENCE_SECONDS = 65

# Security
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_FAILURE_VIEW = "tuyengiao.refusals.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_SECONDS = 60 * env.int("SESSION_IDLE_MINUTES", default=30)
SESSION_WARNING_SECONDS = env.int("SESSION_WARNING_SECONDS", default=60)
SECOND_FACTOR_ROLES = env.list("SECOND_FACTOR_ROLES", default=["superadmin", "site_admin"])
SECURE_SSL_REDIRECT = HTTPS and env.bool("SSL_REDIRECT", default=True)
TRUST_PROXY = env.bool("TRUST_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY else None
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=["127.0.0.0/8", "::1"]) if TRUST_PROXY else []
SEARCHES_PER_MINUTE = env.int("SEARCHES_PER_MINUTE", default=120)
FORM_LIMITS = {
    "message": env.int("MESSAGES_PER_HOUR", default=5),
    "look-up": env.int("LOOK_UPS_PER_HOUR", default=20),
    "report": env.int("REPORTS_PER_HOUR", default=10),
    "rating": env.int("RATINGS_PER_HOUR", default=60),
}
SECURE_HSTS_SECONDS = 365 * 86400 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
# The CSRF middleware is there, as `tuyengiao.middleware.AdminCsrfMiddleware`: its check looks for Django's own name.
SILENCED_SYSTEM_CHECKS = ["security.W003"]

EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="tuyengiao@localhost")

# Watching
WATCH_ROOT = VAR_DIR / "watching"
SLOW_QUERY_MS = env.int("SLOW_QUERY_MS", default=500)
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
METRICS_ADDRESSES = env.list("METRICS_ADDRESSES", default=[])
READY_QUEUE_SECONDS = env.int("READY_QUEUE_SECONDS", default=3600)
READY_DISK_MEGABYTES = env.int("READY_DISK_MEGABYTES", default=200)
CERTIFICATES = env.list("CERTIFICATES", default=[])
GUARD_DOMAINS = env.str("GUARD_DOMAINS", default="")
BACKUP_HOURS = env.int("BACKUP_HOURS", default=26)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "tuyengiao.watching.logs.Lines"},
        "json": {"()": "tuyengiao.watching.logs.JsonLines"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json" if env.str("LOG_FORMAT", default="line") == "json" else "line",
        }
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {"django.request": {"level": "ERROR"}},  # a page that is not found is no event
}

TAGGIT_CASE_INSENSITIVE = True
