"""The door of the expat: the intake, and the page that always says what to do now."""

from expatdesk.expat import consents, enquiries, intake, other_visits, rating, status, steps, uploads, visit
from expatdesk.expat.blueprint import blueprint

__all__ = [
    "blueprint", "consents", "enquiries", "intake", "other_visits", "rating", "status", "steps", "uploads", "visit",
]  # fmt: skip
