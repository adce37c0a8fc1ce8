"""Django's settings. What differs from one town hall to the next is a row; what differs between machines is ``kit/env.py``."""

from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF

from parvis.kit.database import database_settings
from parvis.kit.env import env
from parvis.ops.logs import logging_config

ENV = env()
HERE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENV.secret_key
DEBUG = ENV.debug
# Host names are rows: HostMiddleware refuses those nobody answers on.
ALLOWED_HOSTS = ["*"]
DATABASES: dict[str, Any] = {"default": database_settings(ENV, ENV.db_role)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "parvis.ui",
    "parvis.live",
    "parvis.tenancy",
    "parvis.history",
    "parvis.territory",
    "parvis.files",
    "parvis.organisation",
    "parvis.catalog",
    "parvis.directory",
    "parvis.cases",
    "parvis.routing",
    "parvis.intake",
    "parvis.notifications",
    "parvis.replies",
    "parvis.surveys",
    "parvis.insights",
    "parvis.api",
    "parvis.portal",
    "parvis.desk",
    "parvis.ops",
    "parvis.config",
]

MIDDLEWARE = [
    "parvis.ops.screens.health.HealthMiddleware",
    "parvis.kit.requestid.RequestIdMiddleware",
    "parvis.kit.proxies.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "parvis.tenancy.hosts.HostMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "parvis.organisation.current.AgentMiddleware",
    "parvis.kit.transactions.TransactionMiddleware",
]

ROOT_URLCONF = "parvis.config.urls"
WSGI_APPLICATION = "parvis.config.wsgi.application"
ASGI_APPLICATION = "parvis.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "parvis.config.context.parvis",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "parvis.ui.templatetags.parvis",
            ],
        },
    }
]

AUTH_USER_MODEL = "organisation.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "organisation:sign_in"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [HERE / "ui" / "locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = None  # WhiteNoise serves the built files from the package itself
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
# The names of built files carry their hash.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/dist/.+-[\w-]{8}\.\w+$"
MEDIA_ROOT = ENV.files

secure = ENV.public_scheme == "https"
SESSION_COOKIE_NAME = "parvis_session"
SESSION_COOKIE_SECURE = secure
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = secure
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "parvis.config.errors.csrf_failed"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31536000 if secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.trusted_proxies else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

_tiles = "/".join(ENV.tiles_url.split("/")[:3])
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", _tiles],
        "font-src": [SELF],
        "connect-src": [SELF, _tiles],
        "worker-src": [SELF, "blob:"],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = [
    "parvis.files.uploading.SizeLimitHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = ENV.mail_from
if ENV.smtp:
    EMAIL_HOST, EMAIL_PORT = ENV.smtp.host, ENV.smtp.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENV.smtp.user, ENV.smtp.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = ENV.smtp.tls == "starttls", ENV.smtp.tls == "tls"
EMAIL_TIMEOUT = 15

PROCRASTINATE_ON_APP_READY = None
LOGGING = logging_config(ENV)
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]
TEST_RUNNER = "django.test.runner.DiscoverRunner"
