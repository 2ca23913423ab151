"""The example site: a shop's blog on one machine, set up as the README says.

Not for the internet: DEBUG is on, the key is public and every account has the same password.
EXAMPLE_SITE_VAR names another folder for what the site writes.
"""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent
DATA_DIR = BASE_DIR / "data"
VAR_DIR = Path(os.environ.get("EXAMPLE_SITE_VAR") or BASE_DIR / "var")

SECRET_KEY = "only for the example site"
DEBUG = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
SITE_ID = 1

INSTALLED_APPS = [
    "shop",
    "letterbox",
    # Before django_comments_xtd, so that its templates are found first.
    "wagtail_peersupport",
    "wagtail_peersupport.hub",
    "django_comments_xtd",
    "django_comments",
    "wagtail.api.v2",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "rest_framework",
    "django_tasks",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.sites",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shop.context_processors.navigation",
            ],
        },
    },
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "demo.sqlite3",
        # Two writers wait for each other instead of failing with "database is locked".
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
]
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
FORMAT_MODULE_PATH = "shop.formats"
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [("covers", DATA_DIR / "images")]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
# Other sites that are developed on this machine keep their log-ins.
SESSION_COOKIE_NAME = "example_site_session"

# Nothing leaves this machine: the Mail page shows what a real site would send.
EMAIL_BACKEND = "letterbox.backend.LetterboxBackend"
LETTERBOX_DIR = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = "Low Tide Shirt Club <hello@example.org>"

WAGTAIL_SITE_NAME = "Low Tide Shirt Club"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_SALT = b"only for the example site"
COMMENTS_XTD_MAX_THREAD_LEVEL = 3
COMMENTS_XTD_CONFIRM_EMAIL = True
COMMENTS_XTD_THREADED_EMAILS = False
COMMENTS_XTD_FROM_EMAIL = COMMENTS_XTD_CONTACT_EMAIL = DEFAULT_FROM_EMAIL

PEERSUPPORT = {
    "BASE_TEMPLATE": "shop/base.html",
    "PRIVATE_CONTACT": "hello@example.org",
    # What is shown here is what the default install finds, whatever else is installed.
    "MEANING": False,
}
