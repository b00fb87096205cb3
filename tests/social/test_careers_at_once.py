"""Two at one moment: the household and the desk tell of the same person's work."""

from collections import Counter
from dataclasses import replace
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from expatdesk.cases.career_models import PersonCareer
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from expatdesk.social.careers import CareerChanged, tell_career, withdraw_career
from tests.at_once import both
from tests.factories import a_case, with_family
from tests.factories.careers import TOLD, told_of_work
from tests.factories.cases import REGION


def a_couple(app: Flask, *, has_told: bool) -> UUID:
    with app.app_context():
        case = with_family(a_case())
        if has_told:
            told_of_work(case)
        session.commit()
        return case.id


def test_of_two_who_tell_first_one_is_kept_and_the_other_is_told(real_app: Flask) -> None:
    case_id, became = a_couple(real_app, has_told=False), Counter[str]()
    professions = iter(["Nurse", "Baker"])

    def tell() -> None:
        told = replace(TOLD, profession=next(professions))
        begin_immediate()
        case = session.get_one(Case, case_id)
        try:
            tell_career(case, case.people[1], told, language="en", by=SYSTEM, region=REGION, today=today())
            session.commit()
            became["kept"] += 1
        except CareerChanged:
            session.rollback()
            became["told"] += 1

    both(real_app, tell)
    with real_app.app_context():
        assert became == {"kept": 1, "told": 1}
        assert [row.version for row in session.scalars(select(PersonCareer))] == [1]


def test_two_presses_of_taking_back_are_one(real_app: Flask) -> None:
    case_id = a_couple(real_app, has_told=True)

    def withdraw() -> None:
        begin_immediate()
        case = session.get_one(Case, case_id)
        withdraw_career(case, case.people[1], by=SYSTEM, region=REGION, today=today())
        session.commit()

    both(real_app, withdraw)
    with real_app.app_context():
        assert session.scalars(select(PersonCareer)).all() == []
