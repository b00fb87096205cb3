"""What a household lets its employer do: off until it says yes, for one employer and in these words alone."""

import pytest
from flask import Flask

from expatdesk.cases import consents
from expatdesk.cases.consents import Purpose, allows, answer, answered
from expatdesk.cases.history import sentence
from expatdesk.cases.merging import Choice, merge_cases
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import NobodyToAllow
from expatdesk.logbook.models import SYSTEM, Actor, LogLine
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case, an_employer
from tests.factories.cases import REGION

EXPAT = Actor(Role.EXPAT, "Ananya Krishnan")


def says(case: Case, *, yes: bool) -> None:
    answer(case, Purpose.VISIT, is_given=yes, language="nl", by=EXPAT)


def lines() -> list[str]:
    found = session.query(LogLine).filter(LogLine.verb.startswith("consent_")).order_by(LogLine.id)
    return [sentence(line) for line in found]


def test_it_is_off_until_yes_is_said_and_off_again_by_one_no(app: Flask) -> None:
    case = a_case(employer=an_employer("LUMC"))
    told = [(allows(case, Purpose.VISIT), answered(case, Purpose.VISIT))]
    for yes in (False, True, True, False):
        says(case, yes=yes)
        told.append((allows(case, Purpose.VISIT), answered(case, Purpose.VISIT)))
    assert told == [(False, None), (False, False), (True, True), (True, True), (False, False)]
    assert lines() == [
        "Ananya Krishnan does not let LUMC see and book the visit.",
        "Ananya Krishnan lets LUMC see and book the visit.",
        "Ananya Krishnan does not let LUMC see and book the visit any more.",
    ]


def test_the_words_that_were_read_are_kept_and_others_are_asked_anew(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = a_case()
    says(case, yes=True)
    line = session.query(LogLine).filter_by(verb="consent_given").one()
    assert (line.details["language"], line.details["text_version"]) == ("nl", 1)
    monkeypatch.setitem(consents.TEXT_VERSIONS, Purpose.VISIT, 2)
    assert answered(case, Purpose.VISIT) is None


def test_it_is_of_this_household_and_this_employer_alone(app: Flask) -> None:
    case, other = a_case(), a_case()
    says(case, yes=True)
    assert not allows(other, Purpose.VISIT)
    case.employer = an_employer("Another one B.V.")
    session.flush()
    assert not allows(case, Purpose.VISIT)


def test_it_does_not_come_over_with_another_case(app: Flask) -> None:
    employer = an_employer("LUMC")
    kept, emptied = (a_case(employer=employer, given_names=name) for name in ("Ananya", "Luc"))
    says(kept, yes=False)
    says(emptied, yes=True)
    same = Choice(same={emptied.principal.id: kept.principal.id})
    merge_cases(
        kept, emptied, same, version=kept.version, other_version=emptied.version, by=SYSTEM, region=REGION,
        today=today(),
    )  # fmt: skip
    assert not allows(kept, Purpose.VISIT)


def test_who_has_no_employer_has_nobody_to_allow(app: Flask) -> None:
    case = a_case()
    case.employer = None
    with pytest.raises(NobodyToAllow):
        says(case, yes=True)
