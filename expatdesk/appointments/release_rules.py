"""Reading the rules of the coordinator by which times are given back whose papers are not accepted."""

from datetime import date

from sqlalchemy import select

from expatdesk.appointments.models import ReleaseRule
from expatdesk.rules.region import Region
from expatdesk.rules.terms import add_working_days
from expatdesk.shared.db import session


def rule_on(day: date) -> ReleaseRule | None:
    """The rule that holds on that day; None where none was ever set."""
    begun = select(ReleaseRule).where(ReleaseRule.first_day <= day).order_by(ReleaseRule.first_day.desc())
    return session.scalars(begun.limit(1)).one_or_none()


def may_be_released_from(visit_day: date, region: Region, today: date) -> date | None:
    """From which day a time may be given to others while papers are with the household; None without a rule."""
    rule = rule_on(today)
    if rule is None or rule.working_days is None:
        return None
    return max(add_working_days(visit_day, -rule.working_days, region.extra_holidays), today)


def rules_after(day: date) -> list[ReleaseRule]:
    """The rules that begin later, the nearest first."""
    later = select(ReleaseRule).where(ReleaseRule.first_day > day).order_by(ReleaseRule.first_day)
    return list(session.scalars(later))
