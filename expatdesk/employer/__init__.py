"""The door of employers: HR hands over new hires and sees where each stands, and no private data."""

from expatdesk.employer import colleagues, hires, invoices, keys, new_hire, sheet_files, sheets, uploads, visit
from expatdesk.employer.blueprint import blueprint

__all__ = [
    "blueprint", "colleagues", "hires", "invoices", "keys", "new_hire", "sheet_files", "sheets", "uploads",
    "visit",
]  # fmt: skip
