"""A rental contract of the demonstration: a guest found a home, and the desk has not read its contract yet."""

from collections.abc import Sequence
from typing import Any

from expatdesk.access.contract_form import PAGES
from expatdesk.cases.projection import refresh
from expatdesk.demo.journey import Journey
from expatdesk.demo.past import in_office_hours
from expatdesk.demo.scans import a_scan, as_pdf
from expatdesk.demo.stages import Stage, waiting
from expatdesk.documents.contract_files import add_to_contract
from expatdesk.documents.taking_in import Sent, take_in
from expatdesk.housing.contract_checks import begin_contract, save_answers, send_contract
from expatdesk.housing.contract_models import ContractCheck
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Role

STREET = "Haagweg 460"
# All in order, but for a deposit of three months' rent and a fee for the agency: the desk has something to find.
ANSWERS: dict[str, Any] = {
    "postcode": "2324 NA", "lets": "whole_home", "is_sublet": False, "has_end": False, "may_leave_early": True,
    "rent": 165_000, "service_costs": 12_000, "deposit": 495_000, "asks_agency_fee": True, "points": 190,
    "registration_allowed": True, "most_registered": 2, "others": 0, "is_written": True, "is_informed": True,
    "in_permit_district": False, "pay_before_viewing": False, "landlord_abroad": False, "price_too_low": False,
}  # fmt: skip
LINES = (("Address", STREET), ("Rent", "EUR 1650"), ("Deposit", "EUR 4950"), ("Agency", "EUR 400"))


def make_contract(guests: Sequence[tuple[Stage, Journey]]) -> None:
    """Whoever waits for their papers sent the contract on the same day."""
    way = next(way for stage, way in guests if stage is waiting)
    with in_office_hours(way.day, way.today, minutes=160):
        _is_sent(way)
    refresh(way.case, way.region, way.today)


def _is_sent(way: Journey) -> None:
    by = Actor(Role.EXPAT, way.case.title)
    contract = begin_contract(way.case, by=by, region=way.region, today=way.day)
    _is_answered(way, contract)
    pages = as_pdf(a_scan("HUUROVEREENKOMST", [("Name", way.case.title), *LINES]))
    taken = take_in([Sent("contract.pdf", pages)])
    add_to_contract(way.case, contract.id, taken.pages)
    send_contract(way.case, contract, has_pages=True, by=by, region=way.region, today=way.day)


def _is_answered(way: Journey, contract: ContractCheck) -> None:
    starts = way.case.arrival or way.today
    answers = {"starts": starts.isoformat(), **ANSWERS}
    for page in PAGES:
        save_answers(way.case, contract, page.slug, answers, street=STREET)
