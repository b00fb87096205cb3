"""The words for the steps and dates of a pack, translatable; `phrases` says who they are about."""

from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.welcome_pack.fridge import Time
from expatdesk.welcome_pack.moments import DateKind

KINDS = {
    DateKind.LAW: _l("by law"),
    DateKind.AGREED: _l("as agreed"),
    DateKind.PROMISE: _l("our promise"),
    DateKind.EXPECTED: _l("expected"),
    DateKind.ADVICE: _l("our advice"),
    DateKind.FIXED: _l("fixed date"),
}

TIMES = {
    Time.NEAR: _l("This week and next"),
    Time.SOON: _l("Within two months"),
    Time.LATER: _l("After that"),
}

# Counts are written out, as in a letter; no pack counts further.
COUNTS = (
    "0", _l("one"), _l("two"), _l("three"), _l("four"), _l("five"), _l("six"), _l("seven"), _l("eight"),
    _l("nine"), _l("ten"), _l("eleven"), _l("twelve"), _l("thirteen"), _l("fourteen"), _l("fifteen"),
    _l("sixteen"),
)  # fmt: skip

# The page for the fridge: what to do, and why in at most two short lines.
STEPS = {
    "referral": (_l("Register elsewhere"), _l("The desk may not register you. The next page says who does.")),
    "intake": (_l("Our questions"), _l("Your answers decide which steps and papers you need.")),
    "papers_handed_in": (_l("Send your papers"), _l("We look at them first, so that nobody comes in vain.")),
    "papers_checked": (_l("Papers checked"), _l("We tell you what is in order and what is still missing.")),
    "residence_right": (_l("Right to stay"), _l("A permit, a visa sticker or the letter of approval.")),
    "visit_booked": (_l("Book a visit"), _l("Everybody comes along, with the original papers.")),
    "brp_registration": (_l("Be registered"), _l("With the registration you get your citizen service number.")),
    "housing_wishes": (_l("Your housing wishes"), _l("Tell us what you look for. We know where to look.")),
    "temporary_home": (_l("A place to start"), _l("Ask before you pay whether you may register there.")),
    "home_found": (_l("A home of your own"), _l("You can register only at an address where you live.")),
    "welcome_talk": (_l("Welcome talk"), _l("Half an hour with us at the desk, for all your questions.")),
    "bsn_to_payroll": (_l("BSN to payroll"), _l("Your employer needs it to pay you on your first payday.")),
    "bank_account": (_l("Bank account"), _l("Most banks ask for your BSN. Salary and rent need an account.")),
    "digid": (_l("DigiD"), _l("Your key to the town hall, tax and health online. One each.")),
    "records_letter": (_l("Check your records"), _l("A letter shows what the BRP holds about you. Is it right?")),
    "social_intake": (_l("Your interests"), _l("Tell us what you like to do. We look for people to match.")),
    "first_activity": (_l("A first activity"), _l("Meet other newcomers, and people who know the town well.")),
    "buddy_met": (_l("Meet your buddy"), _l("Somebody who lives here, shows you around and has time.")),
    "language_course": (_l("A Dutch course"), _l("Ask us which course fits, and your employer whether it pays.")),
    "settled_talk": (_l("A call from us"), _l("Six weeks on: how are you, and what is still open?")),
    "six_week_check_in": (_l("How is it going?"), _l("We ask by mail. Would you like a talk? Then we call you.")),
    "employer_address_ends": (
        _l("A home of your own"),
        _l("Registration at work ends. Report a move within five days."),
    ),
    "temporary_home_ends": (
        _l("Your next home"),
        _l("Your temporary home ends. Find another one, or prolong it."),
    ),
    "address_reported": (_l("Report your move"), _l("Your municipality must know your address within five days.")),
    "gp": (_l("General practitioner"), _l("Your doctor is near your home. Bring your insurance details.")),
    "health_insurance": (
        _l("Health insurance"),
        _l("In time, cover counts back to the first day. Later, it does not."),
    ),
    "thirty_percent_request": (_l("30 percent ruling"), _l("In time, it counts from your first working day on.")),
    "driving_licence": (_l("Driving licence"), _l("Licences from outside the EU are valid here until this day.")),
}
# What is said otherwise where nobody else comes along.
WHY_OF_ONE = {"visit_booked": _l("Come with the original papers.")}

# On a calendar leaf: a few words under a large date.
LEAVES = {
    "referral": _l("register"),
    "brp_registration": _l("register"),
    "visit_booked": _l("book your visit"),
    "papers_checked": _l("papers checked"),
    "employer_address_ends": _l("own address"),
    "temporary_home_ends": _l("next home"),
    "address_reported": _l("report your move"),
    "health_insurance": _l("health insurance"),
    "thirty_percent_request": _l("30 percent ruling"),
    "driving_licence": _l("driving licence"),
    "settled_talk": _l("we call you"),
    "buddy_met": _l("meet your buddy"),
    "visit": _l("your visit"),
    "records_letter": _l("letter to check"),
    "first_working_day": _l("first working day"),
}

# In the list of dates below the timeline.
DATES = {
    "registered": _l("Registered in the BRP"),
    "first_working_day": _l("First working day"),
    "visit": _l("Your visit to the desk"),
    "referral": _l("Last day to register"),
    "visit_booked": _l("Last day to book your visit"),
    "brp_registration": _l("Last day to register"),
    "papers_checked": _l("We have checked your papers"),
    "records_letter": _l("Letter with your BRP records"),
    "settled_talk": _l("We call to ask how you are"),
    "buddy_met": _l("You have met your buddy"),
    "employer_address_ends": _l("Registration at work ends"),
    "temporary_home_ends": _l("Your temporary home ends"),
    "address_reported": _l("Last day to report your move"),
    "health_insurance": _l("Last day for health insurance"),
    "thirty_percent_request": _l("Last day for the 30 percent ruling"),
    "driving_licence": _l("Last day of your own licence"),
}

# In the figure: short, as a bar may be.
BARS = {
    "records_letter": _l("letter with your records"),
    "health_insurance": _l("Health insurance"),
    "thirty_percent_request": _l("30 percent ruling"),
    "driving_licence": _l("Your own driving licence is valid"),
    "employer_address_ends": _l("Registered at your employer’s address"),
    "home_search": _l("Look for a home, check the contract, move"),
    "report_move": _l("report the move"),
    "home": _l("Your own address"),
    "address_reported": _l("New address: report the move"),
    "settled_talk": _l("we call you"),
    "buddy_met": _l("you have met your buddy"),
    "first_working_day": _l("first working day"),
    "brp_registration": _l("Time to register"),
    "referral": _l("Time to register"),
    "visit": _l("your visit"),
}
