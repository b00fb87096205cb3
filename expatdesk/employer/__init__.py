"""The door of employers: HR hands over new hires and sees where each stands, and no private data."""

from expatdesk.employer import (
    address_form,
    addresses,
    calendar,
    colleagues,
    departments,
    hire_export,
    hire_list,
    hires,
    hooks,
    invoices,
    keys,
    mails,
    new_hire,
    sheet_files,
    sheets,
    start_dates,
    uploads,
    value,
    visit,
    withdrawals,
)
from expatdesk.employer.blueprint import blueprint

__all__ = [
    "address_form", "addresses", "blueprint", "calendar", "colleagues", "departments", "hire_export", "hire_list",
    "hires", "hooks", "invoices", "keys", "mails", "new_hire", "sheet_files", "sheets", "start_dates", "uploads",
    "value", "visit", "withdrawals",
]  # fmt: skip
