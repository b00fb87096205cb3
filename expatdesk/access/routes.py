"""The access table: every route and what it needs. A route that is not named here stops the application.

`reads` names what the logbook says when somebody opens the page; such a page is one write as well.
"""

from dataclasses import dataclass

from expatdesk.access.permissions import Permission as P


@dataclass(frozen=True, slots=True)
class Rule:
    """What a route needs, and whether showing it is itself written down."""

    permission: P
    reads: bool = False


ROUTES: dict[str, Rule] = {
    "static": Rule(P.SEE_PUBLIC_PAGES),
}
