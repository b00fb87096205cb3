"""Nothing of an erased household is found anywhere: every text of every table is searched."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import MetaData, Table, inspect, select

from expatdesk.cases.actions import assign
from expatdesk.cases.duplicates import say_two_households
from expatdesk.cases.hire_actions import keep_draft, send_draft
from expatdesk.cases.hire_models import HeldInvitation
from expatdesk.cases.merge_models import TransferGrant
from expatdesk.cases.merging import Choice, merge_cases
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.representative_models import Mails
from expatdesk.cases.search import found
from expatdesk.cases.sign_in import invite, issue_secret
from expatdesk.cases.step_actions import return_steps
from expatdesk.documents.models import Document, Has, Page, PaperSaid
from expatdesk.documents.store import ContentMissing, the_store
from expatdesk.employer.digest import DigestView, Moved
from expatdesk.enquiries.actions import ask as ask_desk
from expatdesk.hire_sheets.actions import keep_sheet
from expatdesk.hire_sheets.models import RowState, SheetRow
from expatdesk.hire_sheets.rows import Given, GivenRow
from expatdesk.housing.wishes import Said, say_wishes
from expatdesk.logbook.actions import record, record_reading
from expatdesk.logbook.models import SYSTEM, Actor, LogLine
from expatdesk.messages.actions import note_about, queue_mail
from expatdesk.messages.models import DIGEST, SENT, Mail
from expatdesk.notes.actions import write_note
from expatdesk.organisations.models import Employer
from expatdesk.people.actions import change_role
from expatdesk.people.links import ask_for_link
from expatdesk.people.models import Purpose, Role, User
from expatdesk.people.sign_ins import start_stay
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.models import Erasure
from expatdesk.retention.terms import Why
from expatdesk.rights.calendar_feed import make_feed
from expatdesk.rights.email_change import ask_for_change
from expatdesk.rights.models import RequestKind
from expatdesk.rights.requests import ask as ask_about_data
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import Base, session
from expatdesk.systems.models import HookMessage, KeptAnswer
from tests.conftest import Visit
from tests.factories import (
    LEIDEN,
    a_case,
    a_hire,
    a_home,
    a_hook,
    a_key,
    a_representative,
    a_user,
    actor_of,
    an_employer,
    complete,
    registered,
    with_family,
)
from tests.factories.buddies import all_of_a_buddy
from tests.factories.careers import told_of_work
from tests.factories.cases import REGION
from tests.factories.enquiries import a_file, an_open_question
from tests.factories.handing_in import handed_in
from tests.factories.viewings import a_booked
from tests.retention.tables import GO_ALONG, OF_NOBODY

# Whatever tells of this household; nobody else in the database is called so or lives there. None of it stands in a
# random id, as four figures of a postcode might.
THEIRS = (
    "zebulon", "quintessa", "oudaarde", "mirabelle", "vlinderpad", "2317 ab", "2317 cd", "06-12345678",
    "zeb@mail.example", "1987-03-14", "wittgenstein",
)  # fmt: skip
# Where all of this stands before. On PostgreSQL the search has no table of its own.
FILLED = {
    "attachment.shown_name", "calendar_feed.email", "case.as_submitted", "case.email", "case.hold_reason",
    "case.home_postcode", "case.home_street", "case.home_wishes", "case.interests", "case.name_search",
    "case.title", "case.work_postcode", "case.work_street", "case_words.words", "data_request.text",
    "document.given_by_name", "email_change.email", "email_change.old_email", "home_interest.phone",
    "home_wishes.work_postcode",
    "link.email", "log_line.actor_name", "log_line.details", "mail.calendar", "mail.html", "mail.recipient",
    "mail.text", "mail_reader.name", "mail_reader.recipient", "merge.after", "merge.before", "note.text",
    "page.shown_name", "person_career.profession", "person.born", "person.family_name", "person.given_names",
    "representative.email", "representative.name", "step_record.note", "thread.subject",
    "thread_message.author_name", "thread_message.text", "transfer_grant.reason",
}  # fmt: skip


@pytest.fixture
def household(app: Flask) -> Case:
    """A household of which every table knows something."""
    employer = an_employer()
    hr, officer = actor_of(a_user(Role.EMPLOYER, employer=employer)), a_user(Role.OFFICER, name="Wout de Graaf")
    case = _submitted(employer, hr)
    _worked_on(case, actor_of(officer))
    a_booked(case, a_home()).phone = "06-12345678"
    _told_in_a_digest(case, employer)
    _told_in_a_digest(case, employer).state = SENT
    assign(case, officer, version=case.version, by=actor_of(officer), why="Knows Zebulon")
    _put_another_into(case, employer)
    return case


def _submitted(employer: Employer, hr: Actor) -> Case:
    hire = a_hire(
        given_names="Zebulon", family_name="Oudaarde", email="zeb@mail.example", home_street="Vlinderpad 9",
        home_postcode="2317 AB", work_street="Wittgensteinlaan 4", work_postcode="2317 CD",
    )  # fmt: skip
    draft = keep_draft({"given_names": ["Zebulon"]}, hire, employer=employer, by=hr)
    case = send_draft(draft, employer=employer, by=hr, region=REGION, today=today())
    case.reference = "P-Zebulon"
    session.add(HeldInvitation(case_id=case.id, due=now()))
    _known_in_a_sheet(case, employer, hr)
    _told_to_a_system(case, employer)
    with_family(case, children=1)
    for person, name in zip(case.people, ("Zebulon", "Quintessa", "Mirabelle"), strict=True):
        person.given_names, person.family_name, person.born = name, "Oudaarde", "1987-03-14"
    return case


def _known_in_a_sheet(case: Case, employer: Employer, hr: Actor) -> None:
    """The employer handed the hire over once more."""
    given = Given(("given_names",), (), (), [GivenRow(2, {"given_names": "Zebulon"}, {})])
    keep_sheet(given, "hires.csv", employer=employer, by=hr)
    session.query(SheetRow).update({"case_id": case.id, "state": RowState.KNOWN})


def _told_to_a_system(case: Case, employer: Employer) -> None:
    """The employer's HR system was answered a moment ago, and its webhook is told something."""
    mine = {"api_key_id": a_key(employer)[0].id, "idempotency_key": "one", "request_hash": "0"}
    session.add(KeptAnswer(**mine, case_id=case.id, status=201, body="Zebulon Oudaarde"))
    session.add(HookMessage(hook=a_hook(employer)[0], kind="changed", case_id=case.id))


def _worked_on(case: Case, officer: Actor) -> None:
    them = Actor(role=Role.EXPAT, name="Zebulon Oudaarde")
    complete(case, "intake")
    return_steps(
        case, ["intake"], reason="unreadable", note="Zebulon, call 06-12345678", version=case.version, by=officer,
        region=REGION, today=today(),
    )  # fmt: skip
    record("facts_changed", by=them, case_id=case.id, fields=["born"], person="Quintessa Oudaarde")
    record_reading("case_read", by=them, case_id=case.id)
    handed_in(case, PaperKey.IDENTITY, name="Zebulon Oudaarde.jpg", by=them)
    said = PaperSaid(case_id=case.id, person_id=case.people[1].id, paper="lease", has=Has.YES, said_at=now())
    session.add(said)
    an_open_question("zeb@mail.example", "May Zebulon drive?")
    files = [a_file(case, "Licence of Zebulon.jpg")]
    ask_desk(case, "Zebulon drives", "May Zebulon drive?", by=them, region=REGION, today=today(), files=files)
    write_note(case, "@Wout, Zebulon lives at Vlinderpad 9", by=officer)
    all_of_a_buddy(case, "Zebulon was not kind")
    told_of_work(case, profession="Teacher of Mirabelle")
    registered(case)
    case.interests = "Chess with Quintessa"
    wished = Said(0, budget=150_000, work_postcode="2317 AB", own_words="Near the Vlinderpad")
    say_wishes(case, wished, by=them, region=REGION, today=today())
    case.records[0].note, case.hold_reason = "Zebulon calls back", "Zebulon is heard by the court"
    grant = {"municipality": LEIDEN, "reason": "Zebulon asks", "last_day": today() + timedelta(days=9)}
    session.add(TransferGrant(case_id=case.id, **grant))
    invite(case)
    issue_secret(case, by=them)
    ask_about_data(case, RequestKind.CORRECTION, "Zebulon is written with a z", by=them)
    make_feed(case, by=them)
    ask_for_change(case, "zeb@mail.example", nonce="one", code="123456", by=them)
    start_stay(Role.EXPAT, case_id=case.id)
    a_representative(case, mails=Mails.TOO, name="Quintessa Oudaarde", email="quintessa@agent.example")
    ask_for_link(Purpose.SIGN_IN, case.email)


def _told_in_a_digest(case: Case, employer: Employer) -> Mail:
    shown = DigestView(1, [], [Moved(case.id, case.principal.full_name, [])], is_cut=False)
    reader = a_user(Role.EMPLOYER, employer=employer)
    mail = queue_mail(
        DIGEST, recipient=reader.email, language="nl", name=reader.name, shown=shown, day_words={}, today=today()
    )
    note_about(mail, [case.id])
    return mail


def _put_another_into(case: Case, employer: Employer) -> None:
    other = a_case(employer=employer, given_names="Zebulon", family_name="Oudaarde", email="zeb@mail.example")
    say_two_households(case, a_case(employer=employer, email="stranger@mail.example"), by=SYSTEM)
    choice = Choice(same={other.principal.id: case.principal.id})
    merge_cases(
        case, other, choice, version=case.version, other_version=other.version, by=SYSTEM, region=REGION,
        today=today(),
    )  # fmt: skip


def _texts() -> Iterator[tuple[str, str]]:
    """Every value of every table of the database as it is, not as the models say it is."""
    session.flush()
    connection = session.connection()
    whole = MetaData()
    names = [name for name in inspect(connection).get_table_names() if not name.startswith("case_trigrams_")]
    tables = [Table(name, whole, autoload_with=connection, resolve_fks=False) for name in names]
    for table in tables:
        for row in connection.execute(select(table)).mappings():
            yield from ((f"{table.name}.{column}", str(value).lower()) for column, value in row.items())


def _places() -> set[str]:
    return {place for place, text in _texts() if any(word in text for word in THEIRS)}


def _erase(case: Case) -> None:
    erase_case(case, Why.CLOSED, countries=REGION.countries, today=today())


def test_nothing_of_the_household_is_found_anywhere(household: Case) -> None:
    assert _places() >= FILLED, "the household is not in all the places any more where this test looks"
    _erase(household)
    assert _places() == set()
    assert found(Case.id == Case.id, "Oudaarde", 10) == []


def test_digests_of_others_stay(household: Case) -> None:
    """Security T49: neither too little goes nor too much."""
    assert household.employer
    employers = household.employer, an_employer("Naturalis")
    mails = {_told_in_a_digest(a_case(employer=one, given_names="Zebulon"), one).id for one in employers}
    _erase(household)
    told = session.scalars(select(Mail.id).where(Mail.kind == DIGEST, Mail.text.contains("Zebulon")))
    assert set(told) == mails


def test_what_went_out_is_forgotten_whatever_has_changed_since(household: Case) -> None:
    """The household has another name, and the reader another role: it is the mail that told of it."""
    assert household.employer
    mail = _told_in_a_digest(household, household.employer)
    mail.state = SENT
    household.principal.given_names = "Ezechiel"
    reader = session.query(User).filter_by(email=mail.recipient).one()
    change_role(reader, Role.OFFICER, by=SYSTEM)
    _erase(household)
    assert (mail.state, mail.text, mail.html) == (SENT, "", "")


def test_what_stays_is_for_the_figures(household: Case) -> None:
    others = [person.given_names for person in a_case(email="stranger2@mail.example").people]
    verbs = [line.verb for line in session.scalars(select(LogLine).order_by(LogLine.id))]
    stored = session.scalars(select(Page.stored_as)).all()
    _erase(household)
    session.commit()
    assert (household.state, household.municipality, household.category) == (
        CaseState.ERASED, "0546", "highly_skilled_migrant",
    )  # fmt: skip
    assert [(person.role, person.born, person.nationalities) for person in household.people] == [
        ("principal", "1987-00-00", ["other"]), ("partner", "1987-00-00", ["eu"]), ("child", "1987-00-00", ["eu"]),
    ]  # fmt: skip
    assert len(household.registrations) == 3
    assert {record.step for record in household.records} >= {"intake", "visit_booked"}
    assert [line.verb for line in session.scalars(select(LogLine).order_by(LogLine.id))] == verbs
    assert others == ["Ananya"]
    assert session.scalars(select(Document)).all() == []
    for name in stored:
        with pytest.raises(ContentMissing):
            the_store().get(name)


def test_what_was_put_into_it_is_erased_with_it(household: Case) -> None:
    _erase(household)
    states = session.scalars(select(Case.state).where(Case.id.in_(select(Erasure.case_id)))).all()
    assert states == [CaseState.ERASED, CaseState.ERASED]


def test_others_keep_what_is_theirs(household: Case) -> None:
    neighbour = a_case(email=household.email, given_names="Noor", family_name="Bakker")
    session.flush()
    before = len(session.scalars(select(Mail).where(Mail.case_id == neighbour.id)).all())
    _erase(household)
    assert neighbour.principal.full_name == "Noor Bakker"
    assert len(session.scalars(select(Mail).where(Mail.case_id == neighbour.id)).all()) == before > 0


def test_nobody_opens_what_is_erased(household: Case, visit: Visit) -> None:
    case_id, code = household.id, household.code
    _erase(household)
    for endpoint in ("desk.case", "desk.history", "desk.pack"):
        more = {"language": "nl"} if endpoint == "desk.pack" else {}
        visit(a_user(Role.OFFICER)).cannot_open(endpoint, case_id=case_id, **more)
    visit(a_user(Role.OFFICER)).opens("desk.worklist", view="all").does_not_see(code)


def test_every_table_is_thought_of(household: Case) -> None:
    """A table that names no case, no person and nothing that goes along must be of nobody, and be named so."""
    named = {
        table.name
        for table in Base.metadata.sorted_tables
        if "case_id" in table.c or any(key.column.table.name in ("case", "person") for key in table.foreign_keys)
    }
    assert set(Base.metadata.tables) == named | {"case"} | OF_NOBODY | GO_ALONG
