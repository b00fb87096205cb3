"""What is right and wrong with a rental contract that somebody has not signed yet, each with what it rests on.

The rules of the day on which the contract starts count; while that is not known, those of today.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from .contract_facts import ContractCheck, ContractFacts, Ground, Lets, ScamSign, Standing, Told
from .contract_rent import Found, found_of_deposit, found_of_rent
from .contract_why import Why
from .facts import Facts, Home, HomeKind
from .letting import LettingPermit, permit_on, rule_on
from .outcome import Destination, RouteReason
from .region import Municipality, Region
from .route import route_for

# From good to bad.
SEVERITY = tuple(Standing)
NOTHING = Told()


@dataclass(frozen=True, slots=True)
class Finding:
    """How one check stands, why, the values that decided, and what it rests on."""

    check: ContractCheck
    standing: Standing
    why: Why
    told: Told = NOTHING
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A contract with the household that wants to sign it."""

    contract: ContractFacts
    facts: Facts
    region: Region
    today: date

    @property
    def day(self) -> date:
        return self.contract.starts or self.today

    @property
    def town(self) -> Municipality | None:
        postcode = self.contract.postcode
        return self.region.municipality_of(postcode) if postcode else None

    @property
    def permit(self) -> LettingPermit | None:
        return permit_on(self.region.letting_permits, self.town.code, self.day) if self.town else None


def check_contract(contract: ContractFacts, facts: Facts, region: Region, today: date) -> tuple[Finding, ...]:
    """Each check that there is something to say on, in the order in which it is told. Pure.

    `facts` are those of the household: how many they are, when its visit is, where its plan sends it.
    """
    asked = _Asked(contract, facts, region, today)
    found = ((check, FOUND_BY[check](asked)) for check in ContractCheck)
    return tuple(Finding(check, *one) for check, one in found if one is not None)


def worst(findings: tuple[Finding, ...]) -> Standing:
    """The worst that was found; ok where nothing was."""
    return max((one.standing for one in findings), key=SEVERITY.index, default=Standing.OK)


def _by_rule(check: ContractCheck, asked: _Asked, standing: Standing, why: Why, told: Told = NOTHING) -> Found:
    """A finding on a rule of the region's list; none where nothing was asked on the day of the contract."""
    rule = rule_on(asked.region.contract_rules, check, asked.day)
    return None if rule is None else (standing, why, told, Ground(rule.source, rule.as_of, rule.verified))


def _said(
    yes: tuple[Standing, Why], no: tuple[Standing, Why], open_: Why, *, said: bool | None
) -> tuple[Standing, Why]:
    """What a yes, a no, and no answer mean."""
    if said is None:
        return Standing.NOT_KNOWN, open_
    return yes if said else no


def _town(asked: _Asked) -> Found:
    standing, why = _where(asked)
    told = Told(town=asked.town.name if asked.town else None)
    return _by_rule(ContractCheck.REGISTRATION, asked, standing, why, told)


def _where(asked: _Asked) -> tuple[Standing, Why]:
    """Where the household would register with this home, beside where its plan sends it now."""
    if asked.contract.postcode is None:
        return Standing.NOT_KNOWN, Why.TOWN_NOT_TOLD
    if asked.town is None:
        return Standing.MIND, Why.OUTSIDE_REGION
    if asked.facts.registered_on is not None:
        return Standing.OK, Why.REPORT_MOVE
    home = Home(asked.contract.postcode, HomeKind.RENT, asked.contract.starts, registration_allowed=True)
    now = route_for(asked.facts, asked.region, asked.today)
    then = route_for(replace(asked.facts, home=home), asked.region, asked.today)
    if then.reason is RouteReason.HOME_NOT_COVERED:
        return Standing.MIND, Why.OTHER_TOWN_HALL
    if then.to is not Destination.DESK:
        return Standing.OK, Why.ROUTE_STAYS
    if now.to is Destination.DESK and now.municipality != then.municipality:
        return Standing.MIND, Why.OTHER_TOWN_AT_DESK
    return Standing.OK, Why.AT_DESK


def _registration(asked: _Asked) -> Found:
    yes, no = (Standing.OK, Why.MAY_REGISTER), (Standing.WRONG, Why.MAY_NOT_REGISTER)
    said = _said(yes, no, Why.REGISTRATION_NOT_TOLD, said=asked.contract.registration_allowed)
    if asked.contract.lets is Lets.HOTEL:
        said = Standing.WRONG, Why.HOTEL
    return _by_rule(ContractCheck.REGISTRATION, asked, *said)


def _occupancy(asked: _Asked) -> Found:
    """Together with who lives there already."""
    most, people = asked.contract.most_registered, len(asked.facts.people) + (asked.contract.others or 0)
    told = Told(people=people, most=most)
    if most is None:
        return _by_rule(ContractCheck.REGISTRATION, asked, Standing.NOT_KNOWN, Why.MOST_NOT_TOLD, told)
    said = (Standing.WRONG, Why.TOO_MANY_PEOPLE) if people > most else (Standing.OK, Why.HOUSEHOLD_FITS)
    return _by_rule(ContractCheck.REGISTRATION, asked, *said, told)


def _start(asked: _Asked) -> Found:
    """Whoever is registered, or registers elsewhere, has no visit that the contract must precede."""
    visit, starts = asked.facts.appointment, asked.contract.starts
    route = route_for(asked.facts, asked.region, asked.today)
    if asked.facts.registered_on is not None or route.to in (Destination.RNI, Destination.MUNICIPALITY):
        return None
    told = Told(day=starts, visit=visit)
    return _by_rule(ContractCheck.REGISTRATION, asked, *_against_visit(starts, visit), told)


def _against_visit(starts: date | None, visit: date | None) -> tuple[Standing, Why]:
    if starts is None:
        return Standing.NOT_KNOWN, Why.START_NOT_TOLD
    if visit is None:
        return Standing.NOT_KNOWN, Why.VISIT_NOT_BOOKED
    return (Standing.OK, Why.STARTS_BY_VISIT) if starts <= visit else (Standing.MIND, Why.STARTS_AFTER_VISIT)


def _sublet(asked: _Asked) -> Found:
    if asked.contract.is_sublet:
        yes, no = (Standing.OK, Why.OWNER_CONSENTS), (Standing.WRONG, Why.OWNER_REFUSES)
        said = _said(yes, no, Why.CONSENT_NOT_TOLD, said=asked.contract.owner_consents)
    elif asked.contract.is_sublet is None:
        said = Standing.NOT_KNOWN, Why.SUBLET_NOT_TOLD
    else:
        said = Standing.OK, Why.FROM_OWNER
    return _by_rule(ContractCheck.SUBLET, asked, *said)


def _agency_fee(asked: _Asked) -> Found:
    yes, no = (Standing.WRONG, Why.FEE_ASKED), (Standing.OK, Why.NO_FEE)
    said = _said(yes, no, Why.FEE_NOT_TOLD, said=asked.contract.asks_agency_fee)
    return _by_rule(ContractCheck.AGENCY_FEE, asked, *said)


def _term(asked: _Asked) -> Found:
    contract = asked.contract
    if contract.lets is Lets.HOTEL:
        return None
    if contract.has_end is None:
        said = Standing.NOT_KNOWN, Why.END_NOT_TOLD
    elif not contract.has_end:
        said = Standing.OK, Why.NO_END
    elif contract.lets is Lets.SHORT_STAY:
        said = Standing.MIND, Why.STAY_IS_SHORT
    else:
        yes, no = (Standing.MIND, Why.ENDS_WITH_GROUND), (Standing.WRONG, Why.ENDS_WITHOUT_GROUND)
        said = _said(yes, no, Why.GROUND_NOT_TOLD, said=contract.end_has_ground)
    return _by_rule(ContractCheck.TERM, asked, *said, Told(day=contract.ends))


def _leaving_early(asked: _Asked) -> Found:
    yes, no = (Standing.OK, Why.MAY_LEAVE_EARLY), (Standing.MIND, Why.MAY_NOT_LEAVE_EARLY)
    said = _said(yes, no, Why.LEAVING_NOT_TOLD, said=asked.contract.may_leave_early)
    return _by_rule(ContractCheck.LEAVING_EARLY, asked, *said)


def _written(asked: _Asked) -> Found:
    yes, no = (Standing.OK, Why.IN_WRITING), (Standing.WRONG, Why.NOT_IN_WRITING)
    said = _said(yes, no, Why.WRITING_NOT_TOLD, said=asked.contract.is_written)
    return _by_rule(ContractCheck.WRITTEN, asked, *said)


def _information(asked: _Asked) -> Found:
    yes, no = (Standing.OK, Why.IS_INFORMED), (Standing.WRONG, Why.NOT_INFORMED)
    said = _said(yes, no, Why.INFORMED_NOT_TOLD, said=asked.contract.is_informed)
    return _by_rule(ContractCheck.INFORMATION, asked, *said)


def _permit(asked: _Asked) -> Found:
    """Only where we know the districts of a municipality; of the others we say nothing."""
    if asked.permit is None:
        return None
    if asked.contract.in_permit_district:
        yes, no = (Standing.OK, Why.HAS_PERMIT), (Standing.WRONG, Why.LACKS_PERMIT)
        standing, why = _said(yes, no, Why.PERMIT_NOT_TOLD, said=asked.contract.has_permit)
    elif asked.contract.in_permit_district is None:
        standing, why = Standing.NOT_KNOWN, Why.DISTRICT_NOT_TOLD
    else:
        standing, why = Standing.OK, Why.NO_PERMIT_NEEDED
    told = Told(town=asked.town.name if asked.town else None)
    return standing, why, told, Ground(asked.permit.source, asked.permit.as_of)


def _scam_signs(asked: _Asked) -> Found:
    """One sign is enough to mind it; none is only said where all were asked about."""
    contract = asked.contract
    said: dict[ScamSign, bool | None] = {
        ScamSign.PAY_BEFORE_VIEWING: contract.pay_before_viewing,
        ScamSign.LANDLORD_ABROAD: contract.landlord_abroad,
        ScamSign.PRICE_TOO_LOW: contract.price_too_low,
    }
    if contract.registration_allowed is False:
        said[ScamSign.NO_REGISTRATION] = True
    signs = tuple(sign for sign, is_so in said.items() if is_so)
    if signs:
        return _by_rule(ContractCheck.SCAM_SIGNS, asked, Standing.MIND, Why.SIGNS_SEEN, Told(signs=signs))
    open_ = None in said.values()
    found = (Standing.NOT_KNOWN, Why.SIGNS_NOT_TOLD) if open_ else (Standing.OK, Why.NO_SIGNS)
    return _by_rule(ContractCheck.SCAM_SIGNS, asked, *found)


def _deposit(asked: _Asked) -> Found:
    return found_of_deposit(asked.contract, asked.region, asked.day)


def _rent(asked: _Asked) -> Found:
    if rule_on(asked.region.contract_rules, ContractCheck.RENT, asked.day) is None:
        return None
    return found_of_rent(asked.contract, asked.region, asked.day)


FOUND_BY: Mapping[ContractCheck, Callable[[_Asked], Found]] = {
    ContractCheck.TOWN: _town,
    ContractCheck.REGISTRATION: _registration,
    ContractCheck.OCCUPANCY: _occupancy,
    ContractCheck.START: _start,
    ContractCheck.SUBLET: _sublet,
    ContractCheck.DEPOSIT: _deposit,
    ContractCheck.AGENCY_FEE: _agency_fee,
    ContractCheck.RENT: _rent,
    ContractCheck.TERM: _term,
    ContractCheck.LEAVING_EARLY: _leaving_early,
    ContractCheck.WRITTEN: _written,
    ContractCheck.INFORMATION: _information,
    ContractCheck.PERMIT: _permit,
    ContractCheck.SCAM_SIGNS: _scam_signs,
}
