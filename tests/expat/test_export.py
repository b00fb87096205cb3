"""A household asks for all that is kept of it and takes it along, having shown who it is (security 3, T51)."""

from datetime import timedelta

from time_machine import Traveller

from expatdesk.logbook.queries import history_of, readings_of
from expatdesk.people import throttle
from expatdesk.rights.exporting import make_exports
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case
from tests.factories.cases import REGION


def test_it_is_asked_for_made_and_taken(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.data").follows("Take your data along")
    expat.presses("Make the file").sees("We are making your file.", "0 of about 5 parts are done.")
    expat.cannot_open("expat.export_file")
    make_exports(REGION, today())
    expat.follows("Look again").sees("Your file is ready")
    answer = expat.asks_for("expat.export_file")
    assert (answer.status_code, answer.data[:2]) == (200, b"PK")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "data_export_asked" in [line.verb for line in history_of(case.id)]
    assert [line.verb for line in readings_of(case.id)] == ["data_taken"]


def test_nobody_takes_the_file_of_another_household(visit: Visit) -> None:
    case = a_case()
    visit(case).opens("expat.export").presses("Make the file")
    make_exports(REGION, today())
    visit(a_case()).opens("expat.export").does_not_see("Your file is ready").cannot_open("expat.export_file")


def test_it_needs_a_fresh_sign_in(visit: Visit, clock: Traveller) -> None:
    expat = visit(a_case()).opens("expat.export").presses("Make the file")
    make_exports(REGION, today())
    clock.move_to(now() + timedelta(minutes=6))
    assert expat.asks_for("expat.export_file").location.startswith(expat.address("signin.confirm"))
    assert "Is it still you?" in expat.posts("expat.make_export").text


def test_three_a_day_are_enough(visit: Visit) -> None:
    expat = visit(a_case()).opens("expat.export").presses("Make the file")
    for _ in range(throttle.EXPORTS.allowed - 1):
        make_exports(REGION, today())
        expat.opens("expat.export").presses("Make it anew")
    make_exports(REGION, today())
    session.commit()
    expat.opens("expat.export").presses("Make it anew", refused=429).sees("You asked three times today.")
