"""Employers, and the codes of the municipalities that tests speak of."""

from expatdesk.organisations.models import Employer
from expatdesk.shared.db import session

LEIDEN, LEIDERDORP, VOORSCHOTEN, KATWIJK = "0546", "0547", "0626", "0537"


def an_employer(name: str = "Hortus Instruments B.V.", **columns: object) -> Employer:
    """A recognised sponsor at the Bio Science Park, unless the test says otherwise."""
    usual: dict[str, object] = {"postcode": "2333 ZA", "town": "Leiden", "recognised_sponsor": True}
    employer = Employer(name=name, **{**usual, **columns})
    session.add(employer)
    session.flush()
    return employer
