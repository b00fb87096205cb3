"""What of a visit is charged, and to whom."""

from dataclasses import replace
from datetime import date

import pytest

from expatdesk.rules.charging import (
    EndedVisit,
    Ending,
    Member,
    Payer,
    charges_of,
    household_of_the_day,
    payer_of,
)
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.fees import EXEMPT, FREE, line_for
from expatdesk.rules.outcome import Fee
from expatdesk.rules.region import Region

DAY, BEFORE, AFTER = date(2026, 12, 16), date(2026, 11, 4), date(2027, 1, 11)
PRINCIPAL, PARTNER, CHILD = (Member(role, DAY) for role in PersonRole)
KEPT = EndedVisit(DAY, Ending.KEPT, (PRINCIPAL, PARTNER, CHILD), booked_for=3)


def amounts(visit: EndedVisit, region: Region) -> list[tuple[int, int]]:
    return [(line.excl_cents, line.incl_cents) for line in charges_of(visit, region)]


def test_a_kept_visit_costs_what_the_household_was_told(region: Region) -> None:
    assert amounts(KEPT, region) == [(5000, 6050), (2500, 3025), (1250, 1513)]
    assert [line.role for line in charges_of(KEPT, region)] == list(PersonRole)


def test_the_tariff_of_the_day_of_the_visit_counts(region: Region) -> None:
    dearer = replace(region.tariffs[0], starts=date(2026, 12, 17), cents=dict.fromkeys(PersonRole, 9900))
    changed = replace(region, tariffs=(region.tariffs[0], dearer))
    assert amounts(KEPT, changed) == amounts(KEPT, region)
    next_day = replace(KEPT, day=date(2026, 12, 17), household=(replace(PRINCIPAL, registered_on=None),))
    assert amounts(next_day, changed)[0][0] == 9900


@pytest.mark.parametrize("ending", Ending)
def test_who_is_exempt_pays_nothing(region: Region, ending: Ending) -> None:
    assert charges_of(replace(KEPT, ending=ending, exempt=True, withheld_cents=6050), region) == ()


@pytest.mark.parametrize("ending", [Ending.MISSED, Ending.MOVED_LATE, Ending.CANCELLED_LATE])
def test_what_was_withheld_is_charged_to_the_cent(region: Region, ending: Ending) -> None:
    (line,) = charges_of(EndedVisit(DAY, ending, withheld_cents=12101), region)
    assert (line.ending, line.role, line.excl_cents, line.vat_cents) == (ending, None, 10001, 2100)
    assert line.incl_cents == 12101
    assert charges_of(EndedVisit(DAY, ending), region) == ()


def test_a_role_without_a_fee_has_no_line(region: Region) -> None:
    free = replace(region.tariffs[0], cents={**region.tariffs[0].cents, PersonRole.CHILD: 0})
    assert len(charges_of(KEPT, replace(region, tariffs=(free,)))) == 2


def test_who_was_registered_before_did_not_come_for_it() -> None:
    done = replace(PRINCIPAL, registered_on=BEFORE)
    visit = replace(KEPT, household=(done, PARTNER, CHILD), booked_for=3)
    assert household_of_the_day(visit) == (PARTNER, CHILD)


def test_who_joined_later_was_not_there() -> None:
    """A partner takes the place before the children, and it is the child who came."""
    visit = replace(KEPT, household=(PRINCIPAL, replace(PARTNER, registered_on=AFTER), CHILD), booked_for=2)
    assert household_of_the_day(visit) == (PRINCIPAL, CHILD)


def test_who_came_and_was_not_registered_was_there_all_the_same() -> None:
    nobody = tuple(replace(member, registered_on=None) for member in KEPT.household)
    assert household_of_the_day(replace(KEPT, household=nobody, booked_for=2)) == nobody[:2]


def test_more_were_registered_than_the_time_was_booked_for() -> None:
    assert household_of_the_day(replace(KEPT, booked_for=1)) == KEPT.household


def test_two_children_are_two(region: Region) -> None:
    visit = replace(KEPT, household=(PRINCIPAL, CHILD, CHILD))
    assert len(charges_of(visit, region)) == 3


def test_who_pays_is_known_before(region: Region) -> None:
    fee = Fee((line_for(0, PersonRole.PRINCIPAL, region.tariff_on(DAY)),), exempt=False)
    assert payer_of(fee, invoice_customer=True) is Payer.EMPLOYER
    assert payer_of(fee, invoice_customer=False) is Payer.WHOEVER_BOOKS
    for nothing in (FREE, EXEMPT):
        assert payer_of(nothing, invoice_customer=True) is Payer.NOBODY
