"""What shorter terms would erase, before they are set. Changes nothing."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from expatdesk.cases.queries import held_cases
from expatdesk.messages.forgetting import count_old_texts
from expatdesk.retention.night import counts_due
from expatdesk.retention.settings import LIMITS, with_terms
from expatdesk.rules.region import Region
from expatdesk.shared.clock import start_of


@dataclass(frozen=True, slots=True)
class Shortened:
    """A term that becomes shorter, and how much more is erased in the night after its first day."""

    name: str
    before: int
    after: int
    count: int


def erased_earlier(terms: dict[str, int], first_day: date, region: Region) -> list[Shortened]:
    """The terms that erase something earlier than what would hold on that day without them."""
    region = with_terms(region, first_day)
    now = {name: getattr(region.retention, name) for name in LIMITS}
    shorter = [name for name in LIMITS if terms[name] < now[name]]
    planned = _counted(region, first_day) if shorter else 0
    found = []
    for name in shorter:
        changed: dict[str, Any] = {name: terms[name]}
        after = replace(region, retention=replace(region.retention, **changed))
        found.append(Shortened(name, now[name], terms[name], _counted(after, first_day) - planned))
    return [one for one in found if one.count > 0]


def _counted(region: Region, first_day: date) -> int:
    """How much the night after this day erases by these terms."""
    night = first_day + timedelta(days=1)
    texts = count_old_texts(region.retention.mail_texts_days, start_of(night), held=held_cases())
    return sum(counts_due(region, night).values()) + texts
