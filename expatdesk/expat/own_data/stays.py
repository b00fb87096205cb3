"""Where a household is signed in, each with the device in words and what is known of it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from expatdesk.people.devices import BETWEEN
from expatdesk.people.sign_ins import stays_of_case
from expatdesk.people.tokens import hashed
from expatdesk.shared.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class StayRow:
    """One browser that is signed in."""

    id: uuid.UUID
    device: str
    since: datetime
    used: datetime
    is_this: bool


def stays_in_words(case_id: uuid.UUID, token: str) -> list[StayRow]:
    """Every stay of the household, that of the browser with this token first."""
    rows = [
        StayRow(stay.id, _device(stay.device), stay.started_at, stay.seen_at, stay.token_hash == hashed(token))
        for stay in stays_of_case(case_id)
    ]
    return sorted(rows, key=lambda row: not row.is_this)


def _device(device: str) -> str:
    browser, between, system = device.partition(BETWEEN)
    if between:
        return _("%(browser)s on %(system)s", browser=browser, system=system)
    return browser or _("A browser that does not say what it is")
