"""Before papers and lists are handed out, whoever signed in a while ago shows once more who they are."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from expatdesk.access.routes import ROUTES
from expatdesk.cases.models import Case
from expatdesk.cases.sign_in import issue_secret
from expatdesk.documents.models import Document
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role, SignIn
from expatdesk.people.passwords import set_password
from expatdesk.shared.db import session
from tests.conftest import MONDAY_MORNING, Visit
from tests.desk.test_applications import an_application
from tests.factories import PASSWORD, a_case, a_user, an_employer
from tests.factories.handing_in import handed_in
from tests.fees.invoicing import NEW_YEAR, a_customer, a_kept_visit, drawn_up
from tests.signin.ways_in import links, the_worker_works
from tests.visitor import Visitor

LATER = MONDAY_MORNING + timedelta(minutes=6)


@pytest.fixture
def case(app: Flask) -> Case:
    return a_case()


@pytest.fixture
def document(case: Case) -> Document:
    return handed_in(case)


@pytest.fixture
def household(visit: Visit, case: Case, document: Document) -> Visitor:
    return visit(case)


def page_of(document: Document) -> dict[str, object]:
    return {"person_id": document.person_id, "paper": document.paper}


def its_file(document: Document) -> dict[str, object]:
    return {"document_id": document.id, "page_id": document.pages[0].id}


def test_a_paper_is_downloaded_in_the_first_minutes(household: Visitor, document: Document) -> None:
    assert household.asks_for("expat.paper_file", **its_file(document)).status_code == 200


def test_later_the_secret_is_asked_and_leads_back(
    visit: Visit, document: Document, case: Case, clock: time_machine.Traveller
) -> None:
    secret = issue_secret(case, by=SYSTEM)
    household = visit(case)
    clock.move_to(LATER)
    asked = household.asks_for("expat.paper_file", **its_file(document))
    assert asked.status_code == 303
    assert "/sign-in/confirm" in asked.location
    household.opens("expat.paper", **page_of(document)).follows("Download: page.jpg").sees("Is it still you?")
    household.presses("Go on", refused=422, secret="AAAA-BBBB-CCCC-DDDD").sees("This is not the secret of your")
    household.presses("Go on", secret=secret).sees("What you sent")
    stays = session.scalars(select(SignIn).where(SignIn.case_id == case.id).order_by(SignIn.started_at)).all()
    assert [stay.ended_at is None for stay in stays] == [False, True]
    assert household.asks_for("expat.paper_file", **its_file(document)).status_code == 200


def test_without_a_secret_a_link_comes_by_mail(
    household: Visitor, document: Document, case: Case, clock: time_machine.Traveller
) -> None:
    clock.move_to(LATER)
    household.opens("expat.paper", **page_of(document)).follows("Download: page.jpg")
    household.presses("Send me a link").sees("Look in your mailbox")
    the_worker_works()
    (path,) = links("sign_in_link", case.email)
    household.goes_to(path).presses("Sign in").sees("What you sent")
    assert household.asks_for("expat.paper_file", **its_file(document)).status_code == 200


def test_a_found_telephone_does_not_guess(visit: Visit, case: Case, clock: time_machine.Traveller) -> None:
    """Security T15."""
    issue_secret(case, by=SYSTEM)
    household = visit(case)
    clock.move_to(LATER)
    household.opens("signin.confirm")
    for _try in range(5):
        household.presses("Go on", refused=422, secret="AAAA-BBBB-CCCC-DDDD")
    household.presses("Go on", refused=422, secret="AAAA-BBBB-CCCC-DDDD").sees("There were too many tries.")


def test_an_officer_types_the_password_before_an_export(visit: Visit, clock: time_machine.Traveller) -> None:
    user = a_user(Role.OFFICER)
    set_password(user, PASSWORD)
    officer = visit(user)
    officer.opens("desk.export")
    clock.move_to(LATER)
    officer.goes_to(officer.asks_for("desk.export").location).sees("Is it still you?")
    officer.presses("Go on", refused=422, present="not this one at all")
    officer.presses("Go on", present=PASSWORD)
    assert officer.page.url == officer.address("desk.export")


def test_what_was_typed_meanwhile_is_sent_after_the_password(visit: Visit, clock: time_machine.Traveller) -> None:
    """A form that was opened in the first minutes earns no more of them, and loses nothing."""
    user = a_user(Role.OFFICER)
    set_password(user, PASSWORD)
    officer = visit(user)
    officer.opens("desk.export")
    clock.move_to(LATER)
    officer.presses("Export", refused=403, why="For the town council").sees("Is it still you?")
    kept = officer.page
    officer.presses("Send it again", refused=403)
    officer.follows("Show that it is you (opens a new tab)").presses("Go on", present=PASSWORD)
    officer.page = kept
    officer.presses("Send it again", refused=400).sees("For the town council")
    fields = officer.page.form_with("Send it again")[0].values()
    assert officer.posts("desk.export", {name: texts[0] for name, texts in fields.items()}).status_code == 200


def test_whoever_is_not_signed_in_signs_in(nobody: Visitor) -> None:
    assert nobody.asks_for("signin.confirm").location.startswith(nobody.address("signin.start"))


def test_a_new_secret_is_made_by_who_has_just_shown_themselves(
    household: Visitor, case: Case, clock: time_machine.Traveller
) -> None:
    """A found telephone must not make the very key that is asked for."""
    clock.move_to(LATER + timedelta(minutes=10))
    answer = household.posts("signin.make_secret")
    assert (answer.status_code, answer.location) == (
        303,
        household.address("signin.confirm", next=household.address("expat.status"), undone=1),
    )
    assert case.secret_hash is None


def test_the_right_password_counts_as_no_try(visit: Visit, clock: time_machine.Traveller) -> None:
    user = a_user(Role.OFFICER)
    set_password(user, PASSWORD)
    officer = visit(user)
    for _time in range(8):
        clock.shift(timedelta(minutes=6))
        officer.opens("signin.confirm").presses("Go on", present=PASSWORD)


def somebody_later(visit: Visit, clock: time_machine.Traveller, role: Role, employer: Employer | None) -> Visitor:
    """Somebody with a password who signed in a while ago."""
    user = a_user(role, employer=employer)
    set_password(user, PASSWORD)
    visitor = visit(user)
    clock.shift(timedelta(minutes=6))
    return visitor


def test_whoever_lets_others_in_shows_first_who_they_are(visit: Visit, clock: time_machine.Traveller) -> None:
    """A mere button leads back to the page on which it stands, to be pressed there."""
    employer = an_employer()
    colleague = a_user(Role.EMPLOYER, employer=employer, name="Esra Koç")
    doors: tuple[tuple[Role, Employer | None, str, str, dict[str, object]], ...] = (
        (Role.EMPLOYER_ADMIN, employer, "employer.colleagues", "employer.invite_colleague", {}),
        (Role.COORDINATOR, None, "desk.employer", "desk.invite_hr", {"employer_id": employer.id}),
    )
    for role, own, page, inviting, whose in doors:
        visitor = somebody_later(visit, clock, role, own).opens(page, **whose)
        home = visitor.page.url
        assert "/sign-in/confirm" in visitor.asks_for(inviting, **whose).location
        visitor.presses("Remove Esra Koç").sees("Is it still you?", "What you pressed is not done yet.")
        visitor.presses("Go on", refused=422, present="not this one at all").sees(
            "What you pressed is not done yet."
        )
        visitor.presses("Go on", present=PASSWORD).sees("What you pressed before is not done yet: press it again.")
        assert (visitor.page.url, colleague.active) == (home, True)
        visitor.presses("Remove Esra Koç").sees("Esra Koç cannot sign in any more")
        visitor.presses("Bring back Esra Koç")


def test_of_every_mere_button_it_is_known_where_it_stands(app: Flask) -> None:
    methods: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        methods.setdefault(rule.endpoint, set()).update(rule.methods or ())
    buttons = [name for name, rule in ROUTES.items() if rule.fresh and "GET" not in methods[name]]
    assert buttons
    assert not [name for name in buttons if "GET" not in methods.get(ROUTES[name].stands_on, ())]


def test_whoever_does_not_want_to_show_it_goes_back(visit: Visit, clock: time_machine.Traveller) -> None:
    """To the page of the button; before a page that would ask again, to the first one."""
    employer = an_employer()
    a_user(Role.EMPLOYER, employer=employer, name="Esra Koç")
    visitor = somebody_later(visit, clock, Role.EMPLOYER_ADMIN, employer).opens("employer.colleagues")
    home = visitor.page.url
    visitor.presses("Remove Esra Koç").follows("Back, without doing it")
    assert visitor.page.url == home
    visitor.goes_to(visitor.asks_for("employer.new_key").location).does_not_see("What you pressed")
    assert visitor.follows("Back").page.url == visitor.address("employer.hires")
    for odd in ("/nowhere", "https://elsewhere.example/", ""):
        visitor.opens("signin.confirm", next=odd).follows("Back")
        assert visitor.page.url == visitor.address("employer.hires")


def test_nobody_hears_of_a_button_that_they_did_not_press(visit: Visit, clock: time_machine.Traveller) -> None:
    visitor = somebody_later(visit, clock, Role.EMPLOYER_ADMIN, an_employer())
    visitor.goes_to(visitor.asks_for("employer.new_key").location)
    visitor.presses("Go on", present=PASSWORD).does_not_see("What you pressed")


def test_a_reason_is_not_lost_by_showing_who_one_is(visit: Visit, clock: time_machine.Traveller) -> None:
    asked = an_application()
    coordinator = visit(a_user(Role.COORDINATOR)).opens("desk.application", application_id=asked.id)
    clock.shift(timedelta(minutes=6))
    coordinator.presses("Refuse", refused=403, reason="The register does not know you.").sees("Is it still you?")
    coordinator.sees("The register does not know you.")
    coordinator.signs_in().opens("desk.refuse_application", application_id=asked.id).sees("Who asks", "Refuse")


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.COORDINATOR])
def test_invoices_leave_after_showing_who_one_is(visit: Visit, clock: time_machine.Traveller, role: Role) -> None:
    customer = a_customer()
    a_kept_visit(customer)
    clock.move_to(NEW_YEAR)
    (invoice,) = drawn_up()
    door = "employer" if role is Role.EMPLOYER else "desk"
    visitor = somebody_later(visit, clock, role, customer if role is Role.EMPLOYER else None)
    its_file = {"invoice_id": invoice.id, "extension": "csv"}
    assert "/sign-in/confirm" in visitor.asks_for(f"{door}.invoice_file", **its_file).location
    visitor.opens(f"{door}.invoice", invoice_id=invoice.id).follows("Lines as CSV")
    visitor.presses("Go on", present=PASSWORD).sees("Lines as CSV")
    assert visitor.asks_for(f"{door}.invoice_file", **its_file).status_code == 200
