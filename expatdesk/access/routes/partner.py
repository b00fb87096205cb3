"""What the pages of partners need; those of homes also HR's, of an employer that is a partner."""

from expatdesk.access.permissions import Permission as P
from expatdesk.access.rules import Rule

OF_PARTNERS: dict[str, Rule] = {
    "partner.home": Rule(P.SEE_PARTNER_PAGE),
    "partner.activities": Rule(P.RUN_OWN_ACTIVITIES),
    "partner.new_activity": Rule(P.RUN_OWN_ACTIVITIES),
    "partner.activity": Rule(P.RUN_OWN_ACTIVITIES),
    "partner.change_activity": Rule(P.RUN_OWN_ACTIVITIES),
    "partner.add_times": Rule(P.RUN_OWN_ACTIVITIES),
    "partner.publish_activity": Rule(P.RUN_OWN_ACTIVITIES),
    "partner.cancel_activity": Rule(P.RUN_OWN_ACTIVITIES),
    "partner.occasion": Rule(P.RUN_OWN_ACTIVITIES),
    "partner.check_in": Rule(P.RUN_OWN_ACTIVITIES),
    "partner.tick": Rule(P.RUN_OWN_ACTIVITIES),
}
