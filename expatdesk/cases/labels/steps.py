"""What each step is called, and why it is there."""

from expatdesk.cases.labels.career_steps import CAREER_LABELS
from expatdesk.cases.labels.referrals import REFERRALS, StepLabel
from expatdesk.rules.plan import Route, Source, Step
from expatdesk.shared.i18n import lazy_gettext as _l


def label_of(step: Step, route: Route) -> StepLabel:
    """The words for a step; a referral says where this household must go, and a move is no arrival."""
    if step.source is Source.REPORT_MOVE and step.key in MOVES:
        return MOVES[step.key]
    return label_of_key(step.key, route)


def label_of_key(key: str, route: Route) -> StepLabel:
    """The words for a step of which no more is known than its key, on the way that the household goes."""
    return REFERRALS[route.to] if key == "referral" and route.to in REFERRALS else STEPS[key]


STEPS: dict[str, StepLabel] = {
    **CAREER_LABELS,
    "referral": StepLabel(
        _l("Register at another office"),
        _l("Referred elsewhere"),
        _l("Another office registers you. Your plan says which one, and why."),
    ),
    "intake": StepLabel(
        _l("Answer our questions"),
        _l("Intake"),
        _l(
            "You tell us who comes along, from where, and what you already have. "
            "From your answers we make your plan, so that you do nothing that is not needed."
        ),
    ),
    "papers_handed_in": StepLabel(
        _l("Hand in your papers"),
        _l("Papers handed in"),
        _l(
            "Send us each paper ten working days before your visit. "
            "Then there is time to mend what is missing, and you do not come for nothing."
        ),
    ),
    "papers_checked": StepLabel(
        _l("The desk checks your papers"),
        _l("Papers checked"),
        _l(
            "We look at your papers within five working days. What is not right comes back to you with the reason."
        ),
    ),
    "residence_right": StepLabel(
        _l("Arrange the right to stay"),
        _l("Right to stay"),
        _l(
            "Your employer asks the IND for your residence permit; without an employer you ask yourself. "
            "Only people with the right to stay can be registered, so it should be there four weeks "
            "before the first working day."
        ),
    ),
    "visit_booked": StepLabel(
        _l("Book your visit"),
        _l("Visit booked"),
        _l(
            "Choose a time at the desk for your whole household; children come along too. "
            "The law asks you to report within five days of your arrival."
        ),
    ),
    "brp_registration": StepLabel(
        _l("The municipality registers you"),
        _l("Registered in the BRP"),
        _l(
            "At the visit the registrar sees your original papers and enters you in the Personal Records "
            "Database (BRP). The law asks you to report within five days of your arrival."
        ),
    ),
    "bsn_issued": StepLabel(
        _l("You get your BSN"),
        _l("BSN issued"),
        _l(
            "The municipality gives you your citizen service number (BSN) at the visit or sends it by post. "
            "You need it for your salary, a bank account, insurance and a doctor."
        ),
    ),
    "welcome_talk": StepLabel(
        _l("Welcome talk at the desk"),
        _l("Welcome talk"),
        _l(
            "Right after your registration we take half an hour for your questions. "
            "You go home with your welcome pack."
        ),
    ),
    "employer_address_ends": StepLabel(
        _l("Leave your employer’s address"),
        _l("Employer’s address ends"),
        _l(
            "You may be registered at your employer’s address for three months, or for as long as the desk agreed "
            "with the municipality. By then you need an address of your own, and you report it."
        ),
    ),
    "address_reported": StepLabel(
        _l("Report your new address"),
        _l("New address reported"),
        _l(
            "Tell the municipality of your new home that you live there: from four weeks before you move until "
            "five days after. "
            "Letters from the government go to that address. The law asks for it."
        ),
    ),
    "digid": StepLabel(
        _l("Apply for DigiD"),
        _l("DigiD"),
        _l(
            "With DigiD you sign in at the government, the tax office and your insurer. "
            "You apply online with your BSN; the code comes by post to your registered address."
        ),
    ),
    "health_insurance": StepLabel(
        _l("Take out health insurance"),
        _l("Health insurance"),
        _l(
            "Choose a Dutch health insurance within four months of your first working day, or of your "
            "registration if that is earlier. In time, you are insured from your first day; later, you are not. "
            "Everybody who lives or works here must have one by law."
        ),
    ),
    "thirty_percent_request": StepLabel(
        _l("Ask for the 30 percent ruling"),
        _l("30 percent ruling"),
        _l(
            "Your employer and you ask the tax office together, within four months of the first working day. "
            "In time, part of the salary is free of tax from that day on; later, from the next month."
        ),
    ),
    "driving_licence": StepLabel(
        _l("Exchange your driving licence"),
        _l("Driving licence"),
        _l(
            "Your licence is valid here for 185 days after your registration. Ask your municipality for a "
            "Dutch one in good time, as you may not drive during the exchange. You need no driving test if the "
            "30 percent ruling holds for you or your partner, or if your country has an agreement."
        ),
    ),
    "gp": StepLabel(
        _l("Find a general practitioner"),
        _l("General practitioner"),
        _l(
            "Look for a huisarts near your home as soon as you have your BSN. It is the first door when you "
            "are ill, and practices may be full."
        ),
    ),
    "housing_wishes": StepLabel(
        _l("Tell us what home you look for"),
        _l("Housing wishes"),
        _l(
            "You say what you need and what it may cost. "
            "Then we can look with you, and tell you honestly what to expect."
        ),
    ),
    "temporary_home": StepLabel(
        _l("Arrange a place for the first weeks"),
        _l("Temporary home"),
        _l(
            "You need a place to sleep for the first weeks. Ask first whether you may register there: "
            "with a hotel or an Airbnb that is not possible."
        ),
    ),
    "temporary_home_ends": StepLabel(
        _l("Find or prolong a home before your temporary one ends"),
        _l("Temporary home ends"),
        _l(
            "On this day the time in your temporary home is over. Find another home before it, or agree on a "
            "later last day with the landlord. Then tell us, and your plan follows."
        ),
    ),
    "home_search": StepLabel(
        _l("Look for a home"),
        _l("Home search"),
        _l(
            "You and the desk look together. Ask whether you may register there before you sign, "
            "and never pay before you have been inside."
        ),
    ),
    "contract_check": StepLabel(
        _l("The desk reads your contract"),
        _l("Contract check"),
        _l(
            "Before you sign, show us the contract on your page. "
            "We read it within two working days: rent, deposit, costs, and whether you may register."
        ),
    ),
    "home_found": StepLabel(
        _l("Move into your own home"),
        _l("Home found"),
        _l("With an address of your own you can stay registered, and letters and help find you."),
    ),
    "social_intake": StepLabel(
        _l("Tell us what you like to do"),
        _l("Interests"),
        _l(
            "Tell us within two weeks of your registration what you enjoy. "
            "Then we know which people and activities to bring you to. You decide what we share."
        ),
    ),
    "first_activity": StepLabel(
        _l("Join a first activity"),
        _l("First activity"),
        _l("Come to something in your first six weeks. People who meet others early feel at home sooner."),
    ),
    "buddy_met": StepLabel(
        _l("Meet your buddy"),
        _l("Buddy met"),
        _l(
            "Within four weeks of your answers we bring you together with somebody who knows the town. "
            "You both say yes first."
        ),
    ),
    "language_course": StepLabel(
        _l("Choose a Dutch course"),
        _l("Language course"),
        _l(
            "Ask us or your employer which course fits. "
            "A little Dutch opens doors, even where everybody speaks English."
        ),
    ),
    "settled_talk": StepLabel(
        _l("We ask how it goes"),
        _l("Settled talk"),
        _l("Six weeks on we call you: what goes well, and what is still open?"),
    ),
    "six_week_check_in": StepLabel(
        _l("Six weeks here: tell us how it goes"),
        _l("Six-week check-in"),
        _l("Six weeks on we ask about home, people, work and language. Where it goes badly, we look for a way."),
    ),
    "six_week_talk": StepLabel(
        _l("We call you about your six weeks"),
        _l("Talk after six weeks"),
        _l("You would like a talk, or something goes badly. We call you within 5 working days."),
    ),
    "four_month_check_in": StepLabel(
        _l("Four months here: tell us how it goes"),
        _l("Four-month check-in"),
        _l("Four months on we ask once more. Then we know whether you feel at home, and what is still missing."),
    ),
    "four_month_talk": StepLabel(
        _l("We call you about your four months"),
        _l("Talk after four months"),
        _l("You would like a talk, or something goes badly. We call you within 5 working days."),
    ),
}

# Of who had reported at another town hall before: then the visit is for a move.
MOVES: dict[str, StepLabel] = {
    "visit_booked": StepLabel(
        STEPS["visit_booked"].title,
        STEPS["visit_booked"].officer,
        _l(
            "Choose a time at the desk for your whole household; children come along too. "
            "You have reported at another town hall, so this is a move: the law asks you to report it from "
            "four weeks before until five days after."
        ),
    ),
    "brp_registration": StepLabel(
        STEPS["brp_registration"].title,
        STEPS["brp_registration"].officer,
        _l(
            "At the visit the registrar sees your original papers and records your new address in the Personal "
            "Records Database (BRP). The law asks you to report a move within five days."
        ),
    ),
}
