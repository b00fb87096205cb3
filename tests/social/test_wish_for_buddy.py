"""The wish for a buddy follows what the adults of a household let the desk do."""

from typing import Any

from flask import Flask

from expatdesk.cases.consents import Purpose
from expatdesk.rules.plan import StepState
from expatdesk.social.interests import say
from tests.factories import a_case, complete, registered, the_plan, with_family
from tests.factories.buddies import a_newcomer
from tests.factories.cases import done_by


def test_the_wish_for_a_buddy_ends_with_the_last_yes(app: Flask) -> None:
    """What nobody lets the desk do, no plan asks of it; whom they met stays."""
    case = with_family(a_case())
    for person in case.people[:2]:
        a_newcomer(case, person)
    no: dict[str, Any] = {"is_given": False, "language": "en", **done_by()}
    told = []
    # To let a stranger know who they are is another question.
    for number, purpose in [(0, Purpose.BUDDY), (1, Purpose.BUDDY_SEES), (1, Purpose.BUDDY)]:
        say(case, case.people[number], purpose, **no)
        told.append(case.wants_buddy)
    assert told == [True, True, False]
    met = a_newcomer(registered(a_case()))
    complete(met, "buddy_met")
    say(met, met.principal, Purpose.BUDDY, **no)
    assert the_plan(met).step("buddy_met").state is StepState.DONE
