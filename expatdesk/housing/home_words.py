"""The words for homes that are offered: their kinds, their state, and what was found of an offer."""

from expatdesk.housing.home_models import OfferState
from expatdesk.housing.wish_words import DWELLINGS
from expatdesk.rules.homes import Contract, Dwelling
from expatdesk.rules.offer_checks import Finding, OfferCheck
from expatdesk.shared.i18n import LazyString, money
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

# In a list, where there is little room.
SHORT_DWELLINGS: dict[str, LazyString] = {**DWELLINGS, Dwelling.ROOM: _l("Room")}
CONTRACTS: dict[str, LazyString] = {
    Contract.INDEFINITE: _l("Without end date"),
    Contract.TEMPORARY: _l("Temporary, with an end date"),
    Contract.SHORT_STAY: _l("Short stay"),
    Contract.WITH_HOST: _l("A room with a host family"),
}
STATES: dict[str, LazyString] = {
    OfferState.DRAFT: _l("Draft"),
    OfferState.FREE: _l("Free to let"),
    OfferState.TAKEN: _l("Taken"),
    OfferState.WITHDRAWN: _l("Taken out of the offer"),
}
ABOUT: dict[OfferCheck, LazyString] = {
    OfferCheck.AGENCY_FEE: _l("A landlord may not let the tenant pay for mediation or administration."),
    OfferCheck.NO_REGISTRATION: _l(
        "Nobody may be registered at this address. Newcomers who have to register cannot live here, so they are "
        "not shown this home."
    ),
    OfferCheck.FEWER_REGISTERED: _l(
        "Fewer people may be registered than may live there. A household is shown this home only if all of it can "
        "be registered."
    ),
    OfferCheck.TERM: _l(
        "A contract with an end date is only allowed in cases that the law names. Write in the contract which one "
        "it is."
    ),
}


def sentence_of(finding: Finding) -> str:
    """What was found, for the partner who offers the home."""
    if finding.check is OfferCheck.DEPOSIT:
        return _(
            "The deposit is higher than the law allows: at most %(limit)s, twice the bare rent.",
            limit=money(finding.limit),
        )
    if finding.check is OfferCheck.RENT:
        return _rent(finding)
    return str(ABOUT[finding.check])


def _rent(finding: Finding) -> str:
    told = {"limit": money(finding.limit), "year": finding.year}
    if finding.is_refused:
        return _("The bare rent is higher than its points allow: at most %(limit)s in %(year)s.", **told)
    return _(
        "The bare rent seems higher than its points allow: about %(limit)s in %(year)s. Check it before you offer "
        "the home.",
        **told,
    )
