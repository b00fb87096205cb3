"""The intake while somebody else works on the same file: nothing is overwritten unseen."""

from typing import Any

import pytest

from expatdesk.access.visitor import Visitor as Known
from expatdesk.cases.actions import change_facts, change_person
from expatdesk.cases.models import Case
from expatdesk.people.models import Role
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.expat.answering import SINGLE
from tests.expat.households import NO_HOME
from tests.factories import a_case

OFFICER = Known(Role.OFFICER, "Ilse Vermeer", organisation="Expat desk").actor


@pytest.fixture
def case(app: object) -> Case:
    """A case that its employer submitted, with its home still open."""
    return a_case(**NO_HOME)


def reload(case: Case) -> Case:
    session.expire_all()
    return case


def test_what_an_officer_changed_is_not_overwritten_unseen(visit: Visit, case: Case, region: Region) -> None:
    expat = visit(case).opens("expat.question", slug="birth")
    how: dict[str, Any] = {"version": case.version, "by": OFFICER, "region": region, "today": today()}
    change_person(case, case.principal, {"born": "1991-08-09"}, **how)
    expat.presses("Go on", refused=409, **SINGLE["birth"])
    expat.sees("Expat desk changed it on Mon 14 Dec, 10:00", "9 August 1991")
    assert expat.page.form_with("Use my answer")[0].values()["born-year"] == ["1990"]
    assert reload(case).principal.born == "1991-08-09"
    expat.presses("Use my answer")
    assert reload(case).principal.born == "1990-03-07"


def test_the_desk_may_be_kept_right(visit: Visit, case: Case, region: Region) -> None:
    expat = visit(case).opens("expat.question", slug="arrival")
    change_facts(case, {"stay_months": 30}, version=case.version, by=OFFICER, region=region, today=today())
    expat.presses("Go on", refused=409, stay_months="12").follows("Keep what is in my file")
    assert reload(case).stay_months == 30


def test_a_change_elsewhere_in_the_file_does_not_get_in_the_way(visit: Visit, case: Case, region: Region) -> None:
    expat = visit(case).opens("expat.question", slug="birth")
    change_facts(case, {"stay_months": 30}, version=case.version, by=OFFICER, region=region, today=today())
    expat.presses("Go on", **SINGLE["birth"])
    assert reload(case).principal.born == "1990-03-07"


def test_in_two_tabs_the_last_answer_counts(visit: Visit, case: Case) -> None:
    first, second = visit(case), visit(case)
    first.opens("expat.question", slug="birth")
    second.opens("expat.question", slug="birth").presses("Go on", **{**SINGLE["birth"], "born-year": "1980"})
    first.presses("Go on", **SINGLE["birth"])
    assert reload(case).principal.born == "1990-03-07"


def test_answering_the_same_again_leaves_no_trace(visit: Visit, case: Case) -> None:
    expat = visit(case).opens("expat.question", slug="birth").presses("Go on", **SINGLE["birth"])
    version = reload(case).version
    expat.opens("expat.question", slug="birth").presses("Go on")
    assert reload(case).version == version
