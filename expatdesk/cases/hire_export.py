"""An employer's list that leaves in a file: written down, also where each household reads it."""

import uuid
from collections.abc import Sequence

from expatdesk.logbook.actions import record_readings
from expatdesk.logbook.models import Actor

# More than any employer of a region has.
MOST_HIRES = 5000


def note_hires_exported(case_ids: Sequence[uuid.UUID], *, by: Actor) -> None:
    """Write down that how far these hires are leaves in a file, where each household reads it (security T51).

    Without a reason, and without a word to the coordinator: they are the employer's own, and its pages tell the
    same of them.
    """
    record_readings("hires_exported", by=by, case_ids=case_ids)
