"""Letting a municipality that handed a case over look at it for a while. Nothing here commits."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, exists, select

from expatdesk.cases.merge_models import TransferGrant
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import Refusal
from expatdesk.cases.step_actions import refuse_bsn
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor, LogLine
from expatdesk.rules.region import Region
from expatdesk.shared.db import session

# Long enough to hand over what is left; whoever needs more asks again, and says why.
LONGEST_GRANT = timedelta(days=60)


class GrantNotAllowed(Refusal):
    """Only a municipality that had the case may look back, and not without an end."""


def towns_before(history: list[LogLine], case: Case) -> list[str]:
    """The codes of the municipalities that had this case before, the last one first."""
    codes = [str(line.details["from_code"]) for line in history if line.verb == "municipality_changed"]
    return [code for code in dict.fromkeys(codes) if code != case.municipality]


def give_grant(
    case: Case,
    municipality: str,
    *,
    reason: str,
    last_day: date,
    history: list[LogLine],
    by: Actor,
    region: Region,
    today: date,
) -> None:
    """Let a former municipality look at the case up to this day. Raises GrantNotAllowed and HoldsBsn."""
    refuse_bsn(reason)
    if municipality not in towns_before(history, case) or not today <= last_day <= today + LONGEST_GRANT:
        raise GrantNotAllowed
    session.add(TransferGrant(case_id=case.id, municipality=municipality, reason=reason, last_day=last_day))
    town = region.municipality(municipality).name
    record("grant_given", by=by, case_id=case.id, town=town, on=last_day.isoformat(), grounds=reason)


def end_grants(case: Case, municipality: str, *, by: Actor, region: Region) -> None:
    """Let this municipality look no longer."""
    grants = [grant for grant in grants_of(case) if grant.municipality == municipality]
    for grant in grants:
        session.delete(grant)
    if grants:
        record("grant_ended", by=by, case_id=case.id, town=region.municipality(municipality).name)


def grants_of(case: Case) -> list[TransferGrant]:
    """Who may still look, and until when."""
    wanted = select(TransferGrant).where(TransferGrant.case_id == case.id)
    return list(session.scalars(wanted.order_by(TransferGrant.last_day, TransferGrant.id)))


def granted_to(municipality: str, today: date) -> ColumnElement[bool]:
    """The condition that a case may be looked at by this former municipality today."""
    mine = exists().where(TransferGrant.case_id == Case.id, TransferGrant.municipality == municipality)
    return mine.where(TransferGrant.last_day >= today)
