"""Never two mails within an hour where one would do; what presses is never kept waiting."""

from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import delete, select

from expatdesk.cases.models import Case
from expatdesk.messages.actions import queue_mail
from expatdesk.messages.choices import keep_choice
from expatdesk.messages.joining import APART, GATHERED_WITHIN, join_waiting
from expatdesk.messages.kinds import TOGETHER, Choice
from expatdesk.messages.models import JOINED, SENT, WAITING, Mail
from expatdesk.messages.sending import send_waiting
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.shared.mail import Post
from tests.factories import a_case
from tests.messages.mail_server import MailServer

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def case() -> Case:
    """A household whose invitation went out long ago."""
    case = a_case()
    session.execute(delete(Mail))
    session.commit()
    return case


def returned(case: Case, paper: str, *, urgent: bool = False) -> Mail:
    """A paper goes back to the household."""
    mail = queue_mail(
        "paper_returned", recipient=case.email, language=case.language, case_id=case.id, case=case, paper=paper,
        person=None, reason=f"{paper} is dark.", note="", by_day=None, urgent=urgent,
    )  # fmt: skip
    session.commit()
    return mail


def subjects(server: MailServer) -> list[str]:
    return [str(mail["Subject"]) for mail in server.taken]


def test_what_is_written_within_a_moment_goes_out_as_one(
    clock: time_machine.Traveller, mail_server: MailServer, post: Post, case: Case
) -> None:
    """In its order, with everything that each of them said, and once."""
    papers = ("Lease", "Birth certificate", "Job letter")
    for paper in papers:
        returned(case, paper)
        clock.shift(timedelta(minutes=2))
    assert send_waiting(post) == 0
    clock.shift(GATHERED_WITHIN)
    assert send_waiting(post) == 1
    (mail,) = mail_server.taken
    assert mail["Subject"] == f"One paper came back to you: Lease, and 2 more messages ({case.code})"
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        assert body is not None
        said = [
            body.get_content().index(f"{paper} is dark.") for paper in ("Lease", "Birth certificate", "Job letter")
        ]
        assert said == sorted(said)
        assert body.get_content().count("Hello Ananya") == 1
        assert body.get_content().count("We never ask for your password") == 1
    assert send_waiting(post) == 0


def test_the_parts_keep_no_words_and_stay_as_a_trace(
    clock: time_machine.Traveller, mail_server: MailServer, post: Post, case: Case
) -> None:
    parts = [returned(case, paper).id for paper in ("Lease", "Job letter")]
    clock.shift(GATHERED_WITHIN)
    send_waiting(post)
    session.expire_all()
    for mail_id in parts:
        part = session.get_one(Mail, mail_id)
        assert (part.state, part.text, part.html, part.part) == (JOINED, "", "", None)


def test_one_alone_goes_out_as_it_is(
    clock: time_machine.Traveller, mail_server: MailServer, post: Post, case: Case
) -> None:
    returned(case, "Lease")
    clock.shift(GATHERED_WITHIN)
    assert send_waiting(post) == 1
    assert subjects(mail_server) == [f"One paper came back to you: Lease ({case.code})"]


def test_the_next_one_keeps_an_hour_apart(
    clock: time_machine.Traveller, mail_server: MailServer, post: Post, case: Case
) -> None:
    returned(case, "Lease")
    clock.shift(GATHERED_WITHIN)
    send_waiting(post)
    for paper in ("Job letter", "Birth certificate"):
        clock.shift(timedelta(minutes=20))
        returned(case, paper)
        assert send_waiting(post) == 0
    sent: datetime = session.scalars(select(Mail.sent_at).where(Mail.state == SENT)).one()  # type: ignore[assignment]
    clock.move_to(sent + APART)
    assert send_waiting(post) == 1
    assert len(mail_server.taken) == 2


def test_what_presses_goes_at_once_and_by_itself(mail_server: MailServer, post: Post, case: Case) -> None:
    returned(case, "Lease")
    returned(case, "Job letter", urgent=True)
    assert send_waiting(post) == 1
    assert subjects(mail_server) == [f"One paper came back to you: Job letter ({case.code})"]
    assert session.scalars(select(Mail).where(Mail.state == WAITING)).one().part is not None


def test_each_household_and_each_address_gets_its_own(
    clock: time_machine.Traveller, mail_server: MailServer, post: Post, case: Case
) -> None:
    other = a_case(email="other@mail.example")
    session.execute(delete(Mail))
    for one in (case, other):
        returned(one, "Lease")
    returned(case, "Job letter").recipient = "new@mail.example"
    session.commit()
    clock.shift(GATHERED_WITHIN)
    assert send_waiting(post) == 3
    assert sorted(mail["To"] for mail in mail_server.taken) == [
        "ananya@mail.example", "new@mail.example", "other@mail.example",
    ]  # fmt: skip


def test_a_worker_killed_after_joining_sends_it_once(
    clock: time_machine.Traveller, mail_server: MailServer, post: Post, case: Case
) -> None:
    for paper in ("Lease", "Job letter"):
        returned(case, paper)
    clock.shift(GATHERED_WITHIN)
    join_waiting()
    join_waiting()
    assert [mail.kind for mail in session.scalars(select(Mail).where(Mail.state == WAITING))] == [TOGETHER]
    assert send_waiting(post) == 1
    assert len(mail_server.taken) == 1


def test_markup_in_a_name_stays_text_when_joined(clock: time_machine.Traveller, post: Post, case: Case) -> None:
    """The parts are put in as they were drawn: what was escaped once stays so (security T23)."""
    for paper in ("<b>Lease</b>", "<script>alert(1)</script>"):
        returned(case, paper)
    clock.shift(GATHERED_WITHIN)
    join_waiting()
    html = session.scalars(select(Mail.html).where(Mail.kind == TOGETHER)).one()
    assert "<script" not in html
    assert "<b>" not in html
    assert "&lt;b&gt;Lease" in html


def test_who_chose_them_away_gets_none(case: Case) -> None:
    keep_choice(case.id, [Choice.NEWS])
    returned(case, "Lease")
    queue_mail("secret_issued", recipient=case.email, language="en", case_id=case.id, case=case, is_own=True,
               on=now().date(), at=now())  # fmt: skip
    session.flush()
    assert [mail.kind for mail in session.scalars(select(Mail))] == ["secret_issued"]
