"""The door of employers: HR hands over new hires and sees where each stands, and no private data."""

from expatdesk.employer import colleagues, departments, hires, new_hire, uploads, visit
from expatdesk.employer.blueprint import blueprint

__all__ = ["blueprint", "colleagues", "departments", "hires", "new_hire", "uploads", "visit"]
