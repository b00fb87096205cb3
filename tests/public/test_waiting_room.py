"""The screen in the waiting room: numbers and counters, never a name, and gone once its address is taken back."""

import re
from datetime import timedelta

from expatdesk.appointments.models import Appointment, Counter, Progress, VisitKind
from expatdesk.cases.models import Case
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from tests.factories import a_case
from tests.factories.counters import a_counter
from tests.visitor import Visitor


def somebody(counter: Counter, ticket: str, progress: Progress, case: Case | None = None) -> Appointment:
    """Somebody with this ticket, today."""
    row = Appointment(
        case_id=case.id if case else None, counter=counter, kind=VisitKind.REGISTRATION, progress=progress,
        starts_at=now(), ends_at=now() + timedelta(minutes=30), booked_by_role="officer", ticket=ticket,
        arrived_at=now(), served_from=now() if progress is Progress.SERVING else None,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def address_made_by(coordinator: Visitor) -> str:
    """The address of a new screen, as the coordinator reads it."""
    token = coordinator._token()
    data = {"csrf_token": [token], "name": ["Hall"]}
    answer = coordinator._post(coordinator.address("desk.new_screen"), data)
    found = re.search(r"/waiting-room/[\w-]{43}", answer.text)
    assert found
    return found.group()


def test_numbers_and_counters_and_no_names(coordinator: Visitor, nobody: Visitor) -> None:
    booth = a_counter(name="Booth 3")
    case = a_case(given_names="Rosalind", family_name="Achterberg")
    somebody(booth, "A-004", Progress.SERVING, case)
    somebody(booth, "A-005", Progress.CHECKED_IN)
    somebody(booth, "A-001", Progress.DONE)
    nobody.goes_to(address_made_by(coordinator))
    nobody.sees("A-004 Booth 3", "A-005", "Uw nummer", "Your number", "Go to counter")
    nobody.does_not_see("Achterberg", "Rosalind", "A-001", case.code)


def test_a_fragment_is_enough_to_stay_up_to_date(coordinator: Visitor, nobody: Visitor) -> None:
    address = address_made_by(coordinator)
    somebody(a_counter(), "A-007", Progress.SERVING)
    part = nobody.client.get(f"{address}?part=1", base_url=nobody.base_url).text
    assert "A-007" in part
    assert "<html" not in part
    assert 'id="turns"' in part


def test_the_address_can_be_taken_back(coordinator: Visitor, nobody: Visitor) -> None:
    address = address_made_by(coordinator)
    nobody.goes_to(address)
    coordinator.opens("desk.counters").sees("Hall").presses("Take the address back Hall")
    assert nobody.client.get(address, base_url=nobody.base_url).status_code == 404


def test_nobody_guesses_it(nobody: Visitor) -> None:
    nobody.cannot_open("public.waiting_room", token="x" * 43)
