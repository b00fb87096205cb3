"""Opening many cases at once makes the same rows as opening them one by one."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from time_machine import Traveller

from expatdesk.cases.actions import Hire, open_case
from expatdesk.cases.models import Case
from expatdesk.cases.opening import Foresight, open_cases, ready_cases
from expatdesk.cases.search import kept_words
from expatdesk.cases.sign_in import invite_held_back
from expatdesk.cases.sweep import untrue_projections
from expatdesk.logbook.models import Actor, LogLine
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.organisations.models import Employer
from expatdesk.people import throttle
from expatdesk.people.models import Person, Role
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_hire, a_user, actor_of, an_employer

# What no two cases have in common.
OWN = frozenset({"id", "case_id", "code", "reference"})


def opened(
    hires: Sequence[tuple[str, Hire]], by: Actor, region: Region, employer: Employer | None = None
) -> list[UUID]:
    """The cases of these hires of one employer."""
    theirs = employer or an_employer()
    return open_cases(ready_cases(hires, theirs, Foresight(region, today())), theirs, by)


@pytest.fixture
def by(app: Flask) -> Actor:
    """Somebody of HR."""
    return actor_of(a_user(Role.EMPLOYER, employer=an_employer("Other B.V.")))


def columns(row: Case | Person) -> dict[str, Any]:
    return {one.key: getattr(row, one.key) for one in type(row).__mapper__.column_attrs if one.key not in OWN}


HIRES = [
    {},
    {"home_kind": None, "home_postcode": None, "address_form_signed": True, "arrival": None},
    {"nationality": "", "category": "researcher", "people_expected": 4, "language": "nl", "has_bsn": True},
    {"given_names": "", "particle": "van der", "family_name": "Şebnem", "stay_months": 3},
    {"department": "Research", "home_postcode": None, "work_postcode": "2221 AA", "address_form_signed": True},
    {"category": "eu_citizen", "nationality": "DE", "lived_in_nl": True, "first_working_day": None},
]


@pytest.mark.parametrize("changes", HIRES)
def test_the_rows_are_the_same_as_those_of_one_by_one(
    region: Region, by: Actor, changes: dict[str, object]
) -> None:
    hire, employer = a_hire(**changes), an_employer()
    one = open_case(hire, employer=employer, by=by, region=region, today=today(), reference="P-1")
    (case_id,) = opened([("P-2", hire)], by, region, employer)
    session.expire_all()
    other = session.get_one(Case, case_id)
    assert columns(other) == columns(one)
    assert [columns(person) for person in other.people] == [columns(person) for person in one.people]
    assert (kept_words(other) or "").split()[4:] == (kept_words(one) or "").split()[4:]
    assert (one.reference, other.reference) == ("P-1", "P-2")
    assert verbs(other) == verbs(one)


def verbs(case: Case) -> list[tuple[str, str]]:
    return [(line.verb, line.actor_name) for line in session.query(LogLine).filter_by(case_id=case.id)]


def test_each_has_a_plan_of_its_own_where_it_matters(region: Region, by: Actor) -> None:
    hires = [("P-1", a_hire()), ("P-2", a_hire(given_names="Meera")), ("P-3", a_hire(home_postcode="2221 AA"))]
    ids = opened(hires, by, region)
    cases = [session.get_one(Case, case_id) for case_id in ids]
    assert [case.municipality for case in cases] == ["0546", "0546", "0537"]
    assert [case.principal.given_names for case in cases] == ["Ananya", "Meera", "Ananya"]
    assert untrue_projections(region, today()) == []


def test_as_many_are_invited_as_an_employer_may_invite(
    region: Region, by: Actor, monkeypatch: pytest.MonkeyPatch, clock: Traveller
) -> None:
    """Security T16: the others follow, and the history of each says that they wait. Nobody waits for nothing."""
    few = throttle.Limit("invitations-of", 2, throttle.INVITATIONS_OF.within, quiet=True)
    monkeypatch.setattr(throttle, "INVITATIONS_OF", few)
    hires: list[tuple[str, Hire]] = [(f"P-{n}", a_hire(email=f"n{n}@mail.example")) for n in range(5)]
    ids = opened(hires, by, region)
    session.commit()
    for hours, mails, held_back, followed in ((0, 2, 3, 0), (1, 2, 3, 0), (24, 4, 3, 2), (24, 5, 3, 3)):
        clock.shift(timedelta(hours=hours))
        invite_held_back()
        told = Counter(line.verb for case_id in ids for line in history_of(case_id))
        assert (told["invitation_held_back"], told["invitation_followed"]) == (held_back, followed)
        assert session.query(Mail).count() == mails


def test_without_hires_nothing_is_opened(region: Region, by: Actor) -> None:
    assert opened([], by, region) == []
