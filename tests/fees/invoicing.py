"""Visits of a quarter that is over, and the employers who pay for them by invoice."""

from datetime import date, datetime

from sqlalchemy import func, select

from expatdesk.appointments.models import Progress
from expatdesk.cases.merging import Choice, merge_cases
from expatdesk.cases.models import Case
from expatdesk.fees.charges import Charged, open_charges
from expatdesk.fees.drawing_up import draw_up, preview
from expatdesk.fees.models import Invoice
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.models import Employer
from expatdesk.rules.quarters import Quarter
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM, back_in, today
from expatdesk.shared.db import session
from tests.factories import a_case, an_employer, up_to_visit, visit_of, with_family
from tests.factories.cases import REGION

QUARTER = Quarter(2026, 4)
WEDNESDAY = date(2026, 12, 16)
MONDAY = datetime(2026, 12, 14, 10, tzinfo=AMSTERDAM)
NEW_YEAR = datetime(2027, 1, 4, 10, tzinfo=AMSTERDAM)
NEW_YEAR_DAY = NEW_YEAR.date()
FIRST_KVK = 90_000_102


def a_customer(name: str = "Hortus Instruments B.V.", **columns: object) -> Employer:
    """An employer who pays by invoice, and of whom all is known that an invoice says."""
    earlier = session.scalar(select(func.count()).where(Employer.kvk_number.is_not(None))) or 0
    usual: dict[str, object] = {
        "invoice_customer": True, "kvk_number": f"{FIRST_KVK + earlier}", "street": "Einsteinweg 55",
        "postcode": "2333 CC", "sponsor_checked_on": date(2026, 1, 5),
    }  # fmt: skip
    return an_employer(name, **{**usual, **columns})


def a_kept_visit(employer: Employer, *, partner: bool = False, children: int = 0) -> Case:
    """A household that came on Wednesday, and whose visit was written down as kept."""
    with back_in(MONDAY):
        case = a_case(employer=employer)
        if partner or children:
            with_family(case, partner=partner, children=children)
        up_to_visit(case, day=WEDNESDAY)
        visit_of(case).progress = Progress.DONE
    session.flush()
    return case


def drawn_up(*, region: Region = REGION, today: date = NEW_YEAR_DAY, quarter: Quarter = QUARTER) -> list[Invoice]:
    """All that is to be invoiced of the quarter, as the coordinator would after looking at it."""
    return draw_up(quarter, seen=preview(quarter, region).mark, by=SYSTEM, region=region, today=today)


def owed() -> list[Charged]:
    """What employers owe for the quarter, from what is stored."""
    session.flush()
    session.expire_all()
    return open_charges(QUARTER, REGION)


def become_one(kept: Case, emptied: Case) -> None:
    """The second case is put into the first, as the same household."""
    choice = Choice(same={emptied.principal.id: kept.principal.id})
    merge_cases(
        kept,
        emptied,
        choice,
        version=kept.version,
        other_version=emptied.version,
        by=SYSTEM,
        region=REGION,
        today=today(),
    )
