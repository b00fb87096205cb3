"""The plan of a household, computed from its facts."""

from datetime import date

from .facts import Facts
from .outcome import (
    Destination,
    DueKind,
    Fee,
    FeeLine,
    Paper,
    PaperCheck,
    PaperKey,
    PaperWhy,
    Party,
    Plan,
    Route,
    RouteReason,
    Source,
    Step,
    StepState,
    Track,
)
from .region import Region

__all__ = [
    "Destination",
    "DueKind",
    "Fee",
    "FeeLine",
    "Paper",
    "PaperCheck",
    "PaperKey",
    "PaperWhy",
    "Party",
    "Plan",
    "Route",
    "RouteReason",
    "Source",
    "Step",
    "StepState",
    "Track",
    "plan_for",
]


def plan_for(facts: Facts, region: Region, today: date) -> Plan:
    """The plan of a household on a given day. Pure: the same facts give the same plan."""
    raise NotImplementedError
