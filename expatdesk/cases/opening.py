"""Opening many cases at once, for a sheet of hires: the same rows as `open_case` makes, in a few statements.

Nothing here commits.
"""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from expatdesk.cases.actions import Hire, first_columns, free_codes, principal_columns
from expatdesk.cases.employer_view import print_of_progress, print_of_told, progress_by
from expatdesk.cases.facts import employer_of, home_of
from expatdesk.cases.models import Case, ChangeKind, HireChange
from expatdesk.cases.projection import projected, title_and_search, with_turn
from expatdesk.cases.search import CaseWords, words_by
from expatdesk.cases.sign_in import invite_soon
from expatdesk.cases.temporary import address_now
from expatdesk.logbook.actions import record_for_all
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Person
from expatdesk.people.names import name_key
from expatdesk.rules.facts import UNKNOWN_BIRTH, Category, Earlier, Facts, PersonRole, Wants
from expatdesk.rules.facts import Person as PersonFacts
from expatdesk.rules.fees import fee_for
from expatdesk.rules.outcome import Fee, Route
from expatdesk.rules.plan import plan_for
from expatdesk.rules.region import Region
from expatdesk.rules.route import route_for
from expatdesk.shared.clock import now
from expatdesk.shared.many_rows import Row, write_rows


class Outlook(NamedTuple):
    """Where a hire goes, and what the visit costs."""

    route: Route
    fee: Fee


class Foresight:
    """What the rules make of many hires; of those with the same facts the same."""

    def __init__(self, region: Region, today: date) -> None:
        self.region, self.today = region, today
        self._outlooks: dict[Facts, Outlook] = {}
        self._projected: dict[Facts, Row] = {}

    def outlook(self, hire: Hire, employer: Employer) -> Outlook:
        """What follows if this hire is submitted; not its steps, which take four times as long."""
        facts = self._facts(hire, employer)
        if facts not in self._outlooks:
            route = route_for(facts, self.region, self.today)
            self._outlooks[facts] = Outlook(route, fee_for(facts, self.region, route, self.today))
        return self._outlooks[facts]

    def projected(self, hire: Hire, employer: Employer) -> Row:
        """The columns of its case that lists sort by, and the half of its print that does not tell who it is."""
        facts = self._facts(hire, employer)
        if facts not in self._projected:
            plan = plan_for(facts, self.region, self.today).without_advice_before(self.today)
            columns = projected(plan, plan, submitted_on=self.today)
            seen = print_of_progress(progress_by(plan, submitted_on=self.today, returned={}))
            turns = with_turn({}, plan.ball, self.today)
            self._projected[facts] = {
                **columns, "turns": turns, "projected_on": self.today, "hire_print": seen,
            }  # fmt: skip
        return self._projected[facts]

    def _facts(self, hire: Hire, employer: Employer) -> Facts:
        """The facts of the case that this hire begins: no others than `facts_of` finds there."""
        nationalities = (hire.nationality,) if hire.nationality else ()
        return Facts(
            category=Category(hire.category), arrival=hire.arrival, stay_months=hire.stay_months,
            first_working_day=hire.first_working_day, submitted=self.today,
            earlier=Earlier(has_bsn=hire.has_bsn, lived_in_nl=hire.lived_in_nl), home=home_of(hire),
            employer=employer_of(hire, employer, books=True),
            wants=Wants(housing_help=hire.home_kind is None, social=True),
            people=(PersonFacts(PersonRole.PRINCIPAL, UNKNOWN_BIRTH, nationalities),),
        )  # fmt: skip


class ReadyCase(NamedTuple):
    """The rows of a case that is ready to be opened, and the employer's own number of it."""

    reference: str
    case: Row
    principal: Row
    words: str


def ready_cases(hires: Sequence[tuple[str, Hire]], employer: Employer, foresight: Foresight) -> list[ReadyCase]:
    """What is to be stored of these hires, with the employer's own numbers of them; nothing is stored yet."""
    codes = free_codes(len(hires), foresight.region)
    return [
        _ready_case(reference, hire, code, employer, foresight)
        for code, (reference, hire) in zip(codes, hires, strict=True)
    ]


def open_cases(ready: Sequence[ReadyCase], employer: Employer, by: Actor) -> list[uuid.UUID]:
    """Open a case for each hire, to be invited soon; answers the ids."""
    of_all = {"employer_id": employer.id, "submitted_by_id": by.user_id, "hire_changed_at": now()}
    ids = [one.case["id"] for one in ready]
    write_rows(Case, [{**one.case, "reference": one.reference, **of_all} for one in ready])
    write_rows(Person, [one.principal for one in ready])
    write_rows(CaseWords, [{"case_id": one.case["id"], "words": one.words} for one in ready])
    write_rows(HireChange, [{"case_id": case_id, "kind": ChangeKind.SUBMITTED} for case_id in ids])
    record_for_all("case_opened", by=by, case_ids=ids, employer=employer.name)
    invite_soon(ids)
    return ids


def _ready_case(reference: str, hire: Hire, code: str, employer: Employer, foresight: Foresight) -> ReadyCase:
    case = {**_case(hire, employer, foresight), "code": code}
    named = {"case_id": case["id"], "name_key": name_key(hire.full_name)}
    words = words_by(code, [hire], case["email"], employer.name, hire.home_postcode or "")
    return ReadyCase(reference, case, {**principal_columns(hire), **named}, words)


def _case(hire: Hire, employer: Employer, foresight: Foresight) -> Row:
    title, name_search = title_and_search(hire.full_name)
    first, seen, told = (
        first_columns(hire, employer, foresight.today),
        foresight.projected(hire, employer),
        hire.as_json(),
    )
    email = hire.email.strip().lower()
    told_print = print_of_told(hire.full_name, email, first["people_expected"], hire.department, told)
    return {
        **first, **seen, "id": uuid.uuid4(), "email": email, "title": title, "name_search": name_search,
        "temporary_at": address_now(hire, employer, seen["temporary_kind"]),
        "as_submitted": told, "hire_print": seen["hire_print"] + told_print,
    }  # fmt: skip
