"""What the readable page shows: made by the types themselves, so that an example is never of yesterday."""

import uuid
from datetime import UTC, date, datetime

import msgspec

from expatdesk.api.types import (
    Hire,
    HirePage,
    Milestones,
    NewHire,
    Paper,
    Papers,
    PaperState,
    Task,
    Visit,
)
from expatdesk.cases.employer_view import MilestoneState, Where
from expatdesk.rules.employer_days import EmployerDay
from expatdesk.rules.facts import Category
from expatdesk.rules.plan import DueKind, PaperKey, Party, StepState
from expatdesk.shared.problems import FOR_SYSTEMS, Fault, Problem
from expatdesk.systems.hook_bodies import HireRead, WebhookMessage

NEW_HIRE = NewHire(
    given_names="Meera", family_name="Raghunathan", nationality="IN", email="meera@example.org",
    category=Category.RESEARCHER, stay_months=24, arrival=date(2027, 1, 4), first_working_day=date(2027, 1, 11),
    address_form_signed=True, reference="P-1042",
)  # fmt: skip
HIRE = Hire(
    id=uuid.UUID("3f1c8e52-9a4b-4d67-8c0e-5b7a2d914f36"), reference="P-1042", name="Meera Raghunathan",
    email="meera@example.org", department=None, people=1, state="open", where=Where.HERE,
    milestones=Milestones(
        papers=MilestoneState.BUSY, visit=MilestoneState.NOT_YET, registered=MilestoneState.NOT_YET,
        bsn=MilestoneState.NOT_YET,
    ),
    turn=Party.EXPAT, turn_since=date(2026, 12, 14),
    tasks=[
        Task("residence_right", StepState.OPEN, date(2026, 12, 14), DueKind.ADVICE, None),
        Task("thirty_percent_request", StepState.OPEN, date(2027, 5, 11), DueKind.STATUTORY, None),
    ],
    days={
        EmployerDay.RESIDENCE_RIGHT: date(2026, 12, 14), EmployerDay.THIRTY_PERCENT: date(2027, 5, 11),
        EmployerDay.SPONSOR_REPORT: date(2027, 2, 8),
    },
    updated_at=datetime(2026, 12, 14, 9, tzinfo=UTC),
)  # fmt: skip
PAGE = HirePage([HIRE], next=None, as_of=datetime(2026, 12, 15, 9, tzinfo=UTC))
VISIT = Visit(
    at=datetime(2027, 1, 6, 9, 30, tzinfo=UTC), where="Bargelaan 190, Leiden", is_firm=True, is_over=False,
    must_be_moved=False, may_choose=True, changes_left=2, change_costs=False, free_until=date(2027, 1, 4),
    by_invoice=True, times=[datetime(2027, 1, 7, 13, tzinfo=UTC)], lawful_day=date(2027, 1, 11),
)  # fmt: skip
PAPERS = Papers([Paper(PaperKey.JOB_LETTER, "Letter of appointment", PaperState.MISSING, None, takes_files=True)])
WEBHOOK_MESSAGE = WebhookMessage(
    "hire.changed", datetime(2026, 12, 14, 9, tzinfo=UTC), HireRead(HIRE.id, f"{{base}}/hires/{HIRE.id}")
)
VERIFY_PYTHON = """\
import base64
import hmac
import os
from time import time

SECRET = base64.b64decode(os.environ["EXPATDESK_WEBHOOK"].removeprefix("whsec_"))


def is_from_the_desk(headers, body):
    if abs(time() - int(headers["webhook-timestamp"])) > 300:
        return False
    signed = f"{{headers['webhook-id']}}.{{headers['webhook-timestamp']}}.".encode() + body
    right = "v1," + base64.b64encode(hmac.digest(SECRET, signed, "sha256")).decode()
    return any(hmac.compare_digest(right, one) for one in headers["webhook-signature"].split())
"""
PAPER_CURL = """\
curl --header @key.txt \\
  --header "Content-Type: application/pdf" \\
  --header "Idempotency-Key: P-1042-letter-1" \\
  --data-binary @letter.pdf \\
  "{base}/hires/3f1c8e52-9a4b-4d67-8c0e-5b7a2d914f36/papers/job_letter?name=letter.pdf"
"""
BOOK_CURL = """\
curl --request PUT --header @key.txt \\
  --header "Content-Type: application/json" \\
  --data '{{"at": "2027-01-07T13:00:00Z", "instead_of": "2027-01-06T09:30:00Z"}}' \\
  "{base}/hires/3f1c8e52-9a4b-4d67-8c0e-5b7a2d914f36/visit"
"""
CANCEL_CURL = """\
curl --request DELETE --header @key.txt \\
  "{base}/hires/3f1c8e52-9a4b-4d67-8c0e-5b7a2d914f36/visit?at=2027-01-06T09:30:00Z"
"""
READ_CURL = """\
curl --header @key.txt "{base}/hires"
"""
SINCE_CURL = """\
curl --header @key.txt \\
  "{base}/hires?updated_since=2026-12-14T09:00:00Z"
"""
READ_PYTHON = """\
import os

from api_client import Expatdesk

desk = Expatdesk("{root}", os.environ["EXPATDESK_KEY"])
changes = desk.changes(since="2026-12-14T09:00:00Z")
for hire in changes.hires:
    print(hire.reference, hire.milestones["registered"])
print("Send next time:", changes.as_of)
"""
SEND_CURL = """\
curl --header @key.txt \\
  --header "Content-Type: application/json" \\
  --header "Idempotency-Key: P-1042" \\
  --data @hire.json "{base}/hires"
"""
SEND_PYTHON = """\
import json
import os
from pathlib import Path

from api_client import Expatdesk

desk = Expatdesk("{root}", os.environ["EXPATDESK_KEY"])
hire = json.loads(Path("hire.json").read_text("utf-8"))
print(desk.submit(hire, once="P-1042").id)
"""
PAPER_PYTHON = """\
import os
from pathlib import Path

from api_client import Expatdesk

desk = Expatdesk("{root}", os.environ["EXPATDESK_KEY"])
hire_id = "3f1c8e52-9a4b-4d67-8c0e-5b7a2d914f36"
letter = Path("letter.pdf")
for paper in desk.papers(hire_id):
    if paper.key == "job_letter" and paper.state in ("missing", "send_again"):
        desk.hand_in(hire_id, paper.key, letter.read_bytes(), name=letter.name, once="P-1042-letter-1")
"""
BOOK_PYTHON = """\
import os

from api_client import Expatdesk, Refused

desk = Expatdesk("{root}", os.environ["EXPATDESK_KEY"])
hire_id = "3f1c8e52-9a4b-4d67-8c0e-5b7a2d914f36"
try:
    visit = desk.visit(hire_id)
    if visit.may_choose and visit.times:
        print(desk.book(hire_id, visit.times[0], instead_of=visit.at).at)
except Refused as refused:
    print(refused)
"""
CANCEL_PYTHON = """\
import os

from api_client import Expatdesk, Refused

desk = Expatdesk("{root}", os.environ["EXPATDESK_KEY"])
hire_id = "3f1c8e52-9a4b-4d67-8c0e-5b7a2d914f36"
try:
    visit = desk.visit(hire_id)
    if visit.at:
        desk.cancel(hire_id, visit.at)
except Refused as refused:
    print(refused)
"""


def examples(base: str) -> dict[str, str]:
    """The examples for an installation that answers at this address."""
    root = base.removesuffix(FOR_SYSTEMS.rstrip("/"))
    code = {"read_curl": READ_CURL, "read_python": READ_PYTHON, "send_curl": SEND_CURL, "send_python": SEND_PYTHON}
    code |= {
        "book_curl": BOOK_CURL,
        "cancel_curl": CANCEL_CURL,
        "paper_curl": PAPER_CURL,
        "verify_python": VERIFY_PYTHON,
        "since_curl": SINCE_CURL,
        "paper_python": PAPER_PYTHON,
        "book_python": BOOK_PYTHON,
        "cancel_python": CANCEL_PYTHON,
    }
    shown = {
        "new_hire": NEW_HIRE,
        "page": PAGE,
        "papers": PAPERS,
        "visit": VISIT,
    }
    return {
        **{name: text.format(base=base, root=root) for name, text in code.items()},
        **{name: as_text(struct) for name, struct in shown.items()},
        "webhook_message": as_text(WEBHOOK_MESSAGE).replace("{base}", base),
    }


def a_problem(title: str, detail: str, says: str) -> str:
    """A problem as the reader of the page would get it."""
    told = Problem(type="about:blank", title=title, status=422, detail=detail, errors=(Fault("email", says),))
    return as_text(told)


def as_text(struct: msgspec.Struct) -> str:
    """JSON as people read it."""
    return msgspec.json.format(msgspec.json.encode(struct), indent=2).decode()
