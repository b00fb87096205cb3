"""Every route of the application, with arguments that lead somewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

from flask import Flask
from werkzeug.routing import Rule

from expatdesk.appointments.counters import add_screen
from expatdesk.cases.hire_actions import keep_draft
from expatdesk.cases.models import Case
from expatdesk.documents.models import Attachment, HomePhoto, Page
from expatdesk.fees.models import Invoice
from expatdesk.fees.parties import buyer_of, seller_of
from expatdesk.hire_sheets.actions import keep_sheet
from expatdesk.hire_sheets.models import HireSheet
from expatdesk.hire_sheets.rows import Given, GivenRow
from expatdesk.housing.contract_models import ContractCheck, ContractState
from expatdesk.logbook.models import SYSTEM
from expatdesk.notes.actions import write_note
from expatdesk.organisations.models import Employer, Partner
from expatdesk.organisations.partners import partner_of
from expatdesk.people.models import User
from expatdesk.region.loader import load_region
from expatdesk.rights.models import RequestKind
from expatdesk.rights.requests import ask
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.social.incidents import tell_incident
from expatdesk.social.sign_ups import sign_up
from expatdesk.systems.models import ApiKey
from expatdesk.worklists.actions import save_filter
from expatdesk.worklists.letter_actions import Words, write_letter
from tests.factories import LEIDEN, a_case, a_hire, a_home, a_hook, a_key, a_partner, actor_of, an_address
from tests.factories.activities import an_occasion
from tests.factories.buddies import a_bare_pair
from tests.factories.counters import a_closure, a_counter
from tests.factories.enquiries import a_partner_request, a_thread, an_open_question
from tests.factories.papers import a_paper
from tests.factories.stays import a_house, a_stay
from tests.factories.viewings import an_interest

SAFE = frozenset({"HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Route:
    """One endpoint with the ways to ask for it."""

    endpoint: str
    path: str
    methods: tuple[str, ...]
    arguments: frozenset[str]


def routes_of(app: Flask) -> list[Route]:
    """All routes, by name."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint)
    return [Route(rule.endpoint, rule.rule, _methods(rule), frozenset(rule.arguments)) for rule in rules]


def _methods(rule: Rule) -> tuple[str, ...]:
    return tuple(sorted((rule.methods or set()) - SAFE))


def arguments_for(case: Case, hr: User) -> dict[str, object]:
    """Arguments by name: all of them belong to this case and its employer."""
    employer = case.employer
    assert isinstance(employer, Employer)
    draft = keep_draft({}, a_hire(), employer=employer, by=actor_of(hr))
    return {
        "case_id": case.id, "person_id": case.people[0].id, "draft_id": draft.id, "key": "intake",
        "sheet_id": _a_sheet(employer, hr).id,
        "block": "stay", "slug": "name", "who": "principal",
        **_of_buddies(case), "language": "nl", "kind": "papers", "token": "x" * 43, "name": "mail",
        "paper": "job_letter", "employer_id": employer.id, "user_id": hr.id, "step": "asked",
        "topic": "digid", "place": "heydoc", "number": 0,
        "address_id": an_address(employer).id, "application_id": uuid4(), "key_id": _a_key(employer).id,
        **_of_an_own_place(employer),
        "hook_id": a_hook(employer)[0].id, "organisation_id": a_partner(f"Partner {uuid4()}").id,
        "other_id": a_case(employer=employer).id, "municipality": LEIDEN,
        "contract_id": _a_contract(case).id, **_of_the_counters(), **_of_a_paper(case), **_of_own_data(case),
        **_of_a_home(employer, hr, case), "filename": "icons.svg",
        **_of_the_lists(case, hr), **_of_the_invoices(employer), **_of_the_activities(case),
    }  # fmt: skip


def _of_buddies(case: Case) -> dict[str, object]:
    pair = a_bare_pair(case)
    incident = tell_incident(pair, "Did not come.", by_volunteer=False, by=SYSTEM)
    return {"pair_id": pair.id, "volunteer_id": pair.volunteer_id, "incident_id": incident.id}


def _of_an_own_place(employer: Employer) -> dict[str, object]:
    """A house of the employer, and somebody who lives there."""
    house = a_house(employer, street=f"Rapenburg {uuid4()}")
    return {"place_id": house.id, "stay_id": a_stay(house, today()).id}


def _a_sheet(employer: Employer, hr: User) -> HireSheet:
    """A sheet of hires that nobody has checked yet."""
    given = Given(("reference",), (), (), [GivenRow(2, {"reference": "P-1"}, {})])
    return keep_sheet(given, "hires.csv", employer=employer, by=actor_of(hr))


def _a_key(employer: Employer) -> ApiKey:
    """A key of the employer's HR system."""
    return a_key(employer)[0]


def _of_the_lists(case: Case, hr: User) -> dict[str, object]:
    """A filter that somebody keeps, and a mail that stands ready."""
    letter = write_letter(Words(case.code, "Hoi", "Dag", "Hi", "Bye"), by=SYSTEM)
    kept = save_filter(hr.id, case.code, "", is_shared=True)
    return {"filter_id": kept.id, "letter_id": letter.id, **_a_note(case), **_a_question(case)}


def _a_question(case: Case) -> dict[str, object]:
    """A question of the household, and a file with it that no longer lies in the store."""
    thread = a_thread(case)
    file = Attachment(
        case_id=case.id, position=0, kept_by=case.id, is_scanned=True, stored_as=uuid4().hex * 2, key_id="gone",
        media_type="image/png", size=1, sheets=1, shown_name="b.png",
    )  # fmt: skip
    thread.messages[0].files.append(file)
    session.flush()
    return {
        "thread_id": thread.id, "file_id": file.id, "question_id": an_open_question(case.email).id,
        "partner_id": a_partner_request(thread).id,
    }  # fmt: skip


def _a_contract(case: Case) -> ContractCheck:
    """A rental contract that the household sent."""
    contract = ContractCheck(
        case_id=case.id, state=ContractState.WITH_DESK, street="", answers={}, pages=[], corrections={},
        sent_on=today(),
    )  # fmt: skip
    session.add(contract)
    session.flush()
    return contract


def _a_note(case: Case) -> dict[str, object]:
    """A note of a colleague."""
    return {"note_id": write_note(case, "Call them", by=SYSTEM).id}


def _of_a_paper(case: Case) -> dict[str, object]:
    """A paper of the case that waits to be checked, and a page of it that no longer lies in the store."""
    paper = a_paper(case, PaperKey.IDENTITY)
    page = Page(
        position=0, stored_as=uuid4().hex * 2, key_id="gone", media_type="image/png", size=1, sheets=1,
        shown_name="a.png",
    )  # fmt: skip
    paper.pages.append(page)
    session.flush()
    return {"document_id": paper.id, "page_id": page.id, "sheet": 1}


def _of_a_home(employer: Employer, hr: User, case: Case) -> dict[str, object]:
    """A home of the employer as a partner, or of the partner of whoever asks, and a photo that lies no more."""
    own = session.get(Partner, hr.partner_id) if hr.partner_id else partner_of(employer.id)
    partner = own or a_partner(f"Homes of {employer.name} {uuid4()}", employer_id=employer.id)
    home = a_home(partner)
    photo = HomePhoto(
        home_id=home.id, position=0, stored_as=uuid4().hex * 2, key_id="gone", media_type="image/jpeg", size=1,
        shown_name="a.jpg",
    )  # fmt: skip
    session.add(photo)
    session.flush()
    interest = an_interest(case, home)
    return {
        "home_id": home.id, "photo_id": photo.id, "offer_id": home.offer.id, "interest_id": interest.id,
    }  # fmt: skip


def _of_own_data(case: Case) -> dict[str, object]:
    """What the household asks the desk to do with its data."""
    return {"request_id": ask(case, RequestKind.CORRECTION, "A comma", by=SYSTEM).id}


def _of_the_counters() -> dict[str, object]:
    """A counter, days on which it is closed, and a screen."""
    closure = a_closure(today())
    screen, _token = add_screen("Hall", by=SYSTEM)
    return {"counter_id": a_counter().id, "closure_id": closure.id, "screen_id": screen.id, **_of_the_day()}


def _of_the_invoices(employer: Employer) -> dict[str, object]:
    """An invoice to the employer, its lines as a file, and a quarter."""
    invoice = Invoice(
        number=f"2026-{uuid4().hex[:7]}", kind="invoice", employer_id=employer.id, quarter="2026-Q3",
        issued_on=today(), due_on=today(), seller=seller_of(load_region("leiden").billing_on(today())),
        buyer=buyer_of(employer),
    )  # fmt: skip
    session.add(invoice)
    session.flush()
    return {"invoice_id": invoice.id, "extension": "csv", "quarter": "2026-Q3"}


def _of_the_activities(case: Case) -> dict[str, object]:
    """An activity to come, for which the household signed up."""
    occasion = an_occasion()
    row = sign_up(case, occasion.id, 1, by=SYSTEM)
    return {"activity_id": occasion.activity_id, "occasion_id": occasion.id, "sign_up_id": row.id}


def _of_the_day() -> dict[str, object]:
    """An act on an appointment that nobody has."""
    return {"appointment_id": uuid4(), "act": "undo", "day": "2027-04-27"}


def filled(route: Route, arguments: dict[str, object]) -> dict[str, object]:
    """Those of the arguments that the route takes."""
    return {name: arguments[name] for name in route.arguments}


def asked(routes: list[Route], *methods: str) -> Iterator[tuple[Route, str]]:
    """Every route that may be asked for in one of these ways."""
    for route in routes:
        yield from ((route, method) for method in methods if method in route.methods)
