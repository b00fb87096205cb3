"""The terms that the coordinator set, from a day on, in place of the region file's. Nothing here commits."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from expatdesk.cases.refusals import Refusal
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.retention.models import RetentionRule
from expatdesk.rules.region import Region
from expatdesk.shared.db import session

# What a coordinator sets, each from the least to the most that makes sense.
LIMITS: dict[str, tuple[int, int]] = {
    "scans_after_acceptance_days": (1, 90),
    "scans_after_upload_days": (30, 365),
    "mail_texts_days": (2, 90),
    "open_questions_days": (7, 365),
    "invitation_unused_days": (60, 365),
    "volunteers_months": (1, 24),
    "abandoned_months": (3, 36),
    "closed_months": (1, 36),
    "figures_months": (12, 120),
    "logbook_months": (13, 120),
}


class TermOutOfRange(Refusal):
    """A term is shorter than the desk can work with, or longer than the law would let it keep."""


def with_terms(region: Region, today: date) -> Region:
    """The region with the terms that hold on that day."""
    rule = rule_on(today)
    if rule is None:
        return region
    return replace(region, retention=replace(region.retention, **{name: getattr(rule, name) for name in LIMITS}))


def rule_on(day: date) -> RetentionRule | None:
    """What the coordinator set for that day; None where the region file holds."""
    begun = select(RetentionRule).where(RetentionRule.first_day <= day).order_by(RetentionRule.first_day.desc())
    return session.scalars(begun.limit(1)).one_or_none()


def rules_after(day: date) -> list[RetentionRule]:
    """The terms that begin later, the nearest first."""
    later = select(RetentionRule).where(RetentionRule.first_day > day).order_by(RetentionRule.first_day)
    return list(session.scalars(later))


def set_terms(first_day: date, terms: dict[str, int], *, by: Actor) -> None:
    """From that day on these terms hold. Raises TermOutOfRange, naming the terms."""
    wrong = [name for name, (least, most) in LIMITS.items() if not least <= terms[name] <= most]
    if wrong:
        raise TermOutOfRange(*wrong)
    session.merge(RetentionRule(first_day=first_day, **terms))
    session.flush()
    record("retention_set", by=by, first=first_day.isoformat(), terms=terms)


def remove_terms(first_day: date, *, by: Actor) -> None:
    """Take back terms that were to begin that day, if there are any."""
    if (rule := session.get(RetentionRule, first_day)) is not None:
        session.delete(rule)
        record("retention_removed", by=by, first=first_day.isoformat())
