"""How it went, in two presses, and what the coordinator reads of it."""

import re
from datetime import timedelta

import pytest
from time_machine import Traveller

from expatdesk.cases.models import Case
from expatdesk.ratings.queries import rating_of
from expatdesk.rules.figures import FEWEST
from tests.conftest import Visit
from tests.factories import a_case, registered
from tests.visitor import Visitor


@pytest.fixture
def case(app: object) -> Case:
    """A household that was registered today."""
    return registered(a_case())


def test_two_presses(visit: Visit, case: Case) -> None:
    expat = visit(case).opens("expat.status").sees("How did it go with us?").presses("Good")
    given = rating_of(case.id)
    assert given is not None
    assert (given.score, given.text) == (4, None)
    expat.presses("Send", text="Explain the letter about health insurance.").sees("Thank you. This helps us")
    assert given.text == "Explain the letter about health insurance."
    expat.opens("expat.status").does_not_see("How did it go with us?")


def test_what_was_typed_stays(visit: Visit, case: Case) -> None:
    expat = visit(case).opens("expat.status").presses("Bad")
    expat.presses("Send", text="my number is 123456782", refused=422).sees("This looks like a BSN", "my number is")


def test_before_the_registration_nobody_is_asked(visit: Visit) -> None:
    expat = visit(a_case()).opens("expat.status").does_not_see("How did it go with us?")
    assert expat.posts("expat.give_rating", {"score": "4"}).status_code == 404
    assert expat.asks_for("expat.rating").status_code == 404


def test_the_coordinator_reads_it_without_names(
    visit: Visit, case: Case, coordinator: Visitor, clock: Traveller
) -> None:
    visit(case).opens("expat.status").presses("Fair").presses("Send", text="Too many letters.")
    for _household in range(FEWEST - 1):
        visit(registered(a_case())).opens("expat.status").presses("Good").presses("Send", text="Friendly.")
    clock.shift(timedelta(days=1))
    coordinator.signs_in().opens("desk.dashboard").follows("What households think of us, and how long they wait")
    coordinator.sees("Fair", "Too many letters.", "3.8").does_not_see(case.code, case.principal.family_name)


def test_who_was_the_only_one_is_not_told(
    visit: Visit, case: Case, coordinator: Visitor, clock: Traveller
) -> None:
    """The coordinator knows who was registered this week: a score alone would bear a name."""
    visit(case).opens("expat.status").presses("Bad").presses("Send", text="Too many letters.")
    clock.shift(timedelta(days=1))
    coordinator.signs_in().opens("desk.ratings").sees("too few to say", "Too little to read yet")
    coordinator.does_not_see("Too many letters.")
    row = coordinator.asks_for("desk.ratings").text.split("<tbody>")[1].split("</tbody>")[0]
    assert re.findall(r'<td class="number">(\d+)</td>', row) == ["1"]


def test_where_nobody_said_anything_yet_it_says_so(coordinator: Visitor) -> None:
    coordinator.opens("desk.ratings").sees("Too little to read yet")
