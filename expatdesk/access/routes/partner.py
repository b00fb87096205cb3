"""What the pages of partners need; those of homes also HR's, of an employer that is a partner."""

from expatdesk.access.permissions import Permission as P
from expatdesk.access.rules import Rule

OF_PARTNERS: dict[str, Rule] = {
    "partner.home": Rule(P.SEE_PARTNER_PAGE),
}
