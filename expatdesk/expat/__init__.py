"""The door of the expat: the intake, and the page that always says what to do now."""

from expatdesk.expat import (
    activities,
    calendar,
    careers,
    check_in,
    consents,
    contract_files,
    contracts,
    data,
    email,
    enquiries,
    export,
    home_wishes,
    homes,
    intake,
    mails,
    move_in,
    moving,
    other_visits,
    people,
    proof,
    rating,
    representative,
    requests,
    status,
    steps,
    suggestions,
    uploads,
    viewings,
    visit,
)
from expatdesk.expat.blueprint import blueprint

__all__ = [
    "activities", "blueprint", "calendar", "careers", "check_in", "consents", "contract_files", "contracts",
    "data", "email", "enquiries", "export", "home_wishes", "homes", "intake", "mails", "move_in", "moving",
    "other_visits", "people", "proof", "rating", "representative", "requests", "status", "steps",
    "suggestions", "uploads", "viewings", "visit",
]  # fmt: skip
