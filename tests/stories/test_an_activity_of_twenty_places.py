"""An activity of twenty places, and thirty households that want to come: from opening to a number that stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.cases.models import Case
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.shared.i18n import LANGUAGES
from expatdesk.social.activity_mails import remind_of_activities
from expatdesk.social.activity_models import ActivitySignUp, Occasion
from expatdesk.social.attendance import keep_only_numbers
from expatdesk.social.waiting_list import move_lines
from tests.conftest import Visit
from tests.factories import a_case, a_user
from tests.factories.activities import TYPED
from tests.factories.cases import REGION
from tests.visitor import Visitor

PLACES, HOUSEHOLDS = 20, 30


@pytest.fixture
def officer(visit: Visit) -> Visitor:
    """An officer of the desk."""
    return visit(a_user(Role.OFFICER, name="Sanne de Wit"))


@pytest.fixture
def occasion(officer: Visitor) -> Occasion:
    """The only evening of the soup, made and published on the desk's pages."""
    officer.opens("desk.new_activity")
    officer.presses("Keep as a draft", **{**TYPED, "capacity": str(PLACES), "count": "1"}).presses("Publish")
    return session.scalars(select(Occasion)).one()


@pytest.fixture
def households(visit: Visit, occasion: Occasion) -> list[Visitor]:
    """Thirty newcomers in both languages, who sign up one after another."""
    cases = [a_case(language=LANGUAGES[turn % 2]) for turn in range(HOUSEHOLDS)]
    return [signs_up(visit(case, language=case.language), occasion) for case in cases]


def signs_up(newcomer: Visitor, occasion: Occasion) -> Visitor:
    button = "Sign up" if occasion.taken < PLACES else "Join the waiting list"
    return newcomer.opens("expat.activity", occasion_id=occasion.id).presses(newcomer.says(button), persons="1")


def comes(newcomer: Visitor, occasion: Occasion) -> ActivitySignUp:
    """How this household stands now."""
    assert isinstance(newcomer.who, Case)
    of_it = ActivitySignUp.occasion_id == occasion.id, ActivitySignUp.case_id == newcomer.who.id
    return session.scalars(select(ActivitySignUp).where(*of_it).execution_options(populate_existing=True)).one()


def standings(newcomers: list[Visitor], occasion: Occasion) -> list[str]:
    return [comes(one, occasion).standing for one in newcomers]


def test_twenty_come_and_the_line_moves_up_by_itself(
    officer: Visitor, occasion: Occasion, households: list[Visitor], clock: Traveller
) -> None:
    assert standings(households, occasion) == ["coming"] * PLACES + ["waiting"] * (HOUSEHOLDS - PLACES)
    _who_signs_off_leaves_a_place_to_the_next(occasion, households, clock)
    _the_day_before_those_who_come_are_reminded(occasion, clock)
    _at_the_door_they_are_ticked_by_list_and_by_code(officer, occasion, households, clock)
    _a_month_later_a_number_is_all_that_stays(officer, occasion, clock)


def _who_signs_off_leaves_a_place_to_the_next(
    occasion: Occasion, households: list[Visitor], clock: Traveller
) -> None:
    third, asleep, awake = households[2], households[PLACES], households[PLACES + 1]
    third.opens("expat.activity", occasion_id=occasion.id).presses(third.says("Sign off"))
    assert standings([asleep, awake], occasion) == ["offered", "waiting"]
    clock.shift(timedelta(hours=24))
    session.commit()
    move_lines(REGION)
    assert standings([asleep, awake], occasion) == ["lapsed", "offered"]
    told = {mail.case_id: mail for mail in _mails("activity_offered")}
    assert told[comes(awake, occasion).case_id].language == awake.language
    awake.signs_in().opens("expat.activity", occasion_id=occasion.id).presses(awake.says("Yes, I come"))
    assert standings(households, occasion).count("coming") == PLACES


def _the_day_before_those_who_come_are_reminded(occasion: Occasion, clock: Traveller) -> None:
    clock.move_to(occasion.starts_at - timedelta(hours=20), tick=False)
    session.commit()
    remind_of_activities(REGION, today())
    reminded = {mail.case_id for mail in _mails("activity_reminder")}
    coming = select(ActivitySignUp.case_id).where(ActivitySignUp.standing == "coming")
    assert reminded == set(session.scalars(coming))
    assert len(reminded) == PLACES


def _at_the_door_they_are_ticked_by_list_and_by_code(
    officer: Visitor, occasion: Occasion, households: list[Visitor], clock: Traveller
) -> None:
    clock.move_to(occasion.starts_at, tick=False)
    listed, with_code = comes(households[0], occasion), comes(households[5], occasion)
    officer.signs_in().opens("desk.occasion", occasion_id=occasion.id)
    officer.presses("Is there Ananya Krishnan", str(listed.id)).sees("1 person is there")
    officer.opens("desk.check_in", sign_up_id=with_code.id).presses("They are there").sees("2 people are there")
    assert [one for one in households if comes(one, occasion).checked_in_at] == [households[0], households[5]]


def _a_month_later_a_number_is_all_that_stays(officer: Visitor, occasion: Occasion, clock: Traveller) -> None:
    clock.move_to(occasion.ends_at + timedelta(days=31), tick=False)
    session.commit()
    keep_only_numbers(today())
    assert session.scalars(select(ActivitySignUp)).all() == []
    fresh = session.get_one(Occasion, occasion.id, populate_existing=True)
    assert (fresh.expected, fresh.came) == (PLACES, 2)
    officer.signs_in().opens("desk.occasion", occasion_id=occasion.id).sees("2 people")


def _mails(kind: str) -> list[Mail]:
    session.flush()
    return list(session.scalars(select(Mail).where(Mail.kind == kind)))
