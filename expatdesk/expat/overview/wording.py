"""The words of every step as the status page says them to the household itself."""

from expatdesk.expat.overview.career_wording import CAREER_WORDS
from expatdesk.expat.overview.step_words import StepWords
from expatdesk.rules.plan import Source, Step
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

WORDS: dict[str, StepWords] = {
    **CAREER_WORDS,
    "referral": StepWords(
        does=_l("report there"),
        done=_l("Reported elsewhere"),
        now=_l("Another office registers you."),
        tell=_l("I have done this"),
        by=_l("The law: you report within 5 days of your arrival."),
    ),
    "intake": StepWords(
        does=_l("answer our questions"),
        done=_l("Our questions answered"),
        now=_l("Then we know which papers you need, and your plan is complete."),
    ),
    "papers_handed_in": StepWords(
        does=_l("hand in your papers"),
        done=_l("Papers handed in"),
        now=_l("Then we can check them before your visit, and you do not come for nothing."),
        tell=_l("I have handed in my papers"),
        by=_l("Then we can check them in 5 working days, before your visit."),
    ),
    "papers_checked": StepWords(
        does=_l("checks your papers"),
        done=_l("Papers checked"),
        now=_l("What is not right comes back to you with the reason."),
        by=_l("We answer within 5 working days."),
        busy=_l("We check your papers"),
    ),
    "residence_right": StepWords(
        does=_l("arranges your right to stay"),
        done=_l("Right to stay arranged"),
        now=_l("Only who has the right to stay can be registered."),
        tell=_l("The right to stay is arranged"),
        by=_l("An application takes about four weeks."),
        busy=_l("%(employer)s arranges your right to stay"),
    ),
    "visit_booked": StepWords(
        does=_l("book your visit"),
        done=_l("Visit booked"),
        now=_l("Choose a time with us at which everybody can come, children too."),
        by=_l("The law: you report within 5 days of your arrival."),
    ),
    "brp_registration": StepWords(
        does=_l("registers you at the visit"),
        done=_l("Registered"),
        now=_l("You come to the desk in person, with all your original papers."),
        by=_l("The law: you report your arrival, at your visit."),
        busy=_l("%(municipality)s registers you at your visit"),
    ),
    "bsn_issued": StepWords(
        does=_l("gives you your BSN"),
        done=_l("BSN received"),
        now=_l("It comes at the visit, or by post to your address."),
        busy=_l("%(municipality)s gives you your BSN"),
    ),
    "welcome_talk": StepWords(
        does=_l("welcomes you"),
        done=_l("Welcome talk held"),
        now=_l("Half an hour for your questions, right after your registration."),
        by=_l("We welcome you on the day of your visit."),
        busy=_l("We welcome you at the desk"),
    ),
    "employer_address_ends": StepWords(
        does=_l("move to an address of your own"),
        done=_l("Employer’s address left"),
        now=_l("Your employer’s address serves until this day; then you need one of your own."),
        by=_l("Agreed: the last day at your employer’s address."),
    ),
    "address_reported": StepWords(
        does=_l("report your new address"),
        done=_l("New address reported"),
        now=_l("Letters from the government go to the address that you report."),
        tell=_l("I have reported it"),
        by=_l("The law: you report it within 5 days of moving."),
    ),
    "digid": StepWords(
        does=_l("apply for DigiD"),
        done=_l("DigiD"),
        now=_l("With it you sign in at the government, the tax office and your insurer."),
        tell=_l("I have DigiD"),
    ),
    "health_insurance": StepWords(
        does=_l("take out health insurance"),
        done=_l("Health insurance"),
        now=_l("In time, you are insured from your first day; later, you are not."),
        tell=_l("I am insured"),
        by=_l("The law: 4 months after your registration or first working day, the earlier of both."),
    ),
    "thirty_percent_request": StepWords(
        does=_l("asks for the 30 percent ruling"),
        done=_l("30 percent ruling asked for"),
        now=_l("Asked for in time, it holds from the first working day."),
        by=_l("Within 4 months of the first working day."),
        busy=_l("%(employer)s asks for the 30 percent ruling"),
    ),
    "driving_licence": StepWords(
        does=_l("exchange your driving licence"),
        done=_l("Driving licence exchanged"),
        now=_l("Your own licence is valid here for 185 days after your registration."),
        tell=_l("I have exchanged it"),
        by=_l("The law: 185 days after your registration."),
    ),
    "gp": StepWords(
        does=_l("find a general practitioner"),
        done=_l("General practitioner found"),
        now=_l("A huisarts is the first door when you are ill, and practices may be full."),
        tell=_l("I have one"),
    ),
    "housing_wishes": StepWords(
        does=_l("tell us what home you look for"),
        done=_l("Wishes told"),
        now=_l("Then we can look with you, and say honestly what to expect."),
    ),
    "temporary_home": StepWords(
        does=_l("arrange a place for the first weeks"),
        done=_l("Place for the first weeks arranged"),
        now=_l("You need a roof for the first weeks. Ask first whether you may register there."),
        tell=_l("I have a place"),
        by=_l("Then you have a roof when you arrive."),
    ),
    "temporary_home_ends": StepWords(
        does=_l("find or prolong a home"),
        done=_l("Temporary home left"),
        now=_l("Then your temporary home ends. Tell us your new address, or a later last day."),
        by=_l("Agreed: the last day in your temporary home."),
    ),
    "home_search": StepWords(
        does=_l("look for a home with us"),
        done=_l("Home found, contract with the desk"),
        now=_l("Ask “may we register here?” before you sign."),
    ),
    "contract_check": StepWords(
        does=_l("reads your contract"),
        done=_l("Contract read"),
        now=_l("We look at rent, deposit and costs, and whether you may register."),
        by=_l("We read it within 2 working days."),
        busy=_l("We read your contract"),
    ),
    "home_found": StepWords(
        does=_l("move into your own home"),
        done=_l("Moved in"),
        now=_l("With an address of your own, letters and help find you."),
        tell=_l("I have moved in"),
        by=_l("Agreed: the last day at your employer’s address."),
    ),
    "social_intake": StepWords(
        does=_l("tell us what you like to do"),
        done=_l("Interests shared"),
        now=_l("Then we know which people and activities to bring you to."),
        by=_l("Two weeks after your registration."),
    ),
    "first_activity": StepWords(
        does=_l("join a first activity"),
        done=_l("First activity joined"),
        now=_l("Who meets people early feels at home sooner."),
        tell=_l("I have been there"),
        by=_l("Six weeks after your registration."),
    ),
    "buddy_met": StepWords(
        does=_l("finds you a buddy"),
        done=_l("Buddy met"),
        now=_l("We look for somebody from here who suits you; you both say yes first."),
        by=_l("Four weeks after you told us what you like."),
        busy=_l("We look for a buddy for you"),
    ),
    "language_course": StepWords(
        does=_l("choose a Dutch course"),
        done=_l("Dutch course chosen"),
        now=_l("A little Dutch opens doors, even where everybody speaks English."),
        tell=_l("I have chosen one"),
    ),
    "settled_talk": StepWords(
        does=_l("asks how it goes"),
        done=_l("We asked how it goes"),
        now=_l("We call you: what goes well, and what is still open?"),
        by=_l("Six weeks after your welcome."),
        busy=_l("We call to ask how it goes"),
    ),
    "six_week_check_in": StepWords(
        does=_l("say how your six weeks went"),
        done=_l("Told us how six weeks went"),
        now=_l("Home, people, work, language: it takes a minute, and only the desk reads it."),
        by=_l("Six weeks after you came."),
    ),
    "six_week_talk": StepWords(
        does=_l("calls you about your six weeks"),
        done=_l("Talked after six weeks"),
        now=_l("We call you, and look with you for what can be better."),
        by=_l("We call within 5 working days."),
        busy=_l("We call you for a talk"),
    ),
    "four_month_check_in": StepWords(
        does=_l("say how your four months went"),
        done=_l("Told us how four months went"),
        now=_l("Home, people, work, language: it takes a minute, and only the desk reads it."),
        by=_l("Four months after you came."),
    ),
    "four_month_talk": StepWords(
        does=_l("calls you about your four months"),
        done=_l("Talked after four months"),
        now=_l("We call you, and look with you for what can be better."),
        by=_l("We call within 5 working days."),
        busy=_l("We call you for a talk"),
    ),
}

# Of who had reported at another town hall before it found a home here.
BY_OF_MOVE = _l("The law: you report a move within 5 days.")
MOMENT_OF_MOVE = _l("The law: you report your move, at your visit.")


def why_by(step: Step) -> LazyString | None:
    """Why a step is to be done by its day."""
    by = WORDS[step.key].by
    return BY_OF_MOVE if by is not None and _is_move_to_here(step) else by


def what_is_so(step: Step) -> LazyString:
    """What is so on the day of a step, of those that say something new."""
    return MOMENT_OF_MOVE if _is_move_to_here(step) else MOMENTS[step.key]


def _is_move_to_here(step: Step) -> bool:
    return step.source is Source.REPORT_MOVE and step.key in ("visit_booked", "brp_registration")


# Without an employer the household itself arranges this.
OWN_RESIDENCE_RIGHT = _l("arrange your right to stay")

# What a later step waits for, after "waits for".
AWAITED: dict[str, LazyString] = {
    "intake": _l("your answers"),
    "papers_handed_in": _l("your papers"),
    "papers_checked": _l("the check of your papers"),
    "residence_right": _l("the right to stay"),
    "visit_booked": _l("your visit"),
    "brp_registration": _l("your registration"),
    "bsn_issued": _l("your BSN"),
    "welcome_talk": _l("the welcome talk"),
    "housing_wishes": _l("your wishes"),
    "home_search": _l("a contract"),
    "contract_check": _l("the check of the contract"),
    "social_intake": _l("your interests"),
    "career_recognition": _l("the answer on your profession"),
}

# What is so on a day of the timeline. Steps that are missing say nothing new there.
MOMENTS: dict[str, LazyString] = {
    "referral": _l("The law: you have reported your arrival."),
    "papers_handed_in": _l("Your papers are with us."),
    "papers_checked": _l("You hear from us about your papers."),
    "residence_right": _l("The right to stay is arranged."),
    "brp_registration": _l("The law: you report your arrival, at your visit."),
    "employer_address_ends": _l("Your employer’s address ends. Your own address is reported."),
    "address_reported": _l("The law: your new address is reported."),
    "health_insurance": _l("The law: you have health insurance."),
    "thirty_percent_request": _l("Your employer and you have asked for the 30 percent ruling."),
    "temporary_home": _l("You have a place for the first weeks."),
    "temporary_home_ends": _l("Your temporary home ends. You have another one."),
    "contract_check": _l("We have read your contract."),
    "social_intake": _l("You have told us what you like to do."),
    "first_activity": _l("You have been to a first activity."),
    "buddy_met": _l("You have met your buddy."),
    "settled_talk": _l("We call to ask how it goes."),
    "six_week_check_in": _l("Six weeks here: you tell us how it goes."),
    "six_week_talk": _l("You have heard from us by phone."),
    "four_month_check_in": _l("Four months here: you tell us how it goes."),
    "four_month_talk": _l("You have heard from us by phone."),
}
