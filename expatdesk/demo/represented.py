"""A household of the demonstration that lets an agent represent it."""

from collections.abc import Sequence
from datetime import date, timedelta

from expatdesk.cases.representative_models import Grant, Mails, Relation
from expatdesk.cases.representatives import Named, accept, name_representative
from expatdesk.demo.journey import Journey
from expatdesk.demo.past import in_office_hours
from expatdesk.demo.stages import Stage, registered
from expatdesk.logbook.actions import record_reading
from expatdesk.logbook.models import Actor
from expatdesk.people.links import void_links_of_case
from expatdesk.people.models import Purpose, Role

NAME, EMAIL = "Margriet Hoekstra", "margriet@relocate.example"
MAY_SEE = (Grant.PLAN, Grant.PAPERS, Grant.QUESTIONS)
# Since it was named it looks so many days later, and once more lately.
LOOKS_AFTER, LOOKED_AGO = (2, 6), 1


def make_representative(guests: Sequence[tuple[Stage, Journey]]) -> None:
    """The guest who is registered named an agent early on, who accepted and looks now and then."""
    way = next(way for stage, way in guests if stage is registered)
    case, named_on = way.case, way.case.submitted_on + timedelta(days=2)
    agent = Actor(Role.REPRESENTATIVE, NAME)
    with in_office_hours(named_on, way.today, minutes=80):
        one = name_representative(case, _named(way.today), by=Actor(Role.EXPAT, case.title))
    with in_office_hours(named_on, way.today, minutes=110):
        accept(one)
        # By the link in its invitation, which is used up.
        void_links_of_case(case.id, Purpose.REPRESENTATION)
    days = [named_on, *(named_on + timedelta(days=days) for days in LOOKS_AFTER)]
    for day in [*days, way.today - timedelta(days=LOOKED_AGO)]:
        with in_office_hours(day, way.today, minutes=115):
            record_reading("case_read", by=agent, case_id=case.id)


def _named(today: date) -> Named:
    last_day = today + timedelta(days=120)
    return Named(NAME, EMAIL, "nl", Relation.AGENT, MAY_SEE, may_act=False, mails=Mails.TOO, last_day=last_day)


def listed_representative() -> str:
    """How to sign in as the agent, a line."""
    return f"  {'agent of LE-9DWT-36':26}{EMAIL:30}by a link, which lies among the mails"
