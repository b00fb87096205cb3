"""What the pages of partners need; those of homes also HR's of an employer that is one, of occupancy any HR's."""

from expatdesk.access.permissions import Permission as P
from expatdesk.access.rules import Rule

OF_PARTNERS: dict[str, Rule] = {
    "partner.home": Rule(P.SEE_PARTNER_PAGE),
    "partner.homes": Rule(P.OFFER_HOMES),
    "partner.new_home": Rule(P.OFFER_HOMES),
    "partner.home_sheet": Rule(P.OFFER_HOMES, takes_files=True, looks_first=True),
    "partner.home_sheet_example": Rule(P.OFFER_HOMES),
    "partner.one_home": Rule(P.OFFER_HOMES),
    "partner.change_home": Rule(P.OFFER_HOMES),
    "partner.act_on_home": Rule(P.OFFER_HOMES),
    "partner.add_photos": Rule(P.OFFER_HOMES, takes_files=True),
    "partner.home_photo": Rule(P.OFFER_HOMES),
    "partner.drop_photo": Rule(P.OFFER_HOMES),
    "partner.keys": Rule(P.RUN_HOME_KEYS),
    "partner.new_key": Rule(P.RUN_HOME_KEYS, fresh=True),
    "partner.revoke_key": Rule(P.RUN_HOME_KEYS),
    "partner.occupancy": Rule(P.KEEP_OCCUPANCY),
    "partner.own_place": Rule(P.KEEP_OCCUPANCY),
    "partner.change_places": Rule(P.KEEP_OCCUPANCY),
    "partner.new_stay": Rule(P.KEEP_OCCUPANCY),
    "partner.change_stay": Rule(P.KEEP_OCCUPANCY),
    "partner.act_on_stay": Rule(P.KEEP_OCCUPANCY),
    "partner.offer_gap": Rule(P.OFFER_HOMES),
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
