"""Questions of households."""

from datetime import timedelta

from expatdesk.cases.models import Case
from expatdesk.enquiries.models import Message, Side, Thread
from expatdesk.shared.clock import today
from expatdesk.shared.db import session


def a_thread(case: Case, subject: str = "Driving", text: str = "May I drive here?") -> Thread:
    """A question that waits for the desk, whatever the state of its case."""
    first = Message(position=0, side=Side.HOUSEHOLD, author_name=case.title, text=text)
    thread = Thread(case_id=case.id, subject=subject, due=today() + timedelta(days=7), messages=[first])
    session.add(thread)
    session.flush()
    return thread
