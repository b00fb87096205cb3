"""Questions of the demonstration: one that waits, with a file, one answered, one late, and one without a case.

Of the last one a partner was asked a part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from expatdesk.demo.accounts import TAALHUIS, actor_of
from expatdesk.demo.journey import Journey
from expatdesk.demo.past import in_office_hours
from expatdesk.demo.scans import a_scan, as_png
from expatdesk.demo.stages import Stage, registered, sent_back, waiting
from expatdesk.documents.attachments import keep_files
from expatdesk.documents.taking_in import Sent, take_in
from expatdesk.enquiries.actions import answer, ask, close_thread, follow_up
from expatdesk.enquiries.models import Thread
from expatdesk.enquiries.open_models import OpenQuestion
from expatdesk.enquiries.open_questions import ask_openly, confirm
from expatdesk.enquiries.partner_words import of_anybody
from expatdesk.enquiries.partners import ask_partner
from expatdesk.logbook.actions import record_reading
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Role, User
from expatdesk.rules.outcome import Destination
from expatdesk.rules.region import Region
from expatdesk.rules.terms import add_working_days
from expatdesk.shared.db import session

# So many days ago the promise of five working days is over, also about New Year.
LATE = timedelta(days=14)
ASKER = "farida@mail.example"


@dataclass(frozen=True, slots=True)
class Words:
    """What a household asks."""

    subject: str
    text: str


QUESTION_WITH_FILE = Words(
    "The letter of my employer",
    "My employer gave me a new letter, because my first day of work is a week later than I told you. "
    "Is this the letter that you need, or must it be signed once more?",
)
LATE_QUESTION = Words(
    "A new contract for our home",
    "Our landlord gives us a new contract, with the same address and a later first day. "
    "Do I send it again here, or do we bring it to the visit?",
)
OPEN_QUESTION = Words(
    "My husband comes three months later",
    "I begin to work in Leiden in spring, and my husband comes three months later with our son. "
    "Does he sign up again by himself, or does he come into my file? He wants to learn Dutch at once.",
)
PARTNER = (TAALHUIS, "tess@taalhuis.example")
FOR_PARTNER = (
    "Een gezin komt in de loop van het jaar naar Leiden, een van de twee een paar maanden later. "
    "Kan iemand bij u op elk moment met een cursus Nederlands beginnen, of begint die op vaste dagen?"
)
ANSWERED_QUESTION = Words(
    "Mijn Turkse rijbewijs",
    "Ik heb een Turks rijbewijs. Hoe lang mag ik daarmee nog rijden, en kan ik het bij u omwisselen?",
)
ANSWER = (
    "Met uw Turkse rijbewijs mag u rijden tot {days} dagen na uw inschrijving. Hebt u de 30%-regeling, dan kunt u "
    "het omwisselen zonder examen. U vraagt dat aan bij uw gemeente, en de RDW beslist. De stap staat in uw plan."
)
THANKS = "Dank u wel, dat is duidelijk."


def make_conversations(
    ways: Sequence[tuple[Stage, Journey]], users: Sequence[User], region: Region, today: date
) -> None:
    """Ask as households, guests among them, and as somebody whom nobody knows; answer one of it."""
    officer = actor_of(users[0])
    _asks_with_a_file(_of(ways, waiting))
    _asks_and_hears(_of(ways, registered, "nl"), officer)
    _asks(_of(ways, sent_back, "en"), LATE_QUESTION, today - LATE, minutes=200)
    _asks_without_a_case(officer, region, today)


def _of(ways: Sequence[tuple[Stage, Journey]], stage: Stage, language: str | None = None) -> Journey:
    """The last one at this stage that comes to the desk: guests stand behind all others."""
    coming = [way for at, way in ways if at is stage and way.case.route_to == Destination.DESK]
    return next(way for way in reversed(coming) if language in (None, way.case.language))


def _asks(way: Journey, words: Words, day: date, *, minutes: int) -> Thread:
    with in_office_hours(day, way.today, minutes=minutes):
        return ask(way.case, words.subject, words.text, by=_household(way), region=way.region, today=day)


def _asks_with_a_file(way: Journey) -> None:
    day, case = way.today - timedelta(days=1), way.case
    said = [("Name", case.title), ("First day", str(way.today + timedelta(days=21)))]
    taken = take_in([Sent("letter.png", as_png(a_scan("LETTER OF APPOINTMENT", said)))])
    with in_office_hours(day, way.today, minutes=420):
        files = keep_files(case, taken.pages, kept_by=case.id)
        subject, text = QUESTION_WITH_FILE.subject, QUESTION_WITH_FILE.text
        ask(case, subject, text, by=_household(way), region=way.region, today=day, files=files)


def _asks_and_hears(way: Journey, officer: Actor) -> None:
    """Asked soon after it began, answered the next working day, seen, and closed with thanks."""
    case, asked = way.case, way.case.submitted_on + timedelta(days=2)
    thread = _asks(way, ANSWERED_QUESTION, asked, minutes=15)
    answered = add_working_days(asked, 1, way.region.extra_holidays)
    with in_office_hours(answered, way.today, minutes=40):
        _reads(thread, officer)
    days = int(way.region.amount("foreign_licence_days", answered).value)
    with in_office_hours(answered, way.today, minutes=52):
        answer(case, thread, ANSWER.format(days=days), version=thread.version, by=officer, region=way.region)
    with in_office_hours(answered, way.today, minutes=300):
        _reads(thread, _household(way))
        follow_up(case, thread, THANKS, by=_household(way), region=way.region, today=answered)
    with in_office_hours(answered, way.today, minutes=330):
        close_thread(case, thread, version=thread.version, by=officer)


def _reads(thread: Thread, by: Actor) -> None:
    record_reading("question_read", by=by, case_id=thread.case_id, thread=str(thread.id))


def _asks_without_a_case(officer: Actor, region: Region, today: date) -> None:
    """The mailbox is confirmed, so the desk sees it; it asks a partner about a part of it."""
    day = today - timedelta(days=2)
    with in_office_hours(day, today, minutes=100):
        ask_openly(ASKER, "Farida Qureshi", OPEN_QUESTION.subject, OPEN_QUESTION.text, language="en")
    with in_office_hours(day, today, minutes=108):
        asked = session.scalars(select(OpenQuestion).where(OpenQuestion.email == ASKER)).one()
        confirm(asked, region=region, today=day)
    day = today - timedelta(days=1)
    with in_office_hours(day, today, minutes=35):
        about = of_anybody(asked)
        ask_partner(about, *PARTNER, FOR_PARTNER, language="nl", by=officer, today=day)


def _household(way: Journey) -> Actor:
    return Actor(Role.EXPAT, way.case.title)
