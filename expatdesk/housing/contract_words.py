"""What is found in a rental contract, in words: what we see, and what the household does about it."""

from expatdesk.housing.contract_models import Judgement
from expatdesk.rules.contract_check import Finding
from expatdesk.rules.contract_facts import ContractCheck, Ground, ScamSign, Standing
from expatdesk.rules.contract_why import Why
from expatdesk.rules.letting import LettingPermit
from expatdesk.shared.i18n import LazyString, listed, long_date, money, plain_date
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

CHECKS: dict[ContractCheck, LazyString] = {
    ContractCheck.TOWN: _l("Where you register"),
    ContractCheck.REGISTRATION: _l("Registering at the address"),
    ContractCheck.OCCUPANCY: _l("How many people"),
    ContractCheck.START: _l("First day"),
    ContractCheck.SUBLET: _l("Who lets it"),
    ContractCheck.DEPOSIT: _l("Deposit"),
    ContractCheck.AGENCY_FEE: _l("Agency fee"),
    ContractCheck.RENT: _l("Rent and points"),
    ContractCheck.TERM: _l("How long it lasts"),
    ContractCheck.LEAVING_EARLY: _l("Leaving early"),
    ContractCheck.WRITTEN: _l("In writing"),
    ContractCheck.INFORMATION: _l("What the landlord must tell"),
    ContractCheck.PERMIT: _l("Rental permit"),
    ContractCheck.SCAM_SIGNS: _l("Signs of fraud"),
}
STANDINGS: dict[Standing, LazyString] = {
    Standing.OK: _l("In order"),
    Standing.NOT_KNOWN: _l("Not sure"),
    Standing.MIND: _l("Mind this"),
    Standing.WRONG: _l("Not right"),
}
# As kinds of the macro `state`, with the icon that goes with the word.
STANDING_KINDS: dict[Standing, tuple[str, str]] = {
    Standing.OK: ("done", "check"),
    Standing.NOT_KNOWN: ("none", "question-mark"),
    Standing.MIND: ("soon", "alert-triangle"),
    Standing.WRONG: ("late", "x"),
}
SIGNS: dict[ScamSign, LazyString] = {
    ScamSign.PAY_BEFORE_VIEWING: _l("you have to pay before you have been inside"),
    ScamSign.LANDLORD_ABROAD: _l("the landlord is abroad and shows nothing"),
    ScamSign.PRICE_TOO_LOW: _l("the rent is much lower than elsewhere"),
    ScamSign.NO_REGISTRATION: _l("you may not register there"),
}

# What we see.
FOUND: dict[Why, LazyString] = {
    Why.TOWN_NOT_TOLD: _l("We do not know the postcode yet."),
    Why.OUTSIDE_REGION: _l("The home lies outside our region."),
    Why.REPORT_MOVE: _l("The home is in %(town)s. You are registered already, so this is a move."),
    Why.AT_DESK: _l("The home is in %(town)s. You register at our desk."),
    Why.OTHER_TOWN_AT_DESK: _l(
        "The home is in %(town)s, and no longer where your plan says. You still come to us."
    ),
    Why.OTHER_TOWN_HALL: _l(
        "The home is in %(town)s. You would register at the town hall there, and not at our desk."
    ),
    Why.ROUTE_STAYS: _l("The home is in %(town)s. Where you register does not change with it."),
    Why.HOTEL: _l("The municipality registers nobody in a hotel or a holiday home, such as an Airbnb."),
    Why.MAY_REGISTER: _l("You may register at this address."),
    Why.MAY_NOT_REGISTER: _l("You may not register at this address. Without that you get no BSN there."),
    Why.REGISTRATION_NOT_TOLD: _l("We do not know whether you may register at this address."),
    Why.HOUSEHOLD_FITS: _l("People who would live there: %(people)s. Most who may be registered: %(most)s."),
    Why.TOO_MANY_PEOPLE: _l(
        "People who would live there: %(people)s. Most who may be registered: %(most)s. That is too few."
    ),
    Why.MOST_NOT_TOLD: _l("We do not know how many people may be registered there."),
    Why.STARTS_BY_VISIT: _l("The contract starts on %(day)s: on or before your visit of %(visit)s."),
    Why.STARTS_AFTER_VISIT: _l("The contract starts on %(day)s: after your visit of %(visit)s."),
    Why.VISIT_NOT_BOOKED: _l("The contract starts on %(day)s. Your visit is not booked yet."),
    Why.START_NOT_TOLD: _l("We do not know the first day of the contract."),
    Why.FROM_OWNER: _l("You rent from the owner, or from somebody who works for the owner."),
    Why.OWNER_CONSENTS: _l("You rent from a tenant, and the owner agrees."),
    Why.OWNER_REFUSES: _l("You rent from a tenant, and the owner does not agree."),
    Why.CONSENT_NOT_TOLD: _l("You rent from a tenant. We do not know whether the owner agrees."),
    Why.SUBLET_NOT_TOLD: _l("We do not know whether the landlord is the owner."),
    Why.DEPOSIT_FITS: _l("The deposit is %(amount)s. The law allows %(limit)s at most."),
    Why.DEPOSIT_TOO_HIGH: _l(
        "The deposit is %(amount)s. The law allows %(months)s months of bare rent: %(limit)s."
    ),
    Why.DEPOSIT_NOT_TOLD: _l("We do not know the deposit or the bare rent."),
    Why.NO_FEE: _l("You pay no fee to an agency of the landlord."),
    Why.FEE_ASKED: _l("You are asked to pay a fee to an agency of the landlord. The law forbids that."),
    Why.FEE_NOT_TOLD: _l("We do not know whether an agency asks you for money."),
    Why.RENT_NOT_TOLD: _l("We do not know the bare rent."),
    Why.POINTS_NOT_TOLD: _l("We do not know the points of the home. The landlord must give you the count."),
    Why.COUNTED_OTHERWISE: _l(
        "The limits that we know are for a whole home. For a room or a short stay others hold."
    ),
    Why.RENT_IS_FREE: _l("With %(points)s points the law sets no highest rent."),
    Why.LIMIT_NOT_KNOWN: _l("We do not know the highest rent of %(year)s yet."),
    Why.RENT_FITS: _l(
        "With %(points)s points the bare rent is %(limit)s at most in %(year)s. Yours is %(amount)s."
    ),
    Why.RENT_SEEMS_TO_FIT: _l(
        "With %(points)s points the bare rent is probably %(limit)s at most in %(year)s. Yours is %(amount)s. "
        "We are not sure of this limit."
    ),
    Why.RENT_TOO_HIGH: _l(
        "With %(points)s points the bare rent is %(limit)s at most in %(year)s. Yours is %(amount)s: too high."
    ),
    Why.RENT_SEEMS_TOO_HIGH: _l(
        "With %(points)s points the bare rent is probably %(limit)s at most in %(year)s. Yours is %(amount)s. "
        "That seems too high, but we are not sure of this limit."
    ),
    Why.NO_END: _l("The contract has no end date. By law that is the rule."),
    Why.ENDS_WITH_GROUND: _l("The contract is temporary, and names a reason that the law allows."),
    Why.ENDS_WITHOUT_GROUND: _l("The contract is temporary, and names no reason that the law allows."),
    Why.GROUND_NOT_TOLD: _l("The contract is temporary. We do not know whether the law allows the reason."),
    Why.STAY_IS_SHORT: _l("This is a home for a short stay: after it you need another one."),
    Why.END_NOT_TOLD: _l("We do not know whether the contract has an end date."),
    Why.MAY_LEAVE_EARLY: _l("You can end the contract early, for example when your work ends."),
    Why.MAY_NOT_LEAVE_EARLY: _l("The contract says nothing about ending it early, when your work ends."),
    Why.LEAVING_NOT_TOLD: _l("We do not know whether you can end the contract early."),
    Why.IN_WRITING: _l("The contract is in writing."),
    Why.NOT_IN_WRITING: _l("There is no contract in writing. The law asks for one."),
    Why.WRITING_NOT_TOLD: _l("We do not know whether the contract is in writing."),
    Why.IS_INFORMED: _l("The landlord told you your rights, the service costs, and whom to call or complain to."),
    Why.NOT_INFORMED: _l("The landlord did not tell you all that the law asks: rights, service costs, contacts."),
    Why.INFORMED_NOT_TOLD: _l("We do not know what the landlord told you of your rights and contacts."),
    Why.NO_PERMIT_NEEDED: _l("In this part of %(town)s a landlord needs no rental permit."),
    Why.HAS_PERMIT: _l("In this part of %(town)s a landlord needs a rental permit, and yours has one."),
    Why.LACKS_PERMIT: _l("In this part of %(town)s a landlord needs a rental permit. Yours has none."),
    Why.PERMIT_NOT_TOLD: _l("In this part of %(town)s a landlord needs a rental permit. We do not know of yours."),
    Why.DISTRICT_NOT_TOLD: _l(
        "In parts of %(town)s a landlord needs a rental permit. We do not know for this home."
    ),
    Why.NO_SIGNS: _l("We see none of the signs of fraud that we know."),
    Why.SIGNS_SEEN: _l("This is often fraud: %(signs)s."),
    Why.SIGNS_NOT_TOLD: _l("We do not know enough to say."),
}

# What to do about it, where there is anything.
ADVICE: dict[Why, LazyString] = {
    Why.TOWN_NOT_TOLD: _l("Look for the postcode in the contract."),
    Why.OUTSIDE_REGION: _l("Ask the town hall there how you register. Ask us first if you are not sure."),
    Why.REPORT_MOVE: _l(
        "Report the new address to %(town)s: from four weeks before the move until five days after it."
    ),
    Why.OTHER_TOWN_AT_DESK: _l("Tell us before you sign: then your papers go to %(town)s."),
    Why.OTHER_TOWN_HALL: _l(
        "Know before you sign that your plan changes: you make an appointment with %(town)s yourself. "
        "A visit at our desk does not fit any more."
    ),
    Why.HOTEL: _l("Look for another address to register at."),
    Why.MAY_NOT_REGISTER: _l("Ask the landlord to allow it in writing. Do not sign without that."),
    Why.REGISTRATION_NOT_TOLD: _l("Ask the landlord to write it down."),
    Why.TOO_MANY_PEOPLE: _l("Ask the landlord whether all of you may be registered, and let them write it down."),
    Why.MOST_NOT_TOLD: _l("Ask the landlord whether all of you may be registered."),
    Why.STARTS_AFTER_VISIT: _l("Choose a later time for your visit, or ask for an earlier first day."),
    Why.VISIT_NOT_BOOKED: _l("Choose a time for your visit on that day or later."),
    Why.START_NOT_TOLD: _l("It must be on or before the day of your visit."),
    Why.OWNER_REFUSES: _l(
        "Do not sign. You could lose the home, and the municipality may not register you there."
    ),
    Why.CONSENT_NOT_TOLD: _l("Ask for a letter in which the owner agrees."),
    Why.SUBLET_NOT_TOLD: _l("Ask the landlord: are you the owner?"),
    Why.DEPOSIT_TOO_HIGH: _l("Ask the landlord to lower it to %(limit)s."),
    Why.DEPOSIT_NOT_TOLD: _l("The law allows %(months)s months of bare rent at most, without service costs."),
    Why.FEE_ASKED: _l("Do not pay it. Ask the landlord to take it out of the contract."),
    Why.FEE_NOT_TOLD: _l("The landlord pays the agency, not you."),
    Why.RENT_NOT_TOLD: _l("Ask for the bare rent, apart from service costs."),
    Why.POINTS_NOT_TOLD: _l("Ask for it before you sign. It decides the highest rent."),
    Why.COUNTED_OTHERWISE: _l("The rent check of the Huurcommissie tells what holds for yours: huurcommissie.nl."),
    Why.LIMIT_NOT_KNOWN: _l("The rent check of the Huurcommissie tells it: huurcommissie.nl."),
    Why.RENT_SEEMS_TO_FIT: _l("The rent check of the Huurcommissie is sure: huurcommissie.nl."),
    Why.RENT_TOO_HIGH: _l("Ask the landlord to lower it. If not, the Huurcommissie can decide: huurcommissie.nl."),
    Why.RENT_SEEMS_TOO_HIGH: _l("Do the rent check of the Huurcommissie first: huurcommissie.nl."),
    Why.ENDS_WITH_GROUND: _l("Read when it ends, and look for another home in time."),
    Why.ENDS_WITHOUT_GROUND: _l("Ask the landlord to take the end date out."),
    Why.GROUND_NOT_TOLD: _l("Ask the landlord which case of the law it is."),
    Why.STAY_IS_SHORT: _l("Begin to look for the next home at once."),
    Why.END_NOT_TOLD: _l("Look for a last day in the contract."),
    Why.MAY_NOT_LEAVE_EARLY: _l(
        "Ask for a diplomatic clause: a sentence that lets you leave when your work ends."
    ),
    Why.LEAVING_NOT_TOLD: _l("Look for a diplomatic clause in the contract."),
    Why.NOT_IN_WRITING: _l("Ask for a contract on paper or by mail, and pay nothing before."),
    Why.WRITING_NOT_TOLD: _l("The law asks for one."),
    Why.NOT_INFORMED: _l("Ask the landlord for it in writing."),
    Why.INFORMED_NOT_TOLD: _l("The landlord must give it to you in writing."),
    Why.LACKS_PERMIT: _l("Ask the landlord to apply for it before you sign."),
    Why.PERMIT_NOT_TOLD: _l("Ask for the number of the permit."),
    Why.DISTRICT_NOT_TOLD: _l("Ask the landlord, or look at the site of the municipality."),
    Why.SIGNS_SEEN: _l("Pay nothing before you have been inside and met somebody there. Call us when you doubt."),
    Why.SIGNS_NOT_TOLD: _l("Never pay before you have been inside."),
}
JUDGEMENTS: dict[Judgement, LazyString] = {
    Judgement.SIGN: _l("You can sign this contract"),
    Judgement.MEND: _l("Do not sign yet: this is to be mended first"),
    Judgement.DO_NOT_SIGN: _l("Do not sign this contract"),
}
# The same to an officer.
JUDGED_BY_DESK: dict[Judgement, LazyString] = {
    Judgement.SIGN: _l("You can sign"),
    Judgement.MEND: _l("Do not sign yet: mend this first"),
    Judgement.DO_NOT_SIGN: _l("Do not sign"),
}
WHAT_NOW: dict[Judgement, LazyString] = {
    Judgement.SIGN: _l("Keep the signed contract: you bring it when you register, or when you report the move."),
    Judgement.MEND: _l("Show the letter to your landlord. Is it mended? Then show us the contract once more."),
    Judgement.DO_NOT_SIGN: _l("Look for another home. If you doubt, call us before you pay anything."),
}
# Of an unverified source.
NOT_SURE = _l("We have not checked this at an official source.")


def found_in_words(finding: Finding) -> str:
    """What we see, as a sentence in the language of the page."""
    return str(FOUND[finding.why]) % _told(finding)


def advice_in_words(finding: Finding) -> str:
    """What to do about it; empty where there is nothing to do."""
    return str(ADVICE[finding.why]) % _told(finding) if finding.why in ADVICE else ""


def source_in_words(ground: Ground | LettingPermit) -> str:
    """What something rests on and when it was read there, with our doubt where the source is not firm."""
    words = _("%(source)s, read on %(day)s", source=ground.source, day=plain_date(ground.as_of))
    is_firm = getattr(ground, "verified", True)
    return words if is_firm else f"{words}. {NOT_SURE}"


def _told(finding: Finding) -> dict[str, str]:
    told = finding.told
    amounts = {"amount": told.amount, "limit": told.limit}
    days = {"day": told.day, "visit": told.visit}
    plain = {name: getattr(told, name) for name in ("months", "people", "most", "points", "year", "town")}
    return {
        **{name: money(cents) for name, cents in amounts.items() if cents is not None},
        **{name: long_date(day) for name, day in days.items() if day is not None},
        **{name: str(value) for name, value in plain.items() if value is not None},
        "signs": listed(str(SIGNS[sign]) for sign in told.signs),
    }
