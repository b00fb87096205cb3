"""Further addresses of an employer: its admin tells them, and they stand in the form for its address."""

import contextlib
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from expatdesk.cases.models import Case
from expatdesk.documents.address_form import signed_form
from expatdesk.documents.taking_in import Sent
from expatdesk.logbook.models import LogLine
from expatdesk.organisations import addresses
from expatdesk.organisations.addresses import AddressKnown, TooManyAddresses, add_address, drop_address
from expatdesk.organisations.models import Employer, EmployerAddress
from expatdesk.people.models import Person, Role
from expatdesk.shared.db import begin_immediate, session
from tests.at_once import beside
from tests.conftest import Visit
from tests.factories import a_case, a_user, an_address, an_employer, registered, with_family
from tests.factories.cases import done_by
from tests.factories.temporary import NO_HOME, at_work
from tests.visitor import Visitor

TYPED = {"kind": "housing", "street": "Rapenburg 70", "postcode": "2311ez", "town": "Leiden"}
SIGN = "Sign the form"
SIGNED: dict[str, Any] = {"name": "Sanne de Wit", "may_sign": True}
ABOUT_ADDRESSES = select(LogLine.verb).where(LogLine.verb.startswith("employer_address_")).order_by(LogLine.id)


@pytest.fixture
def employer(app: Flask) -> Employer:
    return an_employer(street="Darwinweg 2")


@pytest.fixture
def admin(visit: Visit, employer: Employer) -> Visitor:
    return visit(a_user(Role.EMPLOYER_ADMIN, employer=employer))


@pytest.fixture
def homeless(employer: Employer) -> Case:
    """A hire that asks for the employer's address."""
    return a_case(employer=employer, home_kind=None, home_postcode=None)


def test_an_admin_adds_one_and_removes_it(admin: Visitor, employer: Employer) -> None:
    admin.opens("employer.colleagues").follows("Addresses of your organisation").sees(
        "Darwinweg 2", "2333 ZA Leiden"
    )
    admin.follows("Add an address").presses("Add", **TYPED, label="Guest house")
    admin.sees("The address is added.", "Housing for hires", "Guest house", "Rapenburg 70", "2311 EZ Leiden")
    admin.presses("Remove Rapenburg 70").sees("The address is removed.").does_not_see("2311 EZ")
    assert employer.addresses == []
    verbs = ("employer_address_added", "employer_address_removed")
    assert session.scalars(select(LogLine.verb).where(LogLine.verb.in_(verbs)).order_by(LogLine.id)).all() == [
        *verbs
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"kind": ""}, "Choose what it is for."),
        ({"kind": "castle"}, ""),
        ({"street": " "}, "Fill in the street."),
        ({"postcode": "99"}, "This is no Dutch postcode."),
        ({"town": ""}, "Fill in the town."),
    ],
)
def test_what_is_wrong_is_said(admin: Visitor, employer: Employer, typed: dict[str, str], said: str) -> None:
    answer = admin.opens("employer.new_address").posts("employer.new_address", {**TYPED, **typed})
    assert (answer.status_code, said in answer.text, employer.addresses) == (422, True, [])


def test_invoices_go_to_one_address(admin: Visitor, employer: Employer) -> None:
    an_address(employer, "invoice", street="Postbus 9600")
    admin.opens("employer.new_address").presses("Add", refused=422, **{**TYPED, "kind": "invoice"})
    admin.sees("There is an address for invoices already.")
    assert [one.street for one in employer.addresses] == ["Postbus 9600"]


def test_a_second_click_adds_no_second_one(admin: Visitor, employer: Employer) -> None:
    admin.opens("employer.new_address").presses("Add", **TYPED)
    admin.opens("employer.new_address").presses("Add", refused=422, **TYPED)
    admin.sees("This address is in the list already.")
    assert len(employer.addresses) == 1


def test_a_second_click_at_the_same_moment_adds_none_either(real_app: Flask) -> None:
    employer_id = an_employer().id
    session.commit()

    def add() -> None:
        begin_immediate()
        with contextlib.suppress(AddressKnown):
            add_address(session.get_one(Employer, employer_id), EmployerAddress(**TYPED), by=done_by()["by"])
        session.commit()

    begin_immediate()
    add_address(session.get_one(Employer, employer_id), EmployerAddress(**TYPED), by=done_by()["by"])
    session.flush()
    with beside(real_app, add):
        session.commit()
    assert session.query(EmployerAddress).count() == 1


def test_there_are_no_more_than_a_page_lists(employer: Employer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "MOST", 1)
    an_address(employer)
    with pytest.raises(TooManyAddresses):
        add_address(employer, EmployerAddress(**TYPED), by=done_by()["by"])


def test_removed_by_two_at_once_it_is_removed_once(employer: Employer) -> None:
    address, by = an_address(employer), done_by()["by"]
    drop_address(address, employer, by=by)
    drop_address(address, employer, by=by)
    assert session.scalars(ABOUT_ADDRESSES).all() == ["employer_address_removed"]


def test_only_an_admin_sees_to_them(visit: Visit, employer: Employer) -> None:
    visit(a_user(Role.EMPLOYER, employer=employer)).cannot_open("employer.addresses")


def test_nobody_removes_another_ones(visit: Visit, employer: Employer) -> None:
    """Security T01, T04."""
    address, stranger = an_address(employer), visit(a_user(Role.EMPLOYER_ADMIN, employer=an_employer("Naturalis")))
    for address_id in (address.id, uuid.uuid4()):
        assert stranger.posts("employer.drop_address", {}, address_id=address_id).status_code == 404
    assert employer.addresses == [address]


def test_the_form_offers_those_where_the_hire_can_be_registered(
    visit: Visit, employer: Employer, homeless: Case
) -> None:
    """No address for invoices, and none in a town that the desk did not reckon with."""
    an_address(employer)
    an_address(employer, "invoice", street="Breestraat 1")
    an_address(employer, street="Boulevard 4", postcode="2225 AB", town="Katwijk")
    hr = visit(a_user(Role.EMPLOYER, employer=employer)).opens("employer.sign_address_form", case_id=homeless.id)
    hr.sees("at our address, Darwinweg 2, 2333 ZA Leiden").does_not_see("Breestraat 1", "Boulevard 4")
    hr.follows("Guest house, Rapenburg 70, 2311 EZ Leiden").sees("at our address, Guest house, Rapenburg 70")
    hr.presses(SIGN, **SIGNED).sees("The form is signed")


def test_the_address_that_was_chosen_stays_chosen_when_something_changes_while_it_is_signed(
    visit: Visit, employer: Employer, homeless: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else whoever reads it again signs for another address than the one that they chose."""
    address = an_address(employer)

    def drawn_slowly(*given: Any) -> Iterator[Sent]:
        yield from signed_form(*given)
        session.execute(update(Person).where(Person.case_id == homeless.id).values(family_name="Krishnan-Rao"))
        session.commit()

    monkeypatch.setattr("expatdesk.employer.address_form.signed_form", drawn_slowly)
    hr = visit(a_user(Role.EMPLOYER, employer=employer))
    hr.opens("employer.sign_address_form", case_id=homeless.id, at=address.id).presses(SIGN, **SIGNED)
    hr.sees(
        "changed since you read it", "Krishnan-Rao may be registered at our address, Guest house, Rapenburg 70"
    )


def test_who_works_outside_the_region_is_asked_for_no_form(visit: Visit, employer: Employer) -> None:
    """So the addresses that are offered are compared inside the region alone."""
    case = a_case(
        employer=employer, home_kind=None, home_postcode=None, work_street="Dam 1", work_postcode="1012 JS"
    )
    visit(a_user(Role.EMPLOYER, employer=employer)).cannot_open("employer.sign_address_form", case_id=case.id)


def test_an_address_that_was_removed_since_it_was_read_is_not_signed(
    visit: Visit, employer: Employer, homeless: Case
) -> None:
    address = an_address(employer)
    hr = visit(a_user(Role.EMPLOYER, employer=employer))
    hr.opens("employer.sign_address_form", case_id=homeless.id, at=address.id)
    drop_address(address, employer, by=done_by()["by"])
    hr.presses(SIGN, refused=409, **SIGNED).sees("changed since you read it", "at our address, Darwinweg 2")


def test_another_employers_house_is_not_offered(visit: Visit, employer: Employer, homeless: Case) -> None:
    """Security T01."""
    theirs = an_address(an_employer("Naturalis"), street="Rapenburg 99")
    hr = visit(a_user(Role.EMPLOYER, employer=employer))
    hr.opens("employer.sign_address_form", case_id=homeless.id, at=theirs.id).does_not_see("Rapenburg 99")


def test_an_admin_reads_how_many_are_registered_at_its_address(admin: Visitor, employer: Employer) -> None:
    admin.opens("employer.addresses").sees("No hire is registered at your visiting address now.")
    at_work(employer)
    # As long as some of a household are not registered, no number tells that others are (security T07).
    registered(with_family(a_case(employer=employer, **NO_HOME)), first=1)
    at_work()
    admin.opens("employer.addresses").sees("1 hire is registered at your visiting address now.")
