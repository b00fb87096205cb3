"""Forgetting what a household asked for and let rest."""

from expatdesk.rights.email_change import forget_old_changes
from expatdesk.rights.exporting import forget_old_exports
from expatdesk.shared.db import begin_immediate, session


def forget_what_rests() -> None:
    """The worker's part; commits."""
    begin_immediate()
    forget_old_changes()
    forget_old_exports()
    session.commit()
