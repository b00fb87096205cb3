"""Changing a case: opening it, its facts and people, who has it, and two at the same moment."""

import re
import threading
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, true, update

from expatdesk.cases.actions import (
    CODE_ALPHABET,
    assign,
    change_facts,
    change_person,
    claim,
    open_case,
    preview,
    take_next_case,
)
from expatdesk.cases.closing import close_case
from expatdesk.cases.household import set_household
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import PersonRegistered, StaleVersion, StepsUnfinished
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role, User
from expatdesk.region.loader import load_region
from expatdesk.rules.plan import Destination, StepState
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from tests.factories import (
    a_case,
    a_hire,
    a_user,
    actor_of,
    an_employer,
    complete,
    registered,
    the_plan,
    with_family,
)

HOW: dict[str, Any] = {"by": SYSTEM, "region": load_region("leiden"), "today": date(2026, 12, 14)}


@pytest.mark.usefixtures("app")
class TestOpening:
    """A case begins with a hire."""

    def test_it_has_a_code_that_is_easily_read_aloud(self) -> None:
        codes = {a_case().code for _ in range(20)}
        assert len(codes) == 20
        assert all(re.fullmatch(rf"LE-[{CODE_ALPHABET}]{{4}}-\d\d", code) for code in codes)
        assert not set("01OILSZB") & set(CODE_ALPHABET)

    def test_the_household_is_invited_in_its_language(self) -> None:
        case = a_case(language="nl")
        mail = session.scalars(select(Mail).where(Mail.case_id == case.id)).one()
        assert (mail.kind, mail.language, mail.recipient) == ("invitation", "nl", case.email)
        assert [line.verb for line in history_of(case.id)] == ["case_opened"]

    def test_a_preview_leaves_nothing(self, region: Region) -> None:
        plan = preview(a_hire(home_postcode="2225 AB"), an_employer(), region, today())
        assert plan.route.to is Destination.MUNICIPALITY
        session.flush()
        assert session.scalars(select(Case)).all() == []

    def test_an_expat_without_employer(self, region: Region) -> None:
        case = open_case(a_hire(), employer=None, by=SYSTEM, region=region, today=today())
        assert (case.employer, case.as_submitted) == (None, None)


@pytest.mark.usefixtures("app")
class TestFacts:
    """What is stored follows what is told, and the plan follows that."""

    def test_the_answer_is_what_changed_in_the_plan(self) -> None:
        case = a_case(arrival=date(2026, 12, 9))
        change = change_facts(case, {"arrival": date(2026, 12, 21)}, version=case.version, **HOW)
        moved = {move["step"]: (move["before"], move["after"]) for move in change["moved"]}
        assert moved["visit_booked"] == ("2026-12-14", "2026-12-28")
        assert (change["added"], change["removed"], change["route"]) == ([], [], None)
        assert history_of(case.id)[0].details["plan"] == change

    def test_what_stays_the_same_leaves_no_trace(self) -> None:
        case = a_case()
        version = case.version
        assert not any(change_facts(case, {"arrival": case.arrival}, version=version, **HOW).values())
        assert case.version == version

    def test_what_is_done_stays_done(self) -> None:
        case = a_case()
        complete(case, "intake")
        change_facts(case, {"home_postcode": "2225 AB"}, version=case.version, **HOW)
        assert "intake" not in [step.key for step in the_plan(case).steps]
        change_facts(case, {"home_postcode": "2312 KS"}, version=case.version, **HOW)
        assert the_plan(case).step("intake").state is StepState.DONE

    def test_an_old_version_changes_nothing(self) -> None:
        case = a_case()
        old = case.version
        change_facts(case, {"stay_months": 12}, version=old, **HOW)
        with pytest.raises(StaleVersion):
            change_facts(case, {"stay_months": 48}, version=old, **HOW)
        with pytest.raises(StaleVersion):
            change_person(case, case.people[0], {"born": "1990-01-01"}, version=old, **HOW)
        with pytest.raises(StaleVersion):
            set_household(case, partner=True, children=0, version=old, **HOW)
        session.expire_all()
        assert (case.stay_months, case.people[0].born, len(case.people)) == (12, "", 1)

    def test_a_change_behind_our_back_counts_as_well(self) -> None:
        """What decides is the row in the database, not the copy that this session has read."""
        case = a_case()
        seen = case.version
        session.execute(
            update(Case).where(Case.id == case.id).values(version=seen + 1),
            execution_options={"synchronize_session": False},
        )
        with pytest.raises(StaleVersion):
            claim(case, seen)


@pytest.mark.usefixtures("app")
class TestHousehold:
    """People come and go; what was done for somebody stays theirs."""

    def test_those_known_stay_and_the_last_too_many_go(self) -> None:
        case = with_family(a_case(), children=3)
        names = [person.given_names for person in case.people]
        set_household(case, partner=True, children=1, version=case.version, **HOW)
        assert [person.given_names for person in case.people] == names[:3]
        assert [person.position for person in case.people] == [0, 1, 2]

    def test_ticks_move_with_their_person(self) -> None:
        case = registered(with_family(a_case(), children=1))
        for step in ("digid:0", "digid:1", "health_insurance:2"):
            complete(case, step)
        with pytest.raises(PersonRegistered):
            set_household(case, partner=False, children=1, version=case.version, **HOW)

    def test_ticks_of_who_goes_go_too(self) -> None:
        case = with_family(a_case(nationality="IN"), children=1)
        case.people[1].nationalities = case.people[2].nationalities = ["IN"]
        complete(case, "residence_right:1")
        complete(case, "residence_right:2", on=date(2026, 12, 1))
        set_household(case, partner=False, children=1, version=case.version, **HOW)
        steps = {row.step: row.on for row in case.records}
        assert steps == {"residence_right:1": date(2026, 12, 1)}

    def test_a_partner_comes_before_the_children(self) -> None:
        case = with_family(a_case(nationality="IN"), partner=False, children=2)
        for person in case.people[1:]:
            person.nationalities = ["IN"]
        complete(case, "residence_right:1", on=date(2026, 12, 1))
        complete(case, "residence_right:2", on=date(2026, 12, 2))
        change = set_household(case, partner=True, children=2, version=case.version, **HOW)
        assert {row.step: row.on for row in case.records} == {
            "residence_right:2": date(2026, 12, 1),
            "residence_right:3": date(2026, 12, 2),
        }
        # Named by whose they are: what is new is the partner's.
        assert "brp_registration:1" in change["added"]


@pytest.mark.usefixtures("app")
class TestWhoHasIt:
    """A case is somebody's, or free for all."""

    def test_closing_needs_an_end(self, region: Region) -> None:
        case = a_case()
        with pytest.raises(StepsUnfinished):
            close_case(case, version=case.version, by=SYSTEM, region=region, today=today())

    def test_nobody_takes_what_is_closed_or_not_the_desks(self) -> None:
        me = a_user(Role.OFFICER)
        closed, theirs = _waiting(), a_case()
        closed.state = "closed"
        session.flush()
        assert take_next_case(true(), officer=me, by=actor_of(me)) is None
        assert theirs.officer_id is None

    def test_only_what_one_may_see(self) -> None:
        me, case = a_user(Role.OFFICER), _waiting()
        assert take_next_case(Case.id != case.id, officer=me, by=actor_of(me)) is None


def _waiting() -> Case:
    case = a_case()
    complete(case, "intake")
    complete(case, "papers_handed_in")
    return case


def test_many_at_once_each_get_another_case(real_app: Flask) -> None:
    """Two officers press the button in the same moment: nobody gets what somebody else has."""
    officers = [a_user(Role.OFFICER) for _ in range(6)]
    cases = {_waiting().id for _ in range(5)}
    ids = [officer.id for officer in officers]
    session.commit()
    taken: list[uuid.UUID | None] = []
    ready = threading.Barrier(len(ids))

    def press(officer_id: uuid.UUID) -> None:
        with real_app.app_context():
            ready.wait()
            begin_immediate()
            me = session.get_one(User, officer_id)
            case = take_next_case(true(), officer=me, by=actor_of(me))
            taken.append(case.id if case else None)
            session.commit()
            session.remove()

    threads = [threading.Thread(target=press, args=(officer_id,)) for officer_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, taken)) == sorted([*map(str, cases), "None"])
    holders = session.scalars(select(Case.officer_id).where(Case.id.in_(cases))).all()
    assert len(set(holders)) == len(cases)


def test_of_two_changes_at_once_one_wins(real_app: Flask) -> None:
    """Security T39: no lost update, whatever the interleaving."""
    case_id = a_case().id
    session.commit()
    outcomes: list[str] = []
    ready = threading.Barrier(4)

    def change(months: int) -> None:
        with real_app.app_context():
            case = session.get_one(Case, case_id)
            version = case.version
            session.rollback()
            ready.wait()
            begin_immediate()
            case = session.get_one(Case, case_id)
            try:
                change_facts(case, {"stay_months": months}, version=version, **HOW)
                session.commit()
                outcomes.append("saved")
            except StaleVersion:
                session.rollback()
                outcomes.append("stale")
            session.remove()

    threads = [threading.Thread(target=change, args=(months,)) for months in (7, 8, 9, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved", "stale", "stale", "stale"]
    assert len([line for line in history_of(case_id) if line.verb == "facts_changed"]) == 1


@pytest.mark.usefixtures("app")
def test_a_case_is_given_and_released() -> None:
    me, case = a_user(Role.OFFICER), a_case(arrival=today() + timedelta(days=3))
    assign(case, me, version=case.version, by=actor_of(me))
    assert (case.officer_id, case.officer_name) == (me.id, me.name)
    assign(case, None, version=case.version, by=actor_of(me))
    assert (case.officer_id, case.officer_name) == (None, None)
