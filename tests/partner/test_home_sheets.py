"""Many homes by a sheet: all of it or nothing, faults in words, and the same sheet again makes no doubles."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from expatdesk.housing.home_models import Home
from expatdesk.housing.homes import mark_taken
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.models import Partner
from expatdesk.partner.forms.home_sheets import MOST_HOMES
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_home, a_partner, a_user
from tests.sending_files import sent
from tests.visitor import Visitor

HEADS = (
    "Uw kenmerk;Straat;Postcode;Plaats;Soort woning;Kamers;Inrichting;Personen;Inschrijving;Huur;Servicekosten;"
    "Borg;Contract;Vrij vanaf;Laatste dag"
)
FIRST = "H-1;Morsweg 502;2332xv;Leiden;Appartement;3;Gemeubileerd;4;4;1.650,00;120;1650;onbepaalde tijd;11-1-2027;"
SECOND = "H-2;Rijnstraat 620;2223 EE;Katwijk;kamer;1;gestoffeerd;1;0;610,5;90;0;Short stay;2027-02-01;30 juni 2027"


@pytest.fixture
def partner(app: object) -> Partner:
    return a_partner()


@pytest.fixture
def noor(visit: Visit, partner: Partner) -> Visitor:
    """Somebody of the partner."""
    return visit(a_user(Role.PARTNER, partner=partner)).opens("partner.home_sheet")


def sheet(*lines: str, heads: str = HEADS) -> Any:
    """A file with these lines, as the form sends it."""
    return sent(("homes.csv", "\n".join((heads, *lines)).encode()))


def homes() -> list[Home]:
    return list(session.scalars(select(Home).order_by(Home.reference)))


def test_a_sheet_is_taken_over(noor: Visitor, partner: Partner) -> None:
    noor.presses("Check and take over", sheet=sheet(FIRST, "", SECOND)).sees("2 homes are added.")
    first, second = homes()
    assert (first.partner_id, first.municipality, first.offer.rent, first.offer.state) == (
        partner.id, "0546", 165_000, "draft"
    )  # fmt: skip
    assert (second.dwelling, second.most_registered, second.offer.rent) == ("room", 0, 61_050)
    assert str(second.offer.ends) == "2027-06-30"


def test_the_same_sheet_again_makes_no_doubles(noor: Visitor) -> None:
    noor.presses("Check and take over", sheet=sheet(FIRST, SECOND), is_offered=True)
    first, second = homes()
    assert [one.offer.state for one in homes()] == ["free", "free"]
    mark_taken(second, by=SYSTEM, today=today())
    noor.opens("partner.home_sheet").presses("Check and take over", sheet=sheet(FIRST, SECOND))
    noor.sees("0 homes are added.", "1 home was as it is.", "1 home is taken or out of the offer")
    dearer = FIRST.replace("1.650,00", "1.700,00")
    noor.opens("partner.home_sheet").presses("Check and take over", sheet=sheet(dearer)).sees("1 home is changed.")
    assert [one.offer.rent for one in homes()] == [170_000, 61_050]
    assert first.version == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (SECOND.replace("kamer", "kasteel"), "Kind of home: We do not know “kasteel”."),
        (SECOND.replace("2223 EE", "3011 AB"), "Postcode: This postcode is outside the region"),
        (SECOND.replace(";90;0;", ";90;9000;"), "Deposit, in euros: The deposit is higher than the law allows"),
        (SECOND.replace("2027-02-01", "soon"), "Free from: We cannot read this date."),
        (SECOND.replace("30 juni 2027", ""), "Last day: Fill in the last day"),
        (SECOND.replace("H-2", "H-1"), "Your own reference: This reference stands on row 2 already."),
        (SECOND.replace("H-2", ""), "Your own reference: Give each home a reference of your own."),
    ],
)
def test_of_a_sheet_with_a_fault_nothing_is_kept(noor: Visitor, line: str, said: str) -> None:
    noor.presses("Check and take over", refused=422, sheet=sheet(FIRST, line))
    noor.sees("1 line is not right yet.", "Row 3", said, "1 other line is right.")
    assert homes() == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (sent(("homes.csv", b"")), "There are no homes in this sheet."),
        (sheet(), "There are no homes in this sheet."),
        (sheet("a;b", heads="c;d"), "We do not find the names of the columns."),
        (sheet("1;2;3;4", heads="Uw kenmerk;Straat;Postcode;Plaats"), "These columns are missing: Kind of home"),
        (sheet(*[FIRST] * (MOST_HOMES + 1)), "at most 500 homes fit"),
        (sent(("homes.xlsx", b"PK\x03\x04 nothing")), "We cannot read this file."),
    ],
)
def test_a_file_that_cannot_be_used(noor: Visitor, given: Any, said: str) -> None:
    noor.presses("Check and take over", refused=422, sheet=given).sees(said)


def test_our_example_is_taken_over_as_it_is(noor: Visitor) -> None:
    for language in ("en", "nl"):
        noor.prefers(language)
        for kind in ("csv", "xlsx"):
            example = noor.asks_for("partner.home_sheet_example", kind=kind).data
            noor.opens("partner.home_sheet").presses("Check and take over", sheet=sent((f"a.{kind}", example)))
            assert [one.reference for one in homes()] == ["H-101"]
    assert load_workbook(io.BytesIO(example)).sheetnames[1]


def test_a_reference_is_ones_own(noor: Visitor) -> None:
    """Another partner may call a home the same: it is not touched."""
    theirs = a_home(a_partner("Another"), reference="H-1", street="Elsewhere 1")
    noor.presses("Check and take over", sheet=sheet(FIRST)).sees("1 home is added.")
    assert theirs.street == "Elsewhere 1"
    assert len(homes()) == 2
