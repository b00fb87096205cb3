"""The demonstration's homes: what two partners offer, in every state. Streets are real, the numbers are not."""

from datetime import date, timedelta
from typing import NamedTuple

from expatdesk.demo.accounts import LUMC_HOUSING, VERHUUR
from expatdesk.housing.homes import HomeFacts, HomeSaid, Terms, add_home, mark_taken, offer_home
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.partners import partner_named
from expatdesk.rules.homes import Contract, Dwelling, Furnishing
from expatdesk.rules.region import Region

A_DAY = timedelta(days=1)


class Let(NamedTuple):
    """A home in one line: rent and costs in euros, from so many days on, for so many (0: without end)."""

    partner: str
    street: str
    postcode: str
    town: str
    dwelling: Dwelling
    rooms: int
    area: int
    rent: int
    costs: int
    people: int
    registered: int
    from_day: int
    days: int = 0
    state: str = "free"
    furnishing: Furnishing = Furnishing.FURNISHED
    points: int | None = None
    words: tuple[str, str] = ("", "")


QUIET = (
    "Rustige straat, tien minuten fietsen van het station. Berging voor fietsen.",
    "Quiet street, ten minutes by bicycle from the station. Room for bicycles.",
)
HOMES = (
    Let(VERHUUR, "Morsweg 502", "2332 XV", "Leiden", Dwelling.APARTMENT, 3, 74, 1650, 120, 4, 4, 14, words=QUIET),
    Let(VERHUUR, "Hoge Rijndijk 811", "2314 AB", "Leiden", Dwelling.STUDIO, 1, 31, 890, 110, 2, 1, 3, points=140),
    Let(
        VERHUUR, "Van Diepeningenlaan 370", "2352 KA", "Leiderdorp", Dwelling.HOUSE, 5, 118, 2150, 60, 6, 6, 45,
        furnishing=Furnishing.UPHOLSTERED,
    ),
    Let(VERHUUR, "Leidseweg 940", "2252 LB", "Voorschoten", Dwelling.APARTMENT, 2, 58, 1425, 95, 2, 2, 30, 365),
    Let(VERHUUR, "Rijnstraat 620", "2223 EE", "Katwijk", Dwelling.ROOM, 1, 18, 610, 90, 1, 0, 7),
    Let(
        VERHUUR, "Geversstraat 410", "2342 AA", "Oegstgeest", Dwelling.APARTMENT, 4, 92, 1890, 100, 4, 4, 60,
        state="draft",
    ),
    Let(
        VERHUUR, "Zijlsingel 705", "2315 KH", "Leiden", Dwelling.APARTMENT, 3, 69, 1540, 110, 3, 3, -40,
        state="taken",
    ),
    Let(LUMC_HOUSING, "Rijnsburgerweg 910", "2333 AA", "Leiden", Dwelling.STUDIO, 1, 27, 845, 155, 1, 1, 10, 180),
    Let(
        LUMC_HOUSING, "Rijnsburgerweg 911", "2333 AA", "Leiden", Dwelling.STUDIO, 1, 27, 845, 155, 1, 1, -60, 180,
        "taken",
    ),
)  # fmt: skip


def make_homes(region: Region, today: date) -> None:
    """Enter them all, and bring each to its state."""
    for number, one in enumerate(HOMES, start=101):
        partner = partner_named(one.partner)
        if partner is None:
            raise LookupError(one.partner)
        home = add_home(partner, _said(one, f"H-{number}", today), by=SYSTEM, region=region, today=today)
        if one.state != "draft":
            offer_home(home, by=SYSTEM, today=today)
        if one.state == "taken":
            mark_taken(home, by=SYSTEM, today=today)


def _said(one: Let, reference: str, today: date) -> HomeSaid:
    starts = today + one.from_day * A_DAY
    facts = HomeFacts(
        street=one.street, postcode=one.postcode, town=one.town, dwelling=one.dwelling, rooms=one.rooms,
        furnishing=one.furnishing, most_people=one.people, most_registered=one.registered, reference=reference,
        area=one.area, points=one.points, text_nl=one.words[0], text_en=one.words[1], energy_label="B",
    )  # fmt: skip
    contract = Contract.SHORT_STAY if one.days else Contract.INDEFINITE
    ends = starts + one.days * A_DAY if one.days else None
    return HomeSaid(facts, Terms(one.rent * 100, one.costs * 100, one.rent * 100, contract, starts, ends))
