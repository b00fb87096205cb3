"""The settings of Expatdesk, read from the environment once, when the application is made."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent


def settings(environ: Mapping[str, str] = os.environ) -> dict[str, object]:
    """Flask's configuration from environment variables; README.md explains each one."""
    instance = Path(environ.get("INSTANCE_DIR", ROOT / "instance")).resolve()
    base_url = environ.get("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    return {
        "ROOT": ROOT,
        "INSTANCE_DIR": instance,
        **words_and_rules(environ),
        "DEMO": environ.get("DEMO", "") == "1",
        **_web(environ, instance, base_url),
        **_database(environ, instance),
        **_mail(environ),
        **_papers(environ),
    }


def words_and_rules(environ: Mapping[str, str] = os.environ) -> dict[str, object]:
    """What a plan takes: the region and the translations. Nothing is written for it."""
    return {
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
        "REGION": environ.get("REGION", "leiden"),
    }


def _web(environ: Mapping[str, str], instance: Path, base_url: str) -> dict[str, object]:
    secure = urlsplit(base_url).scheme == "https"
    return {
        "BASE_URL": base_url,
        "SECRET_KEY": environ.get("SECRET_KEY") or _secret(instance / "secret_key"),
        "SECRET_KEY_FALLBACKS": environ.get("SECRET_KEY_FALLBACKS", "").split(),
        "TRUSTED_HOSTS": [urlsplit(base_url).hostname, *environ.get("TRUSTED_HOSTS", "").split()],
        "TRUSTED_PROXIES": int(environ.get("TRUSTED_PROXIES", "0")),
        # The __Host- prefix binds a cookie to this very host; browsers refuse it without https.
        "SESSION_COOKIE_NAME": "__Host-expatdesk" if secure else "expatdesk",
        "LANGUAGE_COOKIE_NAME": "__Host-language" if secure else "language",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        # A form's token lasts as long as its session: who types for an hour must not lose it. Where a form
        # comes from is checked in access/origin.py; our Referrer-Policy leaves nothing else to check.
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        # Only static files: compressing a page that holds a secret beside typed text would leak it (BREACH).
        "COMPRESS_MIMETYPES": ["text/css", "text/javascript", "image/svg+xml"],
        # Browsers keep static files, so the smallest form of them is worth some milliseconds once.
        "COMPRESS_ALGORITHM_STREAMING": ["br", "zstd", "deflate"],
        "COMPRESS_BR_LEVEL": 9,
        "MAX_CONTENT_LENGTH": 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 512 * 1024,
        "MAX_FORM_PARTS": 500,
    }


def _database(environ: Mapping[str, str], instance: Path) -> dict[str, object]:
    url = environ.get("DATABASE_URL", f"sqlite:///{instance / 'expatdesk.sqlite3'}")
    # Plain postgresql:// would ask SQLAlchemy for psycopg 2; we ship psycopg 3.
    url = url.replace("postgres://", "postgresql://").replace("postgresql://", "postgresql+psycopg://")
    return {
        "SQLALCHEMY_DATABASE_URI": url,
        # What a statement carries are names and addresses: an error must not write them into a log (T45).
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": True, "hide_parameters": True},
        "QUEUE_URL": environ.get("QUEUE_URL", f"sqlite:///{instance / 'queue.sqlite3'}"),
    }


def _mail(environ: Mapping[str, str]) -> dict[str, object]:
    return {
        "SMTP_URL": environ.get("SMTP_URL", ""),
        "MAIL_FROM": environ.get("MAIL_FROM", "Expatdesk <desk@expatdesk.example>"),
    }


def _papers(environ: Mapping[str, str]) -> dict[str, object]:
    return {
        "PAPERS_URL": environ.get("PAPERS_URL", ""),
        "FILE_KEYS": environ.get("FILE_KEYS", ""),
        "CLAMD_URL": environ.get("CLAMD_URL", ""),
        "WEBHOOK_NETWORKS": environ.get("WEBHOOK_NETWORKS", ""),
    }


def _secret(path: Path) -> str:
    """The secret in this file, made at the first start; only its owner may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text()
