"""Handing a hire over: by the rules of HR's own form, and once however often it is sent (security T25, T38)."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from expatdesk.cases.models import Case
from expatdesk.logbook.models import LogLine
from expatdesk.messages.models import Mail
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.systems.answers import KEPT_FOR
from expatdesk.systems.models import KeptAnswer, Scope
from expatdesk.work import do_what_waits
from tests.api.system import JSON, System
from tests.conftest import Visit
from tests.employer.hiring import MEERA, SEE
from tests.factories import a_key, a_user, an_employer
from tests.factories.cases import REGION

Sent = dict[str, Any]
HIRE: Sent = {
    "given_names": "Meera", "family_name": "Raghunathan", "email": "meera@mail.example", "nationality": "IN",
    "category": "researcher", "stay_months": 24, "people_along": 1, "arrival": "2027-01-04",
    "first_working_day": "2027-01-11", "address_form_signed": True, "reference": "P-1042",
}  # fmt: skip
HOME: Sent = {"home_kind": "rent", "home_postcode": "2312 KS"}


def count_cases() -> int:
    return session.scalar(select(func.count()).select_from(Case)) or 0


def test_a_hire(system: System, employer: Employer) -> None:
    answer = system.posts("hires", HIRE, "one")
    assert (answer.status_code, answer.json) == (201, system.reads(answer.location.removeprefix("/api/v1/")))
    (case,) = session.scalars(select(Case))
    assert (case.employer_id, case.reference, case.people_expected) == (employer.id, "P-1042", 2)
    assert case.first_working_day == date(2027, 1, 11)
    assert session.scalars(select(Mail.recipient)).all() == ["meera@mail.example"]


def test_an_answer_that_is_given_again_was_read(system: System) -> None:
    """The first time it tells of a change, which has its own line (security T48)."""
    read = select(func.count()).select_from(LogLine).where(LogLine.verb == "hire_read")
    system.posts("hires", HIRE, "one")
    assert session.scalar(read) == 0
    assert system.posts("hires", HIRE, "one").status_code == 201
    assert session.scalar(read) == 1


def test_it_is_the_hire_that_hr_would_have_typed(system: System, visit: Visit, employer: Employer) -> None:
    system.posts("hires", HIRE, "one")
    hr = visit(a_user(Role.EMPLOYER, employer=employer)).opens("employer.new_hire")
    hr.presses(SEE, **MEERA).presses("Send")
    by_system, by_hr = session.scalars(select(Case).order_by(Case.reference.nulls_last()))
    assert by_system.as_submitted == by_hr.as_submitted
    assert by_system.hire_print == by_hr.hire_print


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        (
            {"given_names": ""},
            {"given_names": "Type the given names, or say that this person has only one name."},
        ),
        ({"given_names": "Mee\u200bra"}, {"given_names": "a character that cannot be seen"}),
        ({"family_name": "Ra\0ghu"}, {"family_name": "a character that cannot be seen"}),
        ({"particle": "111.222.333"}, {"particle": "This looks like a BSN"}),
        ({"nationality": "ZZ"}, {"nationality": "two letters"}),
        ({"category": "scholar"}, {"category": "We know no such value."}),
        ({"category": "eu_citizen"}, {"category": "none of the EU, the EEA or Switzerland"}),
        ({"email": "meera", "arrival": "2072-01-04"}, {"email": "no e-mail address", "arrival": "Check the year"}),
        ({**HOME, "home_postcode": ""}, {"home_postcode": "Type the postcode of the home."}),
        ({"work_street": "Hooigracht 1"}, {"work_postcode": "Type the postcode of the work."}),
        ({"department": "x" * 301}, {"department": "not of the length"}),
        ({"email": "a." * 300_000 + "@b.example"}, {"email": "not of the length"}),
        ({"department": "Nowhere"}, {"department": "You have no departments. Leave this empty."}),
        ({"reference": "111222333"}, {"reference": "never a BSN"}),
        ({"reference": "P\u202e1"}, {"reference": "a number of your own"}),
        ({"reference": "\u00a0 "}, {"reference": "a number of your own"}),
        ({"stay_months": "24"}, {"stay_months": "not of the kind"}),
        ({"stay_months": 601}, {"stay_months": "not of the kind"}),
        ({"arrival": "04-01-2027"}, {"arrival": "not of the kind"}),
        ({"bsn": "1"}, {"bsn": "We know no such field."}),
        ({"x" * 5000: "1"}, {"x" * 60: "We know no such field."}),
    ],
)
def test_what_is_refused(system: System, changed: Sent, wrong: dict[str, str]) -> None:
    answer = system.posts("hires", {**HIRE, **changed}, "one")
    assert answer.status_code == 422
    assert answer.json is not None
    told = {error["name"]: error["says"] for error in answer.json["errors"]}
    assert set(told) == set(wrong)
    assert all(says in told[name] for name, says in wrong.items()), told
    assert count_cases() == 0
    # What failed is forgotten: mended, it may be sent under the same key.
    assert system.posts("hires", HIRE, "one").status_code == 201


def test_what_is_missing(system: System) -> None:
    answer = system.posts("hires", {name: HIRE[name] for name in HIRE if name != "email"}, "one")
    assert answer.json is not None
    assert answer.json["errors"] == [{"name": "email", "says": "This is missing."}]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", JSON, 400),
        (b"", JSON, 400),
        (b'{"given_names": "\xff"}', JSON, 400),
        (b"[]", JSON, 422),
        (b"{}", "text/plain", 415),
        (b" " * 5_000_000, JSON, 413),
    ],
)
def test_what_is_no_hire(system: System, body: bytes, kind: str, status: int) -> None:
    assert system.posts("hires", body, "one", kind=kind).status_code == status


@pytest.mark.parametrize("key", [None, "", " ", "é", "x" * 201])
def test_without_an_idempotency_key(system: System, key: str | None) -> None:
    assert system.posts("hires", HIRE, key).status_code == 400
    assert count_cases() == 0


def test_sent_again(system: System) -> None:
    """The same answer, although the hire looks another way by now."""
    first, again = system.posts("hires", HIRE, "one"), None
    session.scalars(select(Case)).one().email = "new@mail.example"
    again = system.posts("hires", HIRE, "one")
    assert (again.status_code, again.data, again.location) == (201, first.data, first.location)
    assert (first.headers.get("Idempotent-Replayed"), again.headers["Idempotent-Replayed"]) == (None, "true")
    assert count_cases() == 1
    assert len(session.scalars(select(Mail)).all()) == 1


def test_sent_again_by_a_program_that_writes_it_otherwise(system: System) -> None:
    """Other spaces, another order, and what is meant anyway: it is the same hire."""
    first = system.posts("hires", HIRE, "one")
    anew = json.dumps({"mail_language": "en", **dict(reversed(HIRE.items()))}, indent=2).encode()
    assert system.posts("hires", anew, "one").data == first.data
    assert count_cases() == 1


def test_another_hire_under_the_same_key(system: System) -> None:
    system.posts("hires", HIRE, "one")
    answer = system.posts("hires", {**HIRE, "reference": "P-1043"}, "one")
    assert answer.status_code == 422
    assert answer.json is not None
    assert "errors" not in answer.json
    assert count_cases() == 1


def test_the_key_of_another_system_is_another_one(app: Flask, system: System) -> None:
    other = System(app, a_key(an_employer("Rijnmond Robotics B.V."))[1])
    mine, theirs = (one.posts("hires", HIRE, "one") for one in (system, other))
    assert (mine.status_code, theirs.status_code) == (201, 201)
    assert mine.location != theirs.location


def test_the_same_reference(system: System) -> None:
    """By it the employer knows a hire: under another idempotency key it is told where that is."""
    first = system.posts("hires", HIRE, "one")
    answer = system.posts("hires", HIRE, "two")
    assert answer.status_code == 409
    assert answer.json is not None
    assert first.location in answer.json["detail"]
    assert system.posts("hires", {**HIRE, "reference": None}, "three").status_code == 201


@pytest.mark.parametrize(
    ("reference", "status"),
    [(" P-1042 ", 409), ("P-1042\u00a0", 409), ("Cafe\u0301", 409), ("p-1042", 201)],
)
def test_the_same_reference_as_people_read_it(system: System, reference: str, status: int) -> None:
    """As a sheet has it: what looks the same is the same, but for capitals."""
    for number, known in enumerate(("P-1042", "Caf\u00e9")):
        assert system.posts("hires", {**HIRE, "reference": known}, str(number)).status_code == 201
    assert system.posts("hires", {**HIRE, "reference": reference}, "again").status_code == status


def test_a_reference_is_kept_as_a_sheet_would_write_it(system: System) -> None:
    system.posts("hires", {**HIRE, "reference": "P-9 "}, "one")
    assert session.scalars(select(Case.reference)).one() == "P-9"


def test_after_a_day_it_is_forgotten(system: System, clock: time_machine.Traveller) -> None:
    sent = {**HIRE, "reference": None}
    system.posts("hires", sent, "one")
    clock.shift(KEPT_FOR - timedelta(seconds=1))
    assert system.posts("hires", sent, "one").headers["Idempotent-Replayed"]
    clock.shift(timedelta(seconds=1))
    assert "Idempotent-Replayed" not in system.posts("hires", sent, "one").headers
    clock.shift(KEPT_FOR)
    session.commit()
    do_what_waits()
    assert session.scalars(select(KeptAnswer)).all() == []


def test_after_erasing_it_is_not_done_again(system: System) -> None:
    """The next try of a system must not invite anew whom the desk forgot."""
    system.posts("hires", HIRE, "one")
    (case,) = session.scalars(select(Case))
    erase_case(case, Why.CLOSED, countries=REGION.countries, today=today())
    (kept,) = session.scalars(select(KeptAnswer))
    assert (kept.body, kept.location, kept.case_id) == (None, None, None)
    again = system.posts("hires", HIRE, "one")
    assert (again.status_code, count_cases()) == (410, 1)
    assert session.scalars(select(Mail)).all() == []


def test_a_key_that_only_reads(app: Flask, employer: Employer) -> None:
    reader = System(app, a_key(employer, scopes=[Scope.READ])[1])
    assert reader.posts("hires", HIRE, "one").status_code == 404
    assert count_cases() == 0


@pytest.mark.parametrize("same_key", [True, False])
def test_at_the_same_moment(real_app: Flask, *, same_key: bool) -> None:
    """One hire, whether one request was sent twice or two have the same reference."""
    token = a_key(an_employer())[1]
    session.commit()
    together = Barrier(2)

    def send(number: int) -> int:
        system = System(real_app, token)
        with real_app.app_context():
            together.wait(timeout=20)
            return system.posts("hires", HIRE, "one" if same_key else str(number)).status_code

    with ThreadPoolExecutor(2) as threads:
        answers = sorted(threads.map(send, range(2)))
    assert answers == ([201, 201] if same_key else [201, 409])
    assert count_cases() == 1
