"""Django's settings. Everything an operator decides comes from environment variables named PODIUM_...;
docs/production.md lists them, `manage.py settings_check` says which are missing."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import urlsplit

import structlog
from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE

from podium.environment import (
    SettingError,
    read_choice,
    read_database,
    read_flag,
    read_list,
    read_mail,
    read_number,
    read_prices,
    read_text,
)
from podium.installation import Secrets, open_secrets

PODIUM_ROOT = Path(__file__).resolve().parents[2]
VAR = Path(read_text("PODIUM_VAR") or PODIUM_ROOT / "var").resolve()
VAR.mkdir(parents=True, exist_ok=True)
try:
    PODIUM_VERSION = version("podium")
except PackageNotFoundError:
    PODIUM_VERSION = "0"

# --- the installation -------------------------------------------------------------------------------------
DEBUG = read_flag("PODIUM_DEBUG")
DEMO = read_flag("PODIUM_DEMO")
PUBLIC_URL = (read_text("PODIUM_URL") or "http://localhost:8000").rstrip("/")
_public = urlsplit(PUBLIC_URL)
if _public.scheme not in {"http", "https"} or not _public.hostname:
    raise SettingError(
        f"PODIUM_URL is {PUBLIC_URL!r}: write the site's address, such as https://podium.example.org."
    )
IS_HTTPS = _public.scheme == "https"
ALLOWED_HOSTS = [_public.hostname, *read_list("PODIUM_HOSTS")]
if not IS_HTTPS:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

SECRETS_FOLDER = VAR / "secrets"
_kept = open_secrets(SECRETS_FOLDER)
INSTALLATION = Secrets(
    read_text("PODIUM_SECRET_KEY") or _kept.secret_key,
    tuple(read_list("PODIUM_SEEDS")) or _kept.seeds,
)
SECRET_KEY = INSTALLATION.secret_key
PRACTICE_SEED = 0  # public on purpose: the command line's default; hidden forms never use it

# --- limits -----------------------------------------------------------------------------------------------
ATTEMPTS_A_DAY = int(read_number("PODIUM_ATTEMPTS_A_DAY", 5, least=1))
LEASE_SECONDS = read_number("PODIUM_LEASE_SECONDS", 60, least=1)
SWEEP_SECONDS = read_number("PODIUM_SWEEP_SECONDS", 5, least=0.2)
STALE_SECONDS = read_number("PODIUM_STALE_SECONDS", 300, least=1)
DOCUMENT_BYTES = 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# --- live models ------------------------------------------------------------------------------------------
MODEL_ENDPOINT = read_text("PODIUM_MODEL_ENDPOINT")
MODEL_KEY = read_text("PODIUM_MODEL_KEY")
MODEL_NAMES = {
    "small": read_text("PODIUM_MODEL_SMALL"),
    "medium": read_text("PODIUM_MODEL_MEDIUM") or read_text("PODIUM_MODEL_SMALL"),
    "large": read_text("PODIUM_MODEL_LARGE") or read_text("PODIUM_MODEL_SMALL"),
}
MODEL_PRICES = read_prices("PODIUM_MODEL_PRICES")
MODEL_RUN_COST = read_number("PODIUM_MODEL_RUN_COST", 0.5)
MODEL_RUN_TOKENS = int(read_number("PODIUM_MODEL_RUN_TOKENS", 200_000, least=1))
MODEL_RUN_SECONDS = read_number("PODIUM_MODEL_RUN_SECONDS", 300, least=1)
LIVE_MODELS = bool(MODEL_ENDPOINT and MODEL_NAMES["small"])

# --- Django -----------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "podium.web",
    "podium.accounts",
    "podium.courses",
    "podium.studio",
    "podium.runs",
    "podium.submissions",
    "podium.api",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "django_htmx",
    "django_vite",
    "drf_spectacular",
    "rest_framework",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "podium.web.middleware.PrivatePagesMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "podium.urls"
ASGI_APPLICATION = "podium.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "podium.web.context.site",
            ]
        },
    }
]
DATABASES = {"default": read_database("PODIUM_DATABASE_URL", str(VAR / "podium.sqlite3"))}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads and worker processes of a test must meet in it as they do in life.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(gettempdir()) / f"podium-test-{os.getpid()}.sqlite3")}
_cache_url = read_text("PODIUM_CACHE_URL")
CACHES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _cache_url}
    if _cache_url
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = read_text("PODIUM_TIME_ZONE") or "UTC"
USE_TZ = True

# --- static files and the canvas --------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
CANVAS_FOLDER = PODIUM_ROOT / "platform" / "podium" / "web" / "static" / "canvas"
if not CANVAS_FOLDER.parent.exists():  # installed as a wheel
    CANVAS_FOLDER = Path(__file__).parent / "web" / "static" / "canvas"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Not the Manifest storage: it would hash Vite's files a second time and the canvas would go blank.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = DEBUG or not any(STATIC_ROOT.iterdir())  # until they are gathered there
WHITENOISE_AUTOREFRESH = DEBUG
# Vite names its files after their content, so they may be kept for ever.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/canvas/assets/.+[-.][0-9A-Za-z_-]{8,}\.\w+$"
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "manifest_path": CANVAS_FOLDER / "manifest.json",
        "static_url_prefix": "canvas",
    }
}

# --- people -----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "programme"
LOGOUT_REDIRECT_URL = "home"
_smtp = read_mail("PODIUM_MAIL_URL")
ACCOUNT_ADAPTER = "podium.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "podium.accounts.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "podium.accounts.models.display_name"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _public.scheme
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = read_choice(
    "PODIUM_EMAIL_VERIFICATION", "mandatory" if _smtp else "optional", ("mandatory", "optional", "none")
)
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "podium.accounts.adapter.tried_email"
AXES_CLIENT_IP_CALLABLE = "podium.accounts.adapter.client_address"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
TRUSTED_PROXIES = int(read_number("PODIUM_TRUSTED_PROXIES", 0))
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

EMAIL_BACKEND = "podium.accounts.mail.TerminalBackend"
EMAIL_FILE_PATH = str(VAR / "mail")
DEFAULT_FROM_EMAIL = read_text("PODIUM_MAIL_FROM") or f"Podium <podium@{_public.hostname}>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
if _smtp:
    globals().update(_smtp)

# --- the browser is told to be careful --------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_NAME = "podium_session"
CSRF_COOKIE_NAME = "podium_csrf"
CSRF_FAILURE_VIEW = "podium.web.views.csrf_failure"
SECURE_SSL_REDIRECT = IS_HTTPS and TRUSTED_PROXIES == 0
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 30 if IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "style-src-attr": [UNSAFE_INLINE],  # React Flow places its nodes by style attributes
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF, "data:"],
        "connect-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- API --------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "podium.api.authentication.TokenAuthentication",
        "podium.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["podium.api.parsers.GuardedJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "podium.api.paging.Pages",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
        "rest_framework.throttling.ScopedRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": "120/min",
        "user": read_text("PODIUM_RATE_USER") or "600/min",
        "runs": read_text("PODIUM_RATE_RUNS") or "60/min",
        "submissions": read_text("PODIUM_RATE_SUBMISSIONS") or "20/min",
        "tokens": "10/min",
    },
    "NUM_PROXIES": TRUSTED_PROXIES,
    "EXCEPTION_HANDLER": "podium.api.errors.answer_exception",
    "PAGE_SIZE": 50,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Podium",
    "DESCRIPTION": "What the page does, the API can do: exercises, drafts, runs, submissions and grades.",
    "VERSION": PODIUM_VERSION,
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "SubmissionStatusEnum": "podium.submissions.models.Status",
        "RunStatusEnum": "podium.runs.models.Status",
    },
}

# --- workers ----------------------------------------------------------------------------------------------
CELERY_BROKER_URL = read_text("PODIUM_BROKER_URL") or "podium-files://localhost/"
CELERY_BROKER_FOLDER = VAR / "broker"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "podium"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "podium.sweep",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": max(SWEEP_SECONDS * 3, 5)},
    }
}
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {}
if CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 900,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 2,
        "socket_timeout": 10,
    }
elif CELERY_BROKER_URL.startswith("podium-files"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(CELERY_BROKER_FOLDER / "queue"),
        "data_folder_out": str(CELERY_BROKER_FOLDER / "queue"),
        "control_folder": str(CELERY_BROKER_FOLDER / "control"),
        "polling_interval": 0.1,
    }

# --- logs -------------------------------------------------------------------------------------------------
_shared_processors: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
structlog.configure(
    processors=[*_shared_processors, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)
_log_as_json = read_choice("PODIUM_LOG", "text", ("text", "json")) == "json"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": _shared_processors,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info if _log_as_json else structlog.dev.set_exc_info,
                structlog.processors.JSONRenderer()
                if _log_as_json
                else structlog.dev.ConsoleRenderer(
                    colors=False, exception_formatter=structlog.dev.plain_traceback
                ),
            ],
        }
    },
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["terminal"], "level": read_text("PODIUM_LOG_LEVEL") or "WARNING"},
    "loggers": {"podium": {"level": read_text("PODIUM_LOG_LEVEL") or "INFO"}},
}
