"""The door of the desk: what officers, registrars and coordinators see and do."""

from expatdesk.desk import (
    bulk_assign,
    bulk_mail,
    calendar_days,
    cases,
    checking,
    closures,
    counter_terms,
    counters,
    dashboard,
    day,
    employers,
    facts,
    grants,
    holding,
    leaving,
    letters,
    merging,
    notes,
    other_visits,
    packs,
    people,
    registrations,
    releasing,
    retention,
    saved_filters,
    scanning,
    screens,
    steps,
    visits,
    ways_in,
    worklist,
    worklist_export,
)
from expatdesk.desk.blueprint import blueprint

__all__ = [
    "blueprint", "bulk_assign", "bulk_mail", "calendar_days", "cases", "checking", "closures", "counter_terms",
    "counters", "dashboard", "day", "employers", "facts", "grants", "holding", "leaving", "letters", "merging",
    "notes", "other_visits", "packs", "people", "registrations", "releasing", "retention", "saved_filters",
    "scanning", "screens", "steps", "visits", "ways_in", "worklist", "worklist_export",
]  # fmt: skip
