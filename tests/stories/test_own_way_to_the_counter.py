"""One household does it all by itself: hands in its papers, mends one, books its time, comes, is registered."""

from datetime import timedelta

import pytest
from icalendar import Calendar, Event
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.cases.models import Case
from expatdesk.documents.queries import documents_of
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.db import session
from expatdesk.shared.i18n import LANGUAGES
from tests.conftest import Visit
from tests.documents.hostile import EXE, armed_pdf, pdf, photo_with_place, picture
from tests.factories import LEIDEN, a_case, a_counter, a_user, complete, the_plan
from tests.page import name_of
from tests.sending_files import sent
from tests.visitor import Visitor

PASSPORT, LEASE = PaperKey.IDENTITY, PaperKey.LEASE
BAD_FILE = "This is no PDF, JPEG or PNG file. Make a photo of the paper, or save it as a PDF."
WRONG_PAPER = "This is a different paper from the one we need."

HISTORY = [
    "case_opened", "step_completed", "paper_handed_in", "paper_handed_in", "paper_handed_in", "paper_handed_in",
    "step_completed", "paper_accepted", "paper_accepted", "paper_accepted", "paper_returned", "paper_handed_in",
    "step_completed", "paper_accepted", "step_completed", "visit_booked", "checked_in", "service_started",
    "registered", "service_ended",
]  # fmt: skip


@pytest.fixture(params=LANGUAGES)
def case(app: object, request: pytest.FixtureRequest) -> Case:
    """Inès, who answered the questions, and needs no permit."""
    case = a_case(nationality="FR", given_names="Inès", family_name="Moreau", language=str(request.param))
    complete(case, "intake")
    return case


@pytest.fixture
def household(visit: Visit, case: Case) -> Visitor:
    """Inès at her telephone, in her language."""
    return visit(case, language=case.language)


@pytest.fixture
def desk_language(case: Case) -> str:
    """The desk works in the other language, so that what the household reads was put into its own."""
    return next(language for language in LANGUAGES if language != case.language)


@pytest.fixture
def officer(visit: Visit, desk_language: str) -> Visitor:
    """An officer of the desk."""
    return visit(a_user(Role.OFFICER, name="Sanne de Wit"), language=desk_language)


@pytest.fixture
def registrar(visit: Visit, desk_language: str) -> Visitor:
    """A registrar of Leiden."""
    return visit(a_user(Role.REGISTRAR, municipality=LEIDEN), language=desk_language)


def hands_in(household: Visitor, case: Case, paper: PaperKey, name: str, content: bytes, refused: int = 0) -> None:
    household.opens("expat.paper", person_id=case.principal.id, paper=paper)
    household.presses(household.says("Hand in"), files=sent((name, content)), refused=refused)


def is_refused_a_bad_paper_at_once(household: Visitor, case: Case) -> None:
    """It is said beside the field, and nothing is kept of it."""
    hands_in(household, case, PASSPORT, "passport.pdf", EXE, refused=422)
    household.sees(household.says(BAD_FILE))
    field = next(e for e in household.page.all("input") if e.get("id") == "files")
    assert "files-error" in field.get("aria-describedby", "")
    assert documents_of(case) == {}


def hands_in_all(household: Visitor, case: Case) -> None:
    """Photos of a telephone that says where it is, and a PDF that would act; a picture of something as lease."""
    files = {LEASE: ("cat.png", picture("PNG")), PASSPORT: ("passport.jpg", photo_with_place())}
    for paper in the_plan(case).papers:
        hands_in(household, case, paper.key, *files.get(paper.key, ("paper.pdf", armed_pdf())))
    household.sees(household.says("Thank you. These were the last of your papers: now we check them."))


def checks_all(officer: Visitor) -> None:
    """One after the other: the lease goes back with a reason of the list, the others are accepted."""
    lease = officer.says("Rental contract")
    officer.goes_to(officer.asks_for("desk.papers").location)
    while (button := f"{officer.says('Accept')} A") in officer.page.text:
        if lease in officer.page.heading:
            officer.presses(officer.says("Return it to the household"), reason="wrong_paper")
        else:
            officer.presses(button)


def accepts_the_better_one(officer: Visitor) -> None:
    officer.goes_to(officer.asks_for("desk.papers").location)
    officer.presses(f"{officer.says('Accept')} A").sees(officer.says("No paper waits for the desk"))


def the_mail(kind: str) -> Mail:
    return session.scalars(select(Mail).where(Mail.kind == kind)).one()


def reads_what_is_wrong_and_mends_it(household: Visitor, case: Case) -> None:
    """In its own language, in the mail and on the page; with the better paper all are here again."""
    why, mail = household.says(WRONG_PAPER), the_mail("paper_returned")
    assert (mail.language, why in mail.text, why in mail.html) == (case.language, True, True)
    household.opens("expat.paper", person_id=case.principal.id, paper=LEASE).sees(why)
    hands_in(household, case, LEASE, "lease.pdf", pdf(2))
    household.does_not_see(why, "cat.png").sees("lease.pdf")


def books_its_own_time(household: Visitor, case: Case) -> None:
    """The first of those that are offered. The mail and the file for calendars say the same moment."""
    household.opens("expat.status").follows(household.says("Choose a time"))
    household.presses(name_of(household.page.forms[-1].buttons[0]))
    household.sees(household.says("Your papers are accepted, so this time is yours once you book it."))
    household.presses(household.says("Book this visit")).sees(household.says("Your visit is booked."))
    mail = the_mail("visit_booked")
    (event,) = Calendar.from_ical(mail.calendar or "").walk("VEVENT")
    assert isinstance(event, Event)
    assert (mail.language, event.start) == (case.language, case.visit_at)


def presses_at_the_counter(officer: Visitor, case: Case, *acts: str) -> None:
    officer.signs_in().opens("desk.day")
    for act in acts:
        officer.presses(f"{officer.says(act)}: {case.title}")


def registers_with_originals_seen(registrar: Visitor, case: Case) -> None:
    registrar.signs_in().opens("desk.day").follows(f"{registrar.says('Register')}: {case.title}")
    registrar.presses(registrar.says("Record"), bsn="handed_over", originals="y")
    (row,) = case.registrations
    assert (row.bsn_way, row.originals_seen) == ("handed_over", True)


def test_a_household_finds_its_own_way_to_the_counter(
    household: Visitor, officer: Visitor, registrar: Visitor, case: Case, clock: Traveller
) -> None:
    # The household hands in its papers; the desk sends one back, and accepts the better one.
    is_refused_a_bad_paper_at_once(household, case)
    hands_in_all(household, case)
    checks_all(officer)
    reads_what_is_wrong_and_mends_it(household, case)
    accepts_the_better_one(officer)

    # It chooses its own time.
    a_counter()
    books_its_own_time(household, case)

    # On the day it is checked in and served, and the registrar has seen the originals.
    assert case.visit_at is not None
    clock.move_to(case.visit_at - timedelta(minutes=5))
    presses_at_the_counter(officer, case, "Check in", "Call")
    registers_with_originals_seen(registrar, case)
    presses_at_the_counter(officer, case, "Done")
    household.signs_in().opens("expat.visit").sees(household.says("You have been registered at this visit."))

    # The history tells it all, in this order; the mails are those three.
    assert [line.verb for line in reversed(history_of(case.id))] == HISTORY
    assert sorted(session.scalars(select(Mail.kind))) == ["invitation", "paper_returned", "visit_booked"]
