"""What the visit costs: the dated tariff per role, with VAT rounded half up per line."""

from datetime import date

from .facts import Facts, PersonRole
from .outcome import Destination, Fee, FeeLine, Route
from .region import Region, Tariff

FREE = Fee(lines=(), exempt=False)
EXEMPT = Fee(lines=(), exempt=True)


def fee_for(facts: Facts, region: Region, route: Route, today: date) -> Fee:
    """The fee by the tariff of the day of the visit (else of arrival, else today).

    Who goes elsewhere pays the desk nothing: a municipality registers free of charge. An
    exempt employer's people pay nothing where the employer books (domain reference 2.6).
    """
    if route.to is not Destination.DESK:
        return FREE
    if facts.employer is not None and facts.employer.fee_exempt and facts.employer.books:
        return EXEMPT
    tariff = region.tariff_on(facts.appointment or facts.arrival or today)
    lines = tuple(line_for(index, person.role, tariff) for index, person in enumerate(facts.people))
    return Fee(lines, exempt=False)


def line_for(index: int, role: PersonRole, tariff: Tariff) -> FeeLine:
    """One person's line; 21 % of 12.50 is 2.625, which counts as 2.63."""
    excl = tariff.cents[role]
    vat = (excl * tariff.vat_percent + 50) // 100
    return FeeLine(index, role, excl, tariff.vat_percent, vat, excl + vat)
