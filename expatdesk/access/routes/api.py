"""What the doors for systems of employers and partners need."""

from expatdesk.access.permissions import Permission as P
from expatdesk.access.rules import Rule

OF_SYSTEMS: dict[str, Rule] = {
    # What HR systems may ask, for whoever wants to read it.
    "api.client": Rule(P.SEE_PUBLIC_PAGES),
    "api.home_docs": Rule(P.SEE_PUBLIC_PAGES),
    "api.docs": Rule(P.SEE_PUBLIC_PAGES),
    "api.openapi": Rule(P.SEE_PUBLIC_PAGES),
    # HR systems, each request with a key.
    "api.hires": Rule(P.READ_BY_KEY, reads="hire_read"),
    "api.submit": Rule(P.SUBMIT_BY_KEY),
    "api.hire": Rule(P.READ_BY_KEY, reads="hire_read"),
    "api.papers": Rule(P.PAPERS_BY_KEY, reads="hire_read"),
    "api.hand_in": Rule(P.PAPERS_BY_KEY, takes_files=True, looks_first=True),
    "api.visit": Rule(P.BOOK_BY_KEY, reads="hire_read"),
    "api.book_visit": Rule(P.BOOK_BY_KEY, looks_first=True),
    "api.cancel_visit": Rule(P.BOOK_BY_KEY, reads="hire_read"),
    # Systems of partners: homes are nobody's file.
    "api.homes": Rule(P.HOMES_BY_KEY),
    "api.home": Rule(P.HOMES_BY_KEY),
    "api.hand_over_home": Rule(P.HOMES_BY_KEY),
    "api.move_home": Rule(P.HOMES_BY_KEY),
}
