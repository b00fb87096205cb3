"""What there is to do at each step, said to an officer: short, and as an act."""

from expatdesk.rules import careers
from expatdesk.rules.plan import Party
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

ACTS: dict[str, LazyString] = {
    "referral": _l("Register elsewhere"),
    "intake": _l("Finish the intake"),
    "papers_handed_in": _l("Hand in the papers"),
    "papers_checked": _l("Check the papers"),
    "residence_right": _l("Arrange right to stay"),
    "visit_booked": _l("Book the visit"),
    "brp_registration": _l("Register in the BRP"),
    "bsn_issued": _l("Give the BSN"),
    "welcome_talk": _l("Have the welcome talk"),
    "employer_address_ends": _l("Leave the employer’s address"),
    "address_reported": _l("Report the new address"),
    "digid": _l("Get DigiD"),
    "health_insurance": _l("Get health insurance"),
    "thirty_percent_request": _l("Request the 30 percent ruling"),
    "driving_licence": _l("Exchange the driving licence"),
    "gp": _l("Find a GP"),
    "housing_wishes": _l("Say what home they look for"),
    "temporary_home": _l("Arrange a first roof"),
    "temporary_home_ends": _l("Leave the temporary home"),
    "home_search": _l("Search for a home"),
    "contract_check": _l("Read the rental contract"),
    "home_found": _l("Move into a home"),
    "social_intake": _l("Say what they like to do"),
    "first_activity": _l("Go to a first activity"),
    "buddy_met": _l("Meet the buddy"),
    "language_course": _l("Pick a Dutch course"),
    "settled_talk": _l("Ask how it goes"),
    "six_week_check_in": _l("Say how six weeks went"),
    "six_week_talk": _l("Call to ask how it goes"),
    "four_month_check_in": _l("Say how four months went"),
    "four_month_talk": _l("Call to ask how it goes"),
    careers.TALK: _l("Talk about work"),
    careers.RIGHT_TO_WORK: _l("Look at the right to work"),
    careers.RECOGNITION: _l("Find out about recognition"),
    careers.DIPLOMA: _l("Have the diploma valued"),
    careers.LANGUAGE: _l("Learn Dutch for work"),
    careers.CONTACTS: _l("Meet people about work"),
}

PARTY_ICONS: dict[str, str] = {
    Party.DESK: "building-community",
    Party.EXPAT: "user",
    Party.EMPLOYER: "users",
    Party.MUNICIPALITY: "building-bank",
    Party.IND: "id-badge-2",
    Party.PARTNER: "heart-handshake",
}


def act_of(step_id: str) -> str:
    """What there is to do at the step with this id."""
    return str(ACTS[step_id.partition(":")[0]])
