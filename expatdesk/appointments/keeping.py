"""Times that are kept while somebody makes up their mind, and let go when they take too long (T37)."""

from datetime import timedelta

from sqlalchemy import delete

from expatdesk.appointments.models import Appointment, Progress
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session

KEPT_FOR = timedelta(minutes=10)


def release_old_times() -> None:
    """Let go of the times that were kept for too long. The worker's part; commits."""
    begin_immediate()
    over = (Appointment.progress == Progress.CHOOSING) & (Appointment.kept_until <= now())
    session.execute(delete(Appointment).where(over), execution_options={"synchronize_session": False})
    session.commit()
