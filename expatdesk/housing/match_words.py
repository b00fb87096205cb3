"""How a home suits a household, or why none does, in words; and what is found of its terms."""

from collections.abc import Iterable

from expatdesk.housing.wish_words import SOME_DWELLING
from expatdesk.rules.homes import Contract, Furnishing, Offer
from expatdesk.rules.matching import MOST_ABOVE_BUDGET_PERCENT, Aspect, Limit, Match, Reason
from expatdesk.rules.no_match import Help
from expatdesk.rules.offer_checks import Finding, OfferCheck
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import LazyString, minutes_in_words, money, ngettext, whole_money
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

# Within a sentence.
FURNISHED: dict[Furnishing, LazyString] = {
    Furnishing.UNFURNISHED: _l("unfurnished"),
    Furnishing.UPHOLSTERED: _l("with floors and curtains"),
    Furnishing.FURNISHED: _l("furnished"),
}
NOT_THEIRS: dict[Aspect, LazyString] = {
    Aspect.DWELLING: _l("Another kind of home than you look for."),
    Aspect.FURNISHING: _l("Furnished in another way than you look for."),
    Aspect.MUNICIPALITY: _l("Not in a municipality that you named."),
}
CONTRACT_MEANS: dict[str, LazyString] = {
    Contract.INDEFINITE: _l(
        "The contract has no end date. You may end it yourself; the landlord only for a reason that the law names."
    ),
    Contract.TEMPORARY: _l(
        "The contract ends on a day that stands in it. Ask which reason the law gives for that, and what happens "
        "after that day."
    ),
    Contract.SHORT_STAY: _l(
        "You rent it for a short stay, until a fixed day. Tenants have fewer rights then. It gives you time to "
        "look for a home for longer."
    ),
    Contract.WITH_HOST: _l(
        "You rent a room from a family that lives there too. In the first months it is easier to end for both "
        "sides."
    ),
}
CUT: dict[Limit, LazyString] = {
    Limit.PEOPLE: _l("too small for your household"),
    Limit.REGISTRATION: _l("not all of you can be registered there"),
    Limit.START: _l("free later than you ask"),
    Limit.LENGTH: _l("let for a shorter time than you ask"),
    Limit.PETS: _l("no pets allowed"),
    Limit.STEP_FREE: _l("stairs or steps"),
    Limit.BUDGET: _l("too far above your budget"),
}


def fits_in_words(match: Match, region: Region) -> str:
    """'Fits: 3 rooms, 12 minutes by bicycle.'; empty where nothing they asked for is met."""
    what = [_fit(one, match.offer, region) for one in match.fitting]
    return _("Fits: %(what)s.", what=", ".join(what)) if what else ""


def lacks_in_words(match: Match) -> list[str]:
    """A sentence for each wish that it does not meet, or of which nobody knows."""
    return [_lack(one) for one in match.lacking]


def _fit(reason: Reason, offer: Offer, region: Region) -> str:
    match reason.aspect:
        case Aspect.BUDGET:
            return _("within your budget")
        case Aspect.ROOMS:
            return ngettext("%(num)d room", "%(num)d rooms", reason.amount)
        case Aspect.DWELLING:
            return str(SOME_DWELLING[offer.dwelling])
        case Aspect.FURNISHING:
            return str(FURNISHED[offer.furnishing])
        case Aspect.MUNICIPALITY:
            return _("in %(town)s", town=region.municipality(offer.municipality).name)
        case Aspect.DISTANCE:
            return _("%(minutes)s by bicycle to work", minutes=minutes_in_words(reason.amount))


def _lack(reason: Reason) -> str:
    match reason.aspect:
        case Aspect.BUDGET:
            return _("%(amount)s a month above your budget.", amount=whole_money(reason.amount))
        case Aspect.ROOMS:
            return ngettext(
                "%(num)d room: fewer than you ask.", "%(num)d rooms: fewer than you ask.", reason.amount
            )
        case Aspect.DISTANCE if reason.fits is None:
            return _("We do not know how far it is by bicycle.")
        case Aspect.DISTANCE:
            minutes = minutes_in_words(reason.amount)
            return _("%(minutes)s by bicycle to work: farther than you ask.", minutes=minutes)
        case _:
            return str(NOT_THEIRS[reason.aspect])


def cut_in_words(cut: tuple[Limit, int]) -> str:
    """How many homes one limit takes away, and why."""
    limit, homes = cut
    return ngettext("%(num)d home: %(why)s", "%(num)d homes: %(why)s", homes, why=str(CUT[limit]))


def help_in_words(one: Help) -> str:
    """What would help: which wish to look at again, and how many homes that opens at the most."""
    count = ngettext("%(num)d home", "%(num)d homes", one.homes)
    match one.limit:
        case Limit.BUDGET:
            return _("A higher budget: %(homes)s, from %(cost)s a month.", homes=count, cost=whole_money(one.cost))
        case Limit.START:
            return _("A later first day: %(homes)s.", homes=count)
        case Limit.LENGTH:
            return _("A shorter time, to begin with: %(homes)s.", homes=count)
        case Limit.PETS:
            return _("A home without pets: %(homes)s.", homes=count)
        case _:
            return _("A home with stairs: %(homes)s.", homes=count)


def found_for_household(findings: Iterable[Finding]) -> list[tuple[str, Finding]]:
    """What the desk saw in the terms that a tenant should know; how many may register they are told anyway."""
    told = {OfferCheck.RENT: _rent, OfferCheck.DEPOSIT: _deposit, OfferCheck.TERM: _term}
    return [(told[one.check](one), one) for one in findings if one.check in told]


def _rent(finding: Finding) -> str:
    return _(
        "The bare rent seems higher than its points allow: about %(limit)s in %(year)s. Ask how it was counted.",
        limit=money(finding.limit), year=finding.year,
    )  # fmt: skip


def _deposit(finding: Finding) -> str:
    return _("The deposit is higher than the law allows: at most %(limit)s.", limit=money(finding.limit))


def _term(_finding: Finding) -> str:
    return _("A contract with an end date is only allowed in cases that the law names. Ask which one it is.")


def above_budget() -> str:
    """How far above their budget homes are still shown."""
    return _("We also show homes that cost at most %(percent)d%% more.", percent=MOST_ABOVE_BUDGET_PERCENT)


def where(offer: Offer, region: Region) -> str:
    """The municipality and the four figures of the postcode: no more is told before a viewing."""
    return f"{region.municipality(offer.municipality).name}, {offer.postcode[:4]}"
