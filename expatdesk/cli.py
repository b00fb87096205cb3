"""The command `expatdesk`: each subcommand a few lines around an action."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click
from flask import Flask, current_app
from sqlalchemy.exc import OperationalError

from expatdesk import create_app, demo, doctor
from expatdesk.cases import sweep, what_if
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.actions import EmployerRefused, add_employer
from expatdesk.organisations.models import Employer
from expatdesk.organisations.queries import employer_named
from expatdesk.people.actions import UserRefused, disable_user, invite_user
from expatdesk.people.models import Role
from expatdesk.people.queries import user_by_email
from expatdesk.region.loader import load_region
from expatdesk.rules.region import Region
from expatdesk.shared import schema
from expatdesk.shared.clock import today
from expatdesk.shared.db import db, session

WITH_ACCOUNT = sorted(role.value for role in set(Role) - {Role.VISITOR, Role.EXPAT})


class Stopped(click.ClickException):
    """Why a command cannot go on, in one line."""


class WrongInput(Stopped):
    """What was given to a command is not what it takes."""

    exit_code = 2


@contextmanager
def application(*, at_head: bool = True) -> Iterator[Flask]:
    """The application, with a database that fits this release."""
    app = create_app()
    with app.app_context():
        try:
            if at_head:
                schema.require_current()
            yield app
        except schema.SchemaNotCurrent as error:
            raise Stopped(str(error)) from error
        except (UserRefused, EmployerRefused) as error:
            raise Stopped(str(error)) from error
        except OperationalError as error:
            raise Stopped(f"the database does not answer: {error.orig}".strip().replace("\n", " ")) from error
        finally:
            session.remove()
            db.engine.dispose()


def region() -> Region:
    """The region that this installation serves."""
    return load_region(current_app.config["REGION"])


def a_day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    """A date as people of the command line write it."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise WrongInput(f"--today: {value!r} is no date of the form YYYY-MM-DD") from None


@click.group()
def main() -> None:
    """Expatdesk: the case-management system of a desk for expats."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=1, show_default=True, help="Processes; two for each core are plenty.")
def serve(host: str, port: int, workers: int) -> None:
    """Start the web server, in place of this process."""
    with application() as app:
        refuse_open_http(app, host)
    options = {"host": host, "port": port, "workers": workers, "working-dir": app.config["ROOT"]}
    words = [f"--{name}={value}" for name, value in options.items()]
    granian = [
        sys.executable,
        "-m",
        "granian",
        "--interface=wsgi",
        "--no-ws",
        "--blocking-threads=8",
        *words,
        "wsgi:app",
    ]
    os.execv(sys.executable, granian)  # noqa: S606 - our own words, no shell


def refuse_open_http(app: Flask, host: str) -> None:
    """Cookies and papers over plain http are for this machine alone (security.md, section 3)."""
    if host in doctor.LOOPBACK or urlsplit(app.config["BASE_URL"]).scheme == "https":
        return
    raise Stopped("set BASE_URL to https://… and put a server that encrypts before this one: docs/operations.md")


@main.command()
def worker() -> None:
    """Send the mails that wait and keep the worklist up to date, until stopped."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with application() as app:
        app.extensions["bell"]()
        # One thread: texts are made in one language at a time, and mails in the order of their time.
        app.extensions["huey"].create_consumer(workers=1, max_delay=1.0, graceful_signal="TERM").run()


@main.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    with application(at_head=False):
        click.echo(schema.upgrade())


@main.command("demo")
def fill_demo() -> None:
    """Fill the database with the demonstration region; again does nothing."""
    with application():
        try:
            click.echo(demo.fill(region(), today()))
        except demo.NotEmpty as error:
            raise Stopped(str(error)) from error


@main.command()
@click.argument("facts")
@click.option("--today", "day", callback=a_day, help="Compute for this day, YYYY-MM-DD.")
@click.option("--lang", default="en", type=click.Choice(["nl", "en"]), show_default=True)
@click.option("--format", "output", default="json", type=click.Choice(["json", "text"]), show_default=True)
def plan(facts: str, day: date | None, lang: str, output: str) -> None:
    """What plan would a household with these facts get? FACTS is a JSON file, or - to read from the keyboard."""
    try:
        text = sys.stdin.read() if facts == "-" else Path(facts).read_text(encoding="utf-8")
        with application(at_head=False):
            click.echo(what_if.run(text, region=region(), today=day or today(), language=lang, output=output))
    except (OSError, UnicodeDecodeError, what_if.FactsInvalid) as error:
        raise WrongInput(str(error)) from error


@main.command("doctor")
def see_doctor() -> None:
    """Look whether everything is well, and say what to do where it is not."""
    with application(at_head=False):
        findings = doctor.examine()
    click.echo("\n".join(map(str, findings)))
    sys.exit(not all(finding.well for finding in findings))


@main.group()
def employer() -> None:
    """The organisations that submit hires."""


@employer.command()
@click.argument("name")
@click.option("--street", required=True)
@click.option("--postcode", required=True)
@click.option("--town", required=True)
@click.option("--sponsor", is_flag=True, help="The IND's public register names it as a recognised sponsor.")
def add(name: str, *, street: str, postcode: str, town: str, sponsor: bool) -> None:
    """Add an employer."""
    where = {"street": street, "postcode": postcode, "town": town}
    with application():
        add_employer(name, **where, sponsor=sponsor, by=SYSTEM, region=region(), today=today())
        session.commit()
    click.echo(f"{name} may submit hires now: invite somebody of theirs")


@main.group()
def user() -> None:
    """Who has an account."""


@user.command()
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", required=True, type=click.Choice(WITH_ACCOUNT))
@click.option("--employer", "employer_name", help="For the role employer: its name.")
@click.option("--municipality", "municipality_name", help="For the role registrar: its name.")
@click.option("--language", default="nl", type=click.Choice(["nl", "en"]), show_default=True)
def invite(
    email: str, name: str, role: str, employer_name: str | None, municipality_name: str | None, language: str
) -> None:
    """Mail somebody a link behind which they choose a password."""
    with application():
        invite_user(
            email, name, Role(role), by=SYSTEM, language=language, employer=_employer(employer_name),
            municipality=_municipality(municipality_name),
        )  # fmt: skip
        session.commit()
    click.echo(f"{email} is invited; the worker sends the mail")


@user.command()
@click.argument("email")
def disable(email: str) -> None:
    """Take somebody's access away, at once and everywhere."""
    with application():
        somebody = user_by_email(email)
        if somebody is None:
            raise Stopped(f"nobody has the address {email}")
        disable_user(somebody, by=SYSTEM)
        session.commit()
    click.echo(f"{email} cannot sign in any more")


def _employer(name: str | None) -> Employer | None:
    found = employer_named(name) if name else None
    if name and not found:
        raise Stopped(f"no employer is called {name!r}: add it first, with expatdesk employer add")
    return found


def _municipality(name: str | None) -> str | None:
    codes = {municipality.name.casefold(): municipality.code for municipality in region().municipalities}
    if name and name.casefold() not in codes:
        raise Stopped(f"{name!r} is no municipality of this region")
    return codes[name.casefold()] if name else None


@main.group()
def projection() -> None:
    """What the worklist sorts by: it is computed from the cases' facts, and stored beside them."""


@projection.command()
def rebuild() -> None:
    """Compute it anew for every case."""
    with application():
        click.echo(f"{sweep.rebuild(region(), today())} cases computed anew")


@projection.command()
def verify() -> None:
    """Compare it with what it should be today."""
    with application():
        untrue = sweep.untrue_projections(region(), today())
    if untrue:
        raise Stopped(f"{len(untrue)} cases are not as they should be, run rebuild: {', '.join(untrue[:20])}")
    click.echo("every case is as it should be")
