"""The registration track: from intake to citizen service number, and what follows by law.

Where the process sheet is silent, the order is that of practice: the welcome talk follows the
registration, health insurance needs the citizen service number, and the term of an employer's
address or of a foreign licence begins with the registration. A general practitioner is looked
for once the whole household has its numbers.
"""

from datetime import date, timedelta

from ..household import Household
from ..outcome import Destination, DueKind, Party, Source
from ..terms import add_months, add_working_days
from .moves import moves_after_registering, too_early_to_report, within_days_of_move
from .reporting import arrival_or_move, within_days_of_settling
from .row import (
    After,
    Row,
    at_desk,
    days_after,
    end_of_employer_address,
    everybodys,
    principals,
    same_persons,
)

# The desk's norms, in working days.
DAYS_TO_READ_PAPERS = 10
DAYS_TO_CHECK_PAPERS = 5
# Four weeks, the time that an application for a residence permit takes at least.
DAYS_FOR_RESIDENCE_RIGHT = 28
# Zorgverzekeringswet 5: cover runs back to the first day when taken within four months.
MONTHS_FOR_HEALTH_INSURANCE = 4
# Uitvoeringsbesluit loonbelasting 10ei: in time, the ruling holds from the first working day.
MONTHS_FOR_THIRTY_PERCENT = 4
# Wegenverkeerswet 108: a licence from elsewhere holds this long after registration.
DAYS_ON_FOREIGN_LICENCE = 185


def _to_rni(household: Household, _person: int) -> bool:
    return household.route.to is Destination.RNI


def _to_another_door(household: Household, _person: int) -> bool:
    return household.route.to in (Destination.MUNICIPALITY, Destination.HOUSING_FIRST)


def _permit_by_employer(household: Household, person: int) -> bool:
    """Also while there is no home yet: the permit is asked for before, and nobody is registered without."""
    return not household.is_elsewhere and household.employer_asks_right_for(person)


def _permit_by_expat(household: Household, person: int) -> bool:
    asks_itself = household.facts.employer is None and household.needs_residence_right(person)
    return not household.is_elsewhere and asks_itself


def _at_employer_address(household: Household, _person: int) -> bool:
    return household.at_employer_address


def _adult(household: Household, person: int) -> bool:
    return household.at_desk and household.is_adult(person)


def _employed(household: Household, _person: int) -> bool:
    return household.at_desk and household.is_employed


def _licence_from_outside(household: Household, person: int) -> bool:
    """A Swiss licence too: the rule names the EU and the EEA alone."""
    licence = household.person(person).driving_licence
    within = household.region.countries.eu_and_eea
    return household.at_desk and licence is not None and licence not in within


def _arrival_unknown(household: Household, _person: int) -> bool:
    return household.facts.arrival is None


def _before_visit(household: Household, _person: int) -> date | None:
    comes = household.facts.moved_here_on if household.has_reported else household.facts.arrival
    event = household.facts.appointment or comes
    if event is None:
        return None
    advised = add_working_days(event, -DAYS_TO_READ_PAPERS, household.region.extra_holidays)
    facts = household.facts
    # Before the desk knew them, and before their answers said which papers, nobody could follow the advice.
    return advised if advised >= max(facts.submitted, facts.completed.get("intake", facts.submitted)) else None


def _after_papers(household: Household, _person: int) -> date | None:
    handed_in = household.facts.completed.get("papers_handed_in")
    if handed_in is None:
        return None
    return add_working_days(handed_in, DAYS_TO_CHECK_PAPERS, household.region.extra_holidays)


def before_first_working_day(household: Household, _person: int) -> date | None:
    """The last day on which asking for a permit is in time for it."""
    return days_after(household.facts.first_working_day, -DAYS_FOR_RESIDENCE_RIGHT)


def _day_of_visit(household: Household, _person: int) -> date | None:
    return household.facts.appointment


def _end_of_insurance_term(household: Household, person: int) -> date | None:
    """From the day on which the duty began: of work here, or of living here, whichever is earlier.

    Until somebody is registered only their work is known; a registration before it brings the day forward
    (Zorgverzekeringswet 2 and 5; Wet langdurige zorg 2.1.1). Not extended (Atw 4).
    """
    working = household.facts.first_working_day if person == household.principal else None
    known = [day for day in (working, _resident_since(household, person)) if day is not None]
    return add_months(min(known), MONTHS_FOR_HEALTH_INSURANCE) if known else None


def end_of_thirty_percent_term(household: Household, _person: int) -> date | None:
    """Not extended (Atw 4)."""
    working = household.facts.first_working_day
    return None if working is None else add_months(working, MONTHS_FOR_THIRTY_PERCENT)


def _end_of_licence(household: Household, person: int) -> date | None:
    """Not extended (Atw 4)."""
    registered = _resident_since(household, person)
    return None if registered is None else registered + timedelta(days=DAYS_ON_FOREIGN_LICENCE)


def _resident_since(household: Household, person: int) -> date | None:
    """Since when somebody is a resident by the BRP; where it began elsewhere, since the report at the earliest."""
    return household.facts.reported_elsewhere_on or household.registration_of(person)


REGISTRATION: tuple[Row, ...] = (
    Row("referral", Party.EXPAT, Source.NON_RESIDENT, _to_rni),
    Row(
        "referral",
        Party.EXPAT,
        Source.REPORT_ARRIVAL,
        _to_another_door,
        due=within_days_of_settling,
        due_kind=DueKind.STATUTORY,
    ),
    Row("intake", Party.EXPAT, Source.DESK_PROCESS, at_desk),
    Row(
        "papers_handed_in",
        Party.EXPAT,
        Source.DESK_ADVICE,
        at_desk,
        due=_before_visit,
        due_kind=DueKind.ADVICE,
        after=(After("intake"),),
    ),
    Row(
        "papers_checked",
        Party.DESK,
        Source.DESK_PROMISE,
        at_desk,
        due=_after_papers,
        due_kind=DueKind.PROMISE,
        after=(After("papers_handed_in"),),
    ),
    Row(
        "residence_right",
        Party.EMPLOYER,
        Source.LAWFUL_RESIDENCE,
        _permit_by_employer,
        per_person=True,
        due=before_first_working_day,
        due_kind=DueKind.ADVICE,
    ),
    Row(
        "residence_right",
        Party.EXPAT,
        Source.LAWFUL_RESIDENCE,
        _permit_by_expat,
        per_person=True,
        due=before_first_working_day,
        due_kind=DueKind.ADVICE,
    ),
    *arrival_or_move(
        "visit_booked",
        Party.EXPAT,
        after=(After("papers_handed_in"),),
        held=_arrival_unknown,
    ),
    *arrival_or_move(
        "brp_registration",
        Party.MUNICIPALITY,
        per_person=True,
        after=(
            After("visit_booked"),
            After("papers_checked"),
            same_persons("residence_right"),
        ),
    ),
    Row(
        "bsn_issued",
        Party.MUNICIPALITY,
        Source.CITIZEN_NUMBER,
        at_desk,
        per_person=True,
        after=(same_persons("brp_registration"),),
    ),
    Row(
        "welcome_talk",
        Party.DESK,
        Source.DESK_PROMISE,
        at_desk,
        due=_day_of_visit,
        due_kind=DueKind.PROMISE,
        after=(principals("brp_registration"),),
    ),
    Row(
        "employer_address_ends",
        Party.EXPAT,
        Source.EMPLOYER_ADDRESS,
        _at_employer_address,
        due=end_of_employer_address,
        due_kind=DueKind.AGREED,
        after=(principals("brp_registration"),),
    ),
    Row(
        "address_reported",
        Party.EXPAT,
        Source.REPORT_MOVE,
        moves_after_registering,
        due=within_days_of_move,
        due_kind=DueKind.STATUTORY,
        after=(principals("brp_registration"),),
        held=too_early_to_report,
    ),
    Row(
        "digid",
        Party.EXPAT,
        Source.DESK_ADVICE,
        _adult,
        per_person=True,
        due_kind=DueKind.ADVICE,
        after=(same_persons("bsn_issued"),),
    ),
    Row(
        "health_insurance",
        Party.EXPAT,
        Source.HEALTH_INSURANCE,
        at_desk,
        per_person=True,
        due=_end_of_insurance_term,
        due_kind=DueKind.STATUTORY,
        after=(same_persons("bsn_issued"),),
    ),
    Row(
        "thirty_percent_request",
        Party.EMPLOYER,
        Source.THIRTY_PERCENT,
        _employed,
        due=end_of_thirty_percent_term,
        due_kind=DueKind.STATUTORY,
    ),
    Row(
        "driving_licence",
        Party.EXPAT,
        Source.DRIVING_LICENCE,
        _licence_from_outside,
        per_person=True,
        due=_end_of_licence,
        due_kind=DueKind.STATUTORY,
        after=(same_persons("brp_registration"),),
    ),
    Row(
        "gp",
        Party.EXPAT,
        Source.DESK_ADVICE,
        at_desk,
        due_kind=DueKind.ADVICE,
        after=(everybodys("bsn_issued"),),
    ),
)
