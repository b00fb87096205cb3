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
    # Signing in and out.
    "signin.start": Rule(P.SIGN_IN),
    "signin.sent": Rule(P.SIGN_IN),
    "signin.case_code": Rule(P.SIGN_IN),
    "signin.link": Rule(P.SIGN_IN),
    "signin.login": Rule(P.SIGN_IN),
    "signin.forgotten": Rule(P.SIGN_IN),
    "signin.forgotten_sent": Rule(P.SIGN_IN),
    "signin.choose_password": Rule(P.SIGN_IN),
    "signin.change_password": Rule(P.CHANGE_PASSWORD),
    "signin.make_secret": Rule(P.SEE_OWN_CASE),
    "signin.sign_out": Rule(P.SIGN_OUT),
    "signin.signed_out": Rule(P.SEE_PUBLIC_PAGES),
    # The desk.
    "desk.worklist": Rule(P.SEE_WORKLIST),
    "desk.take_next": Rule(P.CHANGE_CASE),
}
