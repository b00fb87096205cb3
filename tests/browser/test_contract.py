"""A rental contract on its pages: for the household question by question, for the desk beside its scan."""

import json
import sqlite3
from contextlib import closing
from uuid import UUID, uuid4

import pytest

from expatdesk.demo.guests import GUESTS, Guest
from tests.browser.conftest import DESK, PHONE, NewPerson
from tests.browser.site import Site
from tests.factories.contracts import ANSWERS

pytestmark = pytest.mark.browser

SLUGS = ("home", "registration", "landlord", "permit", "term", "money", "given", "signs", "pages", "summary")
WRONG = {**ANSWERS, "deposit": 500_000, "landlord_abroad": True, "is_sublet": True, "has_end": True}


def give_contract(site: Site, guest: Guest, state: str) -> tuple[str, str]:
    """A contract of this household, and no other; its case and its own id."""
    contract, moment = uuid4().hex, "2026-12-14 09:00:00.000000"
    with closing(sqlite3.connect(site.database)) as database, database:
        (case,) = database.execute('SELECT id FROM "case" WHERE code = ?', (guest.code,)).fetchone()
        database.execute("DELETE FROM contract_check WHERE case_id = ?", (case,))
        database.execute(
            "INSERT INTO contract_check (id, case_id, state, version, begun_at, street, answers, pages,"
            " corrections, sent_on) VALUES (?, ?, ?, 1, ?, 'Hooigracht 12', ?, '[]', '{}', '2026-12-14')",
            (contract, case, state, moment, json.dumps(WRONG)),
        )
    return str(UUID(case)), str(UUID(contract))


def test_what_a_household_is_asked(new_person: NewPerson) -> None:
    for screen in (PHONE, DESK):
        person = new_person(screen).enters(GUESTS[0])
        give_contract(person.site, GUESTS[0], "asked")
        for slug in SLUGS:
            person.opens(f"/my/contract/{slug}")
        person.opens("/my/contract")
        give_contract(person.site, GUESTS[0], "with_desk")
        person.opens("/my/contract")


def test_what_the_desk_reads(signed_in: NewPerson) -> None:
    officer = signed_in("sanne@desk.example")
    case, contract = give_contract(officer.site, GUESTS[0], "with_desk")
    officer.opens(f"/desk/cases/{case}/contracts/{contract}")
    officer.opens(f"/desk/cases/{case}/contracts/{contract}/facts")
