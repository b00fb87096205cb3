"""The door of the desk: what officers, registrars and coordinators see and do."""

from expatdesk.desk import (
    cases,
    closures,
    counters,
    facts,
    leaving,
    packs,
    people,
    registrations,
    saved_filters,
    screens,
    steps,
    visits,
    ways_in,
    worklist,
)
from expatdesk.desk.blueprint import blueprint

__all__ = [
    "blueprint", "cases", "closures", "counters", "facts", "leaving", "packs", "people", "registrations",
    "saved_filters", "screens", "steps", "visits", "ways_in", "worklist",
]  # fmt: skip
