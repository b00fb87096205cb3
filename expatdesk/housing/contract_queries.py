"""Reading contracts that are checked: those of a household, and what is found in one."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select

from expatdesk.cases.facts import facts_of
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of
from expatdesk.housing.contract_models import ContractCheck, ContractState
from expatdesk.rules.contract_check import Finding, check_contract
from expatdesk.rules.contract_facts import ContractCheck as Check
from expatdesk.rules.contract_facts import Ground, ScamSign, Standing, Told
from expatdesk.rules.contract_why import Why
from expatdesk.rules.letting import LettingPermit, permit_on
from expatdesk.rules.outcome import StepState
from expatdesk.rules.region import Region
from expatdesk.rules.terms import add_working_days
from expatdesk.shared.db import session

READS_CONTRACT = "contract_check"


def contracts_of(case_id: uuid.UUID) -> list[ContractCheck]:
    """The contracts of a household, the newest first; of one moment, that which is not judged."""
    of_it = select(ContractCheck).where(ContractCheck.case_id == case_id)
    newest = ContractCheck.begun_at.desc(), ContractCheck.judged_at.is_not(None), ContractCheck.id
    return list(session.scalars(of_it.order_by(*newest)))


def contract_of(case_id: uuid.UUID, contract_id: uuid.UUID) -> ContractCheck | None:
    """The contract with this id, where it is of this case (security T04)."""
    wanted = select(ContractCheck).where(ContractCheck.id == contract_id, ContractCheck.case_id == case_id)
    return session.scalars(wanted).one_or_none()


def newest_contract(case_id: uuid.UUID) -> ContractCheck | None:
    """The contract that the household is at, or showed last."""
    return next(iter(contracts_of(case_id)), None)


def contracts_for_desk(case_id: uuid.UUID) -> list[ContractCheck]:
    """Those that the household sent, the newest first: what it still answers is nobody else's to read."""
    return [one for one in contracts_of(case_id) if one.state != ContractState.ASKED]


def has_shown(case_id: uuid.UUID, street: str) -> bool:
    """Whether the desk has, or has read, the contract of the home in this street."""
    return any(one.street.casefold() == street.casefold() for one in contracts_for_desk(case_id))


def contract_waiting(case_id: uuid.UUID) -> ContractCheck | None:
    """The contract of this household that waits for the desk."""
    return next((one for one in contracts_of(case_id) if one.state == ContractState.WITH_DESK), None)


def is_offered(case: Case, region: Region, today: date) -> bool:
    """Whether the desk reads contracts of this household: its plan says so, and no one let it go undone."""
    steps = plan_of(case, region, today).steps
    return any(step.key == READS_CONTRACT and step.state is not StepState.WAIVED for step in steps)


def days_to_read(region: Region, today: date) -> int:
    """Within how many working days we promise to read a contract."""
    return int(region.amount("contract_check_working_days", today).value)


def read_by(contract: ContractCheck, region: Region) -> date | None:
    """By when we promised to read it; None before it was sent."""
    if contract.sent_on is None:
        return None
    return add_working_days(contract.sent_on, days_to_read(region, contract.sent_on), region.extra_holidays)


def permit_for(contract: ContractCheck, region: Region, today: date) -> LettingPermit | None:
    """The districts of the home's municipality in which letting it needs a permit; None where we know none."""
    facts = contract.facts
    town = region.municipality_of(facts.postcode) if facts.postcode else None
    return permit_on(region.letting_permits, town.code, facts.starts or today) if town else None


def findings_of(contract: ContractCheck, case: Case, region: Region, today: date) -> tuple[Finding, ...]:
    """What is found in it today; once it is judged, what was found then."""
    if contract.letter is not None:
        return tuple(from_letter(line) for line in contract.letter)
    return check_contract(contract.facts, facts_of(case), region, today)


def remarks_of(contract: ContractCheck) -> dict[str, str]:
    """What the desk wrote beside findings, by their checks."""
    return {line["check"]: line["remark"] for line in contract.letter or () if line.get("remark")}


def as_letter(finding: Finding, remark: str) -> dict[str, Any]:
    """A finding as the letter keeps it."""
    return {
        "check": finding.check, "standing": finding.standing, "why": finding.why, "remark": remark,
        "told": _plain(asdict(finding.told)), "ground": _plain(asdict(finding.ground)) if finding.ground else None,
    }  # fmt: skip


def from_letter(line: Mapping[str, Any]) -> Finding:
    """The finding that `as_letter` kept."""
    told, ground = dict(line["told"]), line["ground"]
    for day in ("day", "visit"):
        if day in told:
            told[day] = date.fromisoformat(told[day])
    told["signs"] = tuple(ScamSign(sign) for sign in told.get("signs", ()))
    kept = Ground(**{**ground, "as_of": date.fromisoformat(ground["as_of"])}) if ground else None
    return Finding(Check(line["check"]), Standing(line["standing"]), Why(line["why"]), Told(**told), kept)


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    """What is known of these, as it can be stored."""
    known = {name: value for name, value in values.items() if value is not None and value != ()}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in known.items()}
