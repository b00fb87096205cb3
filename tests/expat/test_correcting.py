"""A household corrects what it told, and sees what that does to its plan before it is kept."""

from datetime import timedelta

import pytest

from expatdesk.cases.actions import change_facts
from expatdesk.cases.models import Case
from expatdesk.documents.models import Document
from expatdesk.logbook.models import Actor
from expatdesk.logbook.queries import history_of
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, complete, with_family
from tests.factories.cases import REGION
from tests.factories.handing_in import handed_in

EFFECT = "This changes your plan"


@pytest.fixture
def case(app: object) -> Case:
    """A household that has answered everything."""
    case = with_family(a_case())
    complete(case, "intake")
    return case


def new_arrival(case: Case, days: int) -> dict[str, str]:
    day = (case.arrival or today()) + timedelta(days=days)
    return {"arrival-day": str(day.day), "arrival-month": str(day.month), "arrival-year": str(day.year)}


def test_the_effect_is_shown_and_then_it_is_kept(visit: Visit, case: Case) -> None:
    before, wanted = case.arrival, new_arrival(case, 30)
    lines = len(history_of(case.id))
    expat = visit(case).opens("expat.data").follows("Change: Arrival")
    expat.presses("Save", refused=422, **wanted).sees(EFFECT, "Nothing is saved yet.", "Another day")
    session.expire_all()
    assert case.arrival == before
    assert len(history_of(case.id)) == lines
    expat.presses("Save").sees("Your data").does_not_see(EFFECT)
    session.expire_all()
    assert before is not None
    assert case.arrival == before + timedelta(days=30)


def test_what_changes_nothing_is_kept_at_once(visit: Visit, case: Case) -> None:
    expat = visit(case).opens("expat.question", slug="wishes", back="data")
    expat.presses("Save", wants_buddy=True).sees("What we know", "a buddy")


def test_another_change_than_the_one_seen_is_shown_anew(visit: Visit, case: Case) -> None:
    expat = visit(case).opens("expat.question", slug="arrival", back="data")
    expat.presses("Save", refused=422, **new_arrival(case, 30)).presses(
        "Save", refused=422, **new_arrival(case, 45)
    )
    expat.sees(EFFECT)


def test_who_would_leave_keeps_their_papers_until_it_is_saved(visit: Visit, case: Case) -> None:
    handed_in(case, person=case.people[1])
    expat = visit(case).opens("expat.question", slug="household", back="data")
    expat.presses("Save", refused=422, partner="no", children="0").sees(EFFECT, "No longer needed")
    session.expire_all()
    assert len(case.people) > 1
    assert session.query(Document).filter_by(case_id=case.id).count() == 1


def test_what_the_desk_wrote_meanwhile_is_not_overwritten(visit: Visit, case: Case) -> None:
    """Security T39: the effect stays beside the newest of the file."""
    expat = visit(case).opens("expat.question", slug="arrival", back="data")
    expat.presses("Save", refused=422, **new_arrival(case, 30))
    changes = {"arrival": today() + timedelta(days=80)}
    desk = Actor(Role.OFFICER, "Sanne")
    change_facts(case, changes, version=case.version, by=desk, region=REGION, today=today())
    expat.presses("Save", refused=409).sees("This answer was changed while you had the page open.")


def test_who_is_still_answering_is_not_kept_up(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.question", slug="arrival")
    expat.presses("Go on", **new_arrival(case, 30)).does_not_see(EFFECT)


def test_it_says_where_to_report_in_the_words_of_the_new_way(visit: Visit, case: Case) -> None:
    expat = visit(case).opens("expat.question", slug="home", back="data")
    expat.presses("Save", refused=422, home_kind="none").sees(EFFECT, "Report to the municipality where you stay")
    expat.does_not_see("Register at another office")
