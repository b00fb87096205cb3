"""Employers and users, before anybody can sign in to make them."""

import click

from expatdesk.access.acting import the_region
from expatdesk.cli.installation import application
from expatdesk.cli.stopping import Stopped
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.actions import EmployerFacts, NameAlike, add_employer, is_exempt
from expatdesk.organisations.models import Employer, Partner
from expatdesk.organisations.partners import partner_named
from expatdesk.organisations.queries import employer_named
from expatdesk.people.actions import disable_user, invite_user, recover_administrator
from expatdesk.people.models import WITHOUT_ACCOUNT, Role
from expatdesk.people.queries import user_by_email
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from expatdesk.systems.leaving import end_what_they_made

WITH_ACCOUNT = sorted(role.value for role in set(Role) - WITHOUT_ACCOUNT)


@click.group()
def employer() -> None:
    """The organisations that submit hires."""


@employer.command()
@click.argument("name")
@click.option("--street", required=True)
@click.option("--postcode", required=True)
@click.option("--town", required=True)
@click.option("--sponsor", is_flag=True, help="The IND's public register names it as a recognised sponsor.")
@click.option("--another", is_flag=True, help="It is none of the employers with nearly its name.")
def add(name: str, *, street: str, postcode: str, town: str, sponsor: bool, another: bool) -> None:
    """Add an employer."""
    with application():
        facts = EmployerFacts(
            name, street, postcode, town, recognised_sponsor=sponsor, fee_exempt=is_exempt(name, the_region()),
            sponsor_checked_on=today() if sponsor else None,
        )  # fmt: skip
        try:
            add_employer(facts, by=SYSTEM, is_another=another)
        except NameAlike as error:
            raise Stopped(f"{error}: if not, say --another") from error
        session.commit()
    click.echo(f"{name} may submit hires now: invite somebody of theirs")


@click.group()
def user() -> None:
    """Who has an account."""


@user.command()
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", required=True, type=click.Choice(WITH_ACCOUNT))
@click.option("--employer", "employer_name", help="For the role employer: its name.")
@click.option("--partner", "partner_name", help="For the role partner: its name, as the coordinator added it.")
@click.option("--municipality", "municipality_name", help="For the role registrar: its name.")
@click.option("--language", default="nl", type=click.Choice(["nl", "en"]), show_default=True)
def invite(
    email: str,
    name: str,
    role: str,
    employer_name: str | None,
    partner_name: str | None,
    municipality_name: str | None,
    language: str,
) -> None:
    """Mail somebody a link behind which they choose a password."""
    with application():
        invite_user(
            email, name, Role(role), by=SYSTEM, language=language, employer=_employer(employer_name),
            partner=_partner(partner_name), municipality=_municipality(municipality_name),
        )  # fmt: skip
        session.commit()
    click.echo(f"{email} is invited; the worker sends the mail")


@user.command()
@click.argument("email")
def disable(email: str) -> None:
    """Take somebody's access away, at once and everywhere."""
    with application():
        begin_immediate()
        somebody = user_by_email(email)
        if somebody is None:
            raise Stopped(f"nobody has the address {email}")
        disable_user(somebody, by=SYSTEM)
        end_what_they_made(somebody, by=SYSTEM)
        session.commit()
    click.echo(f"{email} cannot sign in any more")


@click.group()
def admin() -> None:
    """Breaking the glass."""


@admin.command()
@click.argument("email")
@click.option("--name", default="", help="For somebody who has no account yet.")
@click.option("--language", default="nl", type=click.Choice(["nl", "en"]), show_default=True)
def recover(email: str, name: str, language: str) -> None:
    """Let somebody in as administrator, where no administrator can. The logbook keeps it."""
    with application():
        begin_immediate()
        end_what_they_made(recover_administrator(email, name or email, by=SYSTEM, language=language), by=SYSTEM)
        session.commit()
    click.echo(f"{email} is administrator; the worker sends a mail with a link to choose a password")


def _employer(name: str | None) -> Employer | None:
    found = employer_named(name) if name else None
    if name and not found:
        raise Stopped(f"no employer is called {name!r}: add it first, with expatdesk employer add")
    return found


def _partner(name: str | None) -> Partner | None:
    found = partner_named(name) if name else None
    if name and not found:
        raise Stopped(f"no partner is called {name!r}: the coordinator adds it, at Employers, Partners")
    return found


def _municipality(name: str | None) -> str | None:
    codes = {municipality.name.casefold(): municipality.code for municipality in the_region().municipalities}
    if name and name.casefold() not in codes:
        raise Stopped(f"{name!r} is no municipality of this region")
    return codes[name.casefold()] if name else None
