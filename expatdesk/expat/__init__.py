"""The door of the expat: the intake, and the page that always says what to do now."""

from expatdesk.expat import (
    calendar,
    check_in,
    consents,
    data,
    email,
    enquiries,
    export,
    intake,
    mails,
    moving,
    other_visits,
    proof,
    rating,
    representative,
    requests,
    status,
    steps,
    uploads,
    visit,
)
from expatdesk.expat.blueprint import blueprint

__all__ = [
    "blueprint", "calendar", "check_in", "consents", "data", "email", "enquiries", "export", "intake", "mails",
    "moving", "other_visits", "proof", "rating", "representative", "requests", "status", "steps", "uploads",
    "visit",
]  # fmt: skip
