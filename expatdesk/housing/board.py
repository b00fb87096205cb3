"""The households that need a home, or must leave the one they have, each with how far its search is.

A few questions for all of them together, however many they are: what decides is put together here, day by day.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import days_of_steps
from expatdesk.housing.contract_models import ContractCheck, ContractState, Judgement
from expatdesk.housing.interest_queries import Journey, journeys
from expatdesk.housing.wish_models import HomeWishes
from expatdesk.logbook.models import LogLine
from expatdesk.organisations.models import Employer
from expatdesk.rules.facts import TEMPORARY_HOMES
from expatdesk.rules.housing_stages import HomeSearch, Standing, standing_of
from expatdesk.rules.plan import RouteReason
from expatdesk.shared.clock import local
from expatdesk.shared.db import session

# No region has more; of more than these the board shows those that the desk knows longest.
MOST_READ = 5000
STEPS = WISHES, SEARCH, CHECK, FOUND = "housing_wishes", "home_search", "contract_check", "home_found"
COLUMNS: tuple[Any, ...] = (
    Case.id, Case.code, Case.title, Case.people_expected, Case.municipality, Case.officer_id, Case.officer_name,
    Case.employer_id, Employer.name.label("employer"), Case.submitted_on, Case.temporary_until,
    Case.temporary_kind, Case.route_reason, Case.home_kind, Case.home_from, Case.home_registration_allowed,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seeking:
    """A household on the board.

    `contract_id` is of a contract that waits for the desk; `with_household` of one that it answers or is to mend.
    """

    case: Any
    standing: Standing
    next_home_from: date | None
    contract_id: uuid.UUID | None
    with_household: bool


@dataclass(frozen=True, slots=True)
class _Contracts:
    """What the contracts of one household say of its search."""

    open_on: date | None = None
    refused_on: date | None = None
    signed_on: date | None = None
    with_desk: uuid.UUID | None = None


def needs_home(visible: ColumnElement[bool]) -> ColumnElement[bool]:
    """Who stands on the board: open cases with something to do for a home, or whose address ends."""
    unfinished = Case.housing_done < Case.housing_total
    return and_(visible, Case.state == CaseState.OPEN, or_(unfinished, Case.temporary_until.is_not(None)))


def seeking(visible: ColumnElement[bool], today: date) -> list[Seeking]:
    """All of them, whoever stands longest at their stage in front; of more than MOST_READ one more."""
    wanted = needs_home(visible)
    rows = session.execute(
        select(*COLUMNS)
        .outerjoin(Employer)
        .where(wanted)
        .order_by(Case.submitted_on, Case.id)
        .limit(MOST_READ + 1)
    ).all()
    ids = select(Case.id).where(wanted)
    done, contracts, said = days_of_steps(ids, STEPS), _contracts(ids), _wishes_said(ids)
    offered = journeys([row.id for row in rows])
    found = [
        _seeking(
            row,
            done.get(row.id, {}),
            contracts.get(row.id, _Contracts()),
            said.get(row.id),
            offered.get(row.id, Journey()),
            today,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.standing.since, one.case.title, one.case.id))


def _seeking(
    row: Any, done: Mapping[str, date], contracts: _Contracts, said: date | None, offered: Journey,
    today: date,
) -> Seeking:  # fmt: skip
    next_home = _next_home(row)
    search = HomeSearch(
        known_on=row.submitted_on,
        wishes_on=done.get(WISHES) or said,
        interested_on=offered.interested_on,
        viewing_on=offered.viewing_on,
        contract_on=contracts.open_on or done.get(SEARCH),
        refused_on=contracts.refused_on,
        found_on=_found_on(next_home, done, contracts),
    )
    waits = contracts.with_desk
    return Seeking(row, standing_of(search, today), next_home, waits, bool(contracts.open_on and not waits))


def _found_on(next_home: date | None, done: Mapping[str, date], contracts: _Contracts) -> date | None:
    """Since when they have a home to go to: the next one is in their file, or its contract may be signed."""
    if next_home is not None:
        return max(next_home, contracts.refused_on or next_home)
    return contracts.signed_on or done.get(FOUND) or done.get(CHECK)


def _next_home(row: Any) -> date | None:
    """The first day of a home that lasts, of who is still registered at the address of the employer."""
    lasts = row.home_kind and row.home_registration_allowed and row.home_kind not in TEMPORARY_HOMES
    return row.home_from if lasts and row.route_reason == RouteReason.EMPLOYER_ADDRESS else None


def _wishes_said(ids: Select[uuid.UUID]) -> dict[uuid.UUID, date]:
    """When wishes were first written down that no step of the plan asks for."""
    wanted = (
        select(HomeWishes.case_id, func.min(LogLine.at))
        .join(LogLine, and_(LogLine.case_id == HomeWishes.case_id, LogLine.verb == "home_wishes_said"))
        .where(HomeWishes.case_id.in_(ids))
        .group_by(HomeWishes.case_id)
    )
    return {case_id: local(at).date() for case_id, at in session.execute(wanted)}


def _contracts(ids: Select[uuid.UUID]) -> dict[uuid.UUID, _Contracts]:
    wanted = select(
        ContractCheck.id, ContractCheck.case_id, ContractCheck.state, ContractCheck.judgement,
        ContractCheck.begun_at, ContractCheck.sent_on, ContractCheck.judged_at,
    ).where(ContractCheck.case_id.in_(ids))  # fmt: skip
    of_case: dict[uuid.UUID, list[Any]] = defaultdict(list)
    # Of one moment that which is judged comes first, as it does on the page of the case.
    newest_last = ContractCheck.begun_at, ContractCheck.judged_at.is_(None), ContractCheck.id
    for row in session.execute(wanted.order_by(*newest_last)):
        of_case[row.case_id].append(row)
    return {case_id: _what_they_say(rows) for case_id, rows in of_case.items()}


def _what_they_say(rows: list[Any]) -> _Contracts:
    last = rows[-1]
    refused = [row.judged_at for row in rows if row.judgement == Judgement.DO_NOT_SIGN]
    refused_on = local(refused[-1]).date() if refused else None
    if last.state != ContractState.JUDGED:
        is_sent = last.state == ContractState.WITH_DESK
        return _Contracts(
            last.sent_on or local(last.begun_at).date(), refused_on, None, last.id if is_sent else None
        )
    judged_on = local(last.judged_at).date()
    match last.judgement:
        case Judgement.SIGN:
            return _Contracts(None, refused_on, judged_on)
        case Judgement.MEND:
            return _Contracts(judged_on, refused_on)
        case _:
            return _Contracts(None, refused_on)
