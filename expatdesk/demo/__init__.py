"""The demonstration: a region full of invented people, made with the real actions."""

from datetime import date
from random import Random

from sqlalchemy import select, update

from expatdesk.cases.forecasts import count_forecasts
from expatdesk.cases.models import Case
from expatdesk.cases.projection import refresh
from expatdesk.demo.accounts import is_filled, listed, make_employers, make_users
from expatdesk.demo.activities import make_activities
from expatdesk.demo.boards import make_boards
from expatdesk.demo.buddies import make_buddies
from expatdesk.demo.careers import make_careers
from expatdesk.demo.contract import make_contract
from expatdesk.demo.conversations import make_conversations
from expatdesk.demo.counters import make_counters
from expatdesk.demo.day import Day
from expatdesk.demo.guests import listed_guests, make_guests
from expatdesk.demo.homes import make_homes
from expatdesk.demo.household import households
from expatdesk.demo.invoices import make_invoices
from expatdesk.demo.journey import Journey
from expatdesk.demo.letters import make_letters
from expatdesk.demo.lists import make_lists
from expatdesk.demo.occupancy import make_occupancy
from expatdesk.demo.opinions import make_opinions
from expatdesk.demo.papers import make_papers
from expatdesk.demo.represented import listed_representative, make_representative
from expatdesk.demo.signed_up import make_household_that_signed_up
from expatdesk.demo.stages import STAGES, Stage
from expatdesk.demo.twice import make_household_twice
from expatdesk.demo.viewings import make_viewings
from expatdesk.messages.models import SENT, WAITING, Mail
from expatdesk.organisations.models import Employer
from expatdesk.people.models import User
from expatdesk.rules.region import Region
from expatdesk.shared.clock import start_of
from expatdesk.shared.db import begin_immediate, session

SEED = 71
# So many mails go out in earnest, for the page that shows them: of today alone, or one asks for something by a day
# that is over.
MAILS_TO_SEND = 8


class NotEmpty(Exception):
    """There are other people in this database: a demonstration must not mix with them."""


def fill(region: Region, today: date) -> str:
    """Fill an empty database, once; answers who can sign in. Raises NotEmpty."""
    begin_immediate()
    if not is_filled():
        _refuse_to_mix()
        employers = make_employers(region, today)
        users = make_users(employers)
        make_counters(region, today)
        make_homes(region, today)
        ways = _make_cases(employers, users, region, today)
        make_letters()
        make_lists(users)
        guests = make_guests(employers, users, region, today)
        make_occupancy(employers, [*ways, *guests], today)
        make_contract(guests)
        make_viewings(guests, ways, region, today)
        make_conversations([*ways, *guests], users, region, today)
        make_opinions(ways)
        make_buddies([*guests, *ways], region, today)
        make_careers([*guests, *ways], users, region, today)
        make_representative(guests)
        make_household_that_signed_up(region, today)
        make_invoices(employers, users, region, today)
        make_activities(region, today)
        make_boards(ways, region, today)
        Day(users, region, today).passes()
        make_household_twice(employers, users, region, today)
        count_forecasts(region, today)
        _mails_are_sent(today)
    session.commit()
    said = "Who can sign in, and with which password:"
    return "\n".join([said, *listed(), *listed_guests(), listed_representative()])


def _refuse_to_mix() -> None:
    if session.scalar(select(User.id).limit(1)) or session.scalar(select(Case.id).limit(1)):
        raise NotEmpty("this database is in use: fill the demonstration into one of its own")


def _make_cases(
    employers: list[Employer], users: list[User], region: Region, today: date
) -> list[tuple[Stage, Journey]]:
    """The same households each time, for the same day."""
    rng = Random(SEED)  # noqa: S311 - invented people need no good randomness
    stages = [stage for stage, count in STAGES.items() for _ in range(count)]
    everybody = households(len(stages), employers, region, rng)
    ways: list[tuple[Stage, Journey]] = []
    for stage, household in zip(stages, everybody, strict=True):
        way = Journey(household, users, region, rng, today)
        stage(way)
        refresh(way.case, region, today)
        ways.append((stage, way))
    make_papers(ways)
    return ways


def _mails_are_sent(today: date) -> None:
    """The past's mails were sent in the past."""
    session.flush()
    fresh = select(Mail.id).where(Mail.state == WAITING, Mail.written_at >= start_of(today))
    keep = list(session.scalars(fresh.order_by(Mail.written_at.desc()).limit(MAILS_TO_SEND)))
    past = update(Mail).where(Mail.state == WAITING, Mail.id.not_in(keep))
    session.execute(
        past.values(state=SENT, sent_at=Mail.written_at), execution_options={"synchronize_session": False}
    )
