"""Employers, partners, and the codes of the municipalities that tests speak of."""

from expatdesk.organisations.models import Employer, EmployerAddress, Partner
from expatdesk.shared.db import session

LEIDEN, LEIDERDORP, VOORSCHOTEN, KATWIJK = "0546", "0547", "0626", "0537"


def an_employer(name: str = "Hortus Instruments B.V.", **columns: object) -> Employer:
    """A recognised sponsor at the Bio Science Park, unless the test says otherwise."""
    usual: dict[str, object] = {"postcode": "2333 ZA", "town": "Leiden", "recognised_sponsor": True}
    employer = Employer(name=name, **{**usual, **columns})
    session.add(employer)
    session.flush()
    return employer


def an_address(employer: Employer, kind: str = "housing", **columns: str) -> EmployerAddress:
    """A house in which the employer lets its hires live, unless the test says otherwise."""
    usual = {"label": "Guest house", "street": "Rapenburg 70", "postcode": "2311 EZ", "town": "Leiden"}
    address = EmployerAddress(kind=kind, **{**usual, **columns})
    employer.addresses.append(address)
    session.flush()
    return address


def a_partner(name: str = "Sleutelstad Verhuur", **columns: object) -> Partner:
    """An organisation that offers homes and runs activities, unless the test says otherwise."""
    partner = Partner(name=name, **{"offers_homes": True, "runs_activities": True, **columns})
    session.add(partner)
    session.flush()
    return partner
