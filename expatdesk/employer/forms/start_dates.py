"""Which hires get which first working day, as it is looked at and as it is confirmed."""

import uuid
from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from expatdesk.cases.models import Case
from expatdesk.cases.queries import told_start
from expatdesk.employer.forms.hires import NearToday
from expatdesk.shared.forms import DayField, Needed, PageForm
from expatdesk.shared.i18n import lazy_gettext as _l

APART = "~"
Seen = dict[uuid.UUID, date | None]


class StartDatesForm(PageForm):
    """The day; the hires stand beside it, ticked."""

    day = DayField(
        _l("New first working day"),
        [Needed(_l("Fill in the new first working day.")), NearToday(before=400, after=900)],
    )


def seen_now(hires: Iterable[Case]) -> list[str]:
    """What a page shows of each hire, to be sent back with the confirmation."""
    return [f"{case.id.hex}{APART}{told_start(case) or ''}" for case in hires]


def read_seen(values: Iterable[str]) -> Seen:
    """The same, read."""
    found: Seen = {}
    for value in values:
        case_id, _apart, day = value.partition(APART)
        with suppress(ValueError):
            found[uuid.UUID(case_id)] = date.fromisoformat(day) if day else None
    return found
