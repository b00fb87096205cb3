"""Questions of households."""

from datetime import timedelta
from uuid import uuid4

from expatdesk.cases.models import Case
from expatdesk.documents.attachments import keep_files
from expatdesk.documents.models import Attachment
from expatdesk.documents.taking_in import Sent, take_in
from expatdesk.enquiries.models import Message, Side, Thread
from expatdesk.enquiries.open_models import OpenQuestion
from expatdesk.enquiries.partner_models import PartnerRequest
from expatdesk.people.tokens import hashed
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.documents.hostile import picture


def a_thread(case: Case, subject: str = "Driving", text: str = "May I drive here?") -> Thread:
    """A question that waits for the desk, whatever the state of its case."""
    first = Message(position=0, side=Side.HOUSEHOLD, author_name=case.title, text=text)
    thread = Thread(case_id=case.id, subject=subject, due=today() + timedelta(days=7), messages=[first])
    session.add(thread)
    session.flush()
    return thread


def a_file(case: Case, name: str = "licence.jpg", content: bytes = b"") -> Attachment:
    """A file that the household keeps for a message that it is writing."""
    taken = take_in([Sent(name, content or picture())])
    [file] = keep_files(case, taken.pages, kept_by=case.id)
    return file


def an_open_question(email: str = "asker@mail.example", text: str = "May I drive here?") -> OpenQuestion:
    """A question of somebody without a case, confirmed and waiting for the desk."""
    said = [{"side": str(Side.HOUSEHOLD), "text": text, "at": now().isoformat()}]
    question = OpenQuestion(
        email=email, name="Noor", language="en", subject="Driving", said=said, confirmed_at=now(),
        due=today() + timedelta(days=7),
    )  # fmt: skip
    session.add(question)
    session.flush()
    return question


def a_partner_request(about: Thread | OpenQuestion, text: str = "May somebody drive here?") -> PartnerRequest:
    """A partner that was asked about this question; the token of its link is its id."""
    request_id = uuid4()
    of_case = {"case_id": about.case_id, "thread_id": about.id} if isinstance(about, Thread) else {}
    asked = PartnerRequest(
        id=request_id, partner="ANWB", email="help@anwb.example", language="en", text=text,
        token_hash=hashed(str(request_id)), last_day=today() + timedelta(days=14),
        **of_case or {"open_question_id": about.id},
    )  # fmt: skip
    session.add(asked)
    session.flush()
    return asked
