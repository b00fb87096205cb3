"""Is this installation well? Settings, database, migrations, disk, fonts and mail, each with what to do."""

import shutil
import smtplib
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from expatdesk.documents import scanning
from expatdesk.documents.rotation import keys_in_use
from expatdesk.documents.store import StoreAway, new_name, the_store
from expatdesk.documents.tidying import NOT_ERASED
from expatdesk.logbook.queries import latest
from expatdesk.messages.queries import failed_count, oldest_waiting
from expatdesk.people.throttle import ALARM
from expatdesk.region.loader import load_region
from expatdesk.shared import i18n, mail, pdf, schema
from expatdesk.shared.clock import now
from expatdesk.shared.db import db
from expatdesk.shared.key_ring import KeysUnusable, key_file, key_ring
from expatdesk.shared.outgoing import own_networks
from expatdesk.systems.hook_secrets import count_unreadable

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
LITTLE_SPACE = 1024**3
LONG_WAIT_MINUTES = 60
TRY_TRIGRAMS = "CREATE VIRTUAL TABLE temp.doctors_trial USING fts5 (words, tokenize='trigram')"
ALARM_SHOWN = timedelta(days=7)
# What still lies there is said again each day.
NOT_ERASED_SHOWN = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; `remedy` says what to do where it is not well."""

    subject: str
    found: str
    remedy: str = ""

    @property
    def well(self) -> bool:
        """Whether nothing needs to be done."""
        return not self.remedy

    def __str__(self) -> str:
        verdict = "ok      " if self.well else "NOT OK  "
        return f"{verdict}{self.subject}: {self.found}{'' if self.well else ' -> ' + self.remedy}"


def examine() -> list[Finding]:
    """Every check, whatever the others find."""
    return [check() for check in CHECKS]


def check_settings() -> Finding:
    """Whether what the environment says makes sense."""
    config = current_app.config
    base_url, host = config["BASE_URL"], urlsplit(config["BASE_URL"]).hostname
    if urlsplit(base_url).scheme not in ("http", "https") or not host:
        return Finding("settings", f"BASE_URL is {base_url!r}", "set it to the address that people type")
    if urlsplit(base_url).scheme == "http" and host not in LOOPBACK:
        return Finding(
            "settings", f"{base_url} is not encrypted", "put https before it, and set BASE_URL to https://…"
        )
    if config["DEMO"] and host not in LOOPBACK:
        return Finding("settings", "the demonstration is on for the world", "unset DEMO: its passwords are public")
    try:
        region = load_region(config["REGION"])
    except (OSError, ValueError, LookupError) as error:
        return Finding("settings", f"region {config['REGION']}: {error}", "mend the region's file or set REGION")
    return Finding("settings", f"{base_url}, region {region.name.en}")


def check_database() -> Finding:
    """Whether the database answers and, as far as it can tell, is whole."""
    where = db.engine.url.render_as_string(hide_password=True)
    try:
        with db.engine.connect() as connection:
            if db.engine.dialect.name == "sqlite":
                said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
                if said != "ok":
                    return Finding("database", f"{where}: {said}", "stop the desk and put the last backup back")
            else:
                connection.exec_driver_sql("SELECT 1")
    except SQLAlchemyError as error:
        return Finding("database", f"{where}: {_first_line(error)}", "start the server, or set DATABASE_URL")
    return Finding("database", where)


def check_migrations() -> Finding:
    """Whether schema and release fit together."""
    try:
        schema.require_current()
    except (schema.SchemaNotCurrent, SQLAlchemyError) as error:
        return Finding("migrations", _first_line(error), "run expatdesk migrate with the newest release")
    return Finding("migrations", f"at {schema.head()}")


def check_search() -> Finding:
    """Whether the database can look groups of three letters up: names are searched by them."""
    on_postgresql = db.engine.dialect.name == "postgresql"
    try:
        with db.engine.connect() as connection:
            if on_postgresql:
                there = connection.exec_driver_sql("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'").first()
                if there is None:
                    remedy = "as a superuser, run CREATE EXTENSION pg_trgm in it (package postgresql-contrib)"
                    return Finding("search", "the database has no pg_trgm", remedy)
            else:
                connection.exec_driver_sql(TRY_TRIGRAMS)
                connection.rollback()
    except SQLAlchemyError as error:
        remedy = "start the server" if on_postgresql else "use a Python with SQLite 3.34 or newer, with FTS5"
        return Finding("search", _first_line(error), remedy)
    return Finding("search", "pg_trgm" if on_postgresql else "FTS5 with groups of three letters")


def check_webhooks() -> Finding:
    """Whether it is understood where webhooks may go beside the public internet, and all can be signed."""
    try:
        own, unsigned = ", ".join(map(str, own_networks())), count_unreadable()
    except ValueError as error:
        return Finding("webhooks", str(error), "mend WEBHOOK_NETWORKS: networks such as fd00::/8")
    except (KeysUnusable, SQLAlchemyError):
        return Finding("webhooks", "cannot be looked at without keys and database", "mend these first")
    if unsigned:
        found = f"no secret can be read of {unsigned}, to which nothing is sent therefore"
        remedy = "put back their keys (expatdesk keys list), or let their employers make new secrets"
        return Finding("webhooks", found, remedy)
    return Finding("webhooks", f"to the public internet, and to {own}" if own else "to the public internet alone")


def check_disk() -> Finding:
    """Whether there is room to write."""
    folder: Path = current_app.config["INSTANCE_DIR"]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (probe := folder / ".doctor").touch()
        probe.unlink()
    except OSError as error:
        return Finding("disk", str(error), "let the desk's user write there, or set INSTANCE_DIR")
    free = shutil.disk_usage(folder).free
    room = f"{free / LITTLE_SPACE:.1f} GB free in {folder}"
    return Finding("disk", room, "" if free > LITTLE_SPACE else "make room: below 1 GB the desk may stop storing")


def check_papers() -> Finding:
    """Whether papers can be stored and read: keys that only the desk reads, a store that answers, nothing lost."""
    try:
        keys, store, name = key_ring(), the_store(), new_name()
        store.put(name, b"doctor")
        store.erase(name)
        pages = sum(key.pages for key in keys_in_use() if not key.is_known)
    except KeysUnusable as error:
        return Finding("papers", str(error), "mend FILE_KEYS or the file file_keys: without them no paper opens")
    except StoreAway as error:
        return Finding("papers", f"cannot be stored: {_first_line(error)}", "check PAPERS_URL, or the folder")
    except SQLAlchemyError:
        return Finding("papers", "cannot be looked at without the database", "mend the database first")
    if not current_app.config["FILE_KEYS"] and key_file().stat().st_mode & 0o077:
        return Finding("papers", f"others may read {key_file()}", "chmod 600 the file")
    many = len(keys.keys)
    found = f"{many} {'key' if many == 1 else 'keys'}, the store answers"
    remedy = f"put back the keys of {pages} pages: expatdesk keys list" if pages else ""
    return Finding("papers", found, remedy)


def check_erasing() -> Finding:
    """Whether the store lets go what is erased, as far as the worker tried lately (security T49)."""
    try:
        line = latest(NOT_ERASED, now() - NOT_ERASED_SHOWN)
    except SQLAlchemyError:
        return Finding("erasing", "cannot be looked at without the database", "mend the database first")
    if line is None:
        return Finding("erasing", f"nothing was left behind in the last {NOT_ERASED_SHOWN.days} days")
    found = f"files that could not be erased: {line.details['files']} or more, {line.at:%Y-%m-%d %H:%M} UTC"
    return Finding("erasing", found, "see in the log of the worker which, and let it erase them in the store")


def check_scanner() -> Finding:
    """Whether the virus scanner answers, where one is wanted."""
    if not scanning.is_wanted():
        return Finding("scanner", "none is set")
    try:
        scanning.is_clean(b"doctor")
    except scanning.NothingSaid as error:
        return Finding("scanner", f"does not answer: {error}", "start clamd or check CLAMD_URL: papers wait")
    return Finding("scanner", "answers")


def check_fonts() -> Finding:
    """Whether the welcome pack can be drawn, also with names in other scripts."""
    try:
        made = pdf.render_pdf("<!doctype html><html lang=en><title>x</title><h1>x</h1>", title="x", language="en")
    except (pdf.PdfNotMade, OSError) as error:
        return Finding("fonts", f"no PDF can be made: {_first_line(error)}", "install Pango: docs/operations.md")
    missing = [script for script, sample in SCRIPTS.items() if not _some_font_has(sample)]
    if missing:
        return Finding("fonts", f"no letters for {', '.join(missing)}", "install fonts: see docs/operations.md")
    return Finding("fonts", f"a PDF of {len(made) // 1024} kB was made; letters for {', '.join(SCRIPTS)}")


SCRIPTS = {"Arabic": "0639", "Chinese": "4e2d", "Devanagari": "0915", "Hangul": "d55c", "Ethiopic": "12a0"}


def _some_font_has(character: str) -> bool:
    listed = shutil.which("fc-list")
    if listed is None:
        return False
    fonts = subprocess.run([listed, f":charset={character}"], capture_output=True, check=False)  # noqa: S603
    return bool(fonts.stdout)


def check_translations() -> Finding:
    """Whether the texts of both languages were compiled; without that their pages are half English."""
    if old := i18n.untranslated():
        remedy = "pybabel compile --directory translations, and start server and worker again"
        return Finding("translations", f"{' and '.join(old)} not compiled since the texts changed", remedy)
    return Finding("translations", f"{' and '.join(i18n.LANGUAGES)} are compiled")


def check_mail() -> Finding:
    """Whether mails leave, by asking the server and by what waits."""
    post = mail.post()
    try:
        oldest, failed = oldest_waiting(), failed_count()
    except SQLAlchemyError:
        return Finding("mail", "cannot be looked at without the database", "mend the database first")
    if oldest and (now() - oldest).total_seconds() > LONG_WAIT_MINUTES * 60:
        return Finding("mail", f"a mail waits since {oldest:%Y-%m-%d %H:%M} UTC", "see that expatdesk worker runs")
    if not post.smtp_url:
        return Finding("mail", f"no SMTP_URL: mails are files in {post.folder}")
    server = urlsplit(post.smtp_url).hostname
    try:
        post.greet()
    except (OSError, smtplib.SMTPException) as error:
        return Finding("mail", f"{server}: {error}", "check SMTP_URL and the mail server")
    return Finding("mail", f"{server} answers", f"look at {failed} mails that could not be sent" if failed else "")


def check_sign_in() -> Finding:
    """Whether somebody tried many accounts at once lately: each of them within its limits (security T15)."""
    try:
        alarm = latest(ALARM, now() - ALARM_SHOWN)
    except SQLAlchemyError:
        return Finding("sign-in", "cannot be looked at without the database", "mend the database first")
    if alarm is None:
        return Finding("sign-in", f"no alarm in the last {ALARM_SHOWN.days} days")
    found = (
        f"{alarm.details['subjects']} accounts and places tried within 15 minutes, {alarm.at:%Y-%m-%d %H:%M} UTC"
    )
    return Finding("sign-in", found, "see in the log of the web server where they came from, and shut these out")


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0]


CHECKS: tuple[Callable[[], Finding], ...] = (
    check_settings, check_database, check_migrations, check_search, check_disk, check_papers, check_erasing,
    check_scanner, check_fonts, check_translations, check_mail, check_webhooks, check_sign_in,
)  # fmt: skip
