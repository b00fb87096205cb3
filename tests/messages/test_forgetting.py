"""What a mail said is forgotten a week after it went out; that it went out stays known."""

from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from sqlalchemy import select, update

from expatdesk.cases.merge_models import Merge
from expatdesk.cases.models import Case
from expatdesk.cases.queries import held_cases, is_held
from expatdesk.messages.actions import note_about, queue_mail
from expatdesk.messages.forgetting import count_old_texts, forget_old_texts
from expatdesk.messages.models import DIGEST, SENT, Mail, MailAbout
from expatdesk.messages.sending import send_waiting
from expatdesk.people.models import Role
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.shared.mail import Post
from tests.factories import a_case, a_user
from tests.messages.mail_server import MailServer

pytestmark = pytest.mark.usefixtures("app")


def a_case_with_a_mail(post: Post) -> Case:
    """A case whose household got one mail just now."""
    case = a_case()
    session.commit()
    # A mail with a link in it, which expires, loses its text at once: this one has none.
    session.scalars(select(Mail).where(Mail.case_id == case.id)).one().expires_at = None
    session.commit()
    send_waiting(post)
    return case


def said_after(days: int, case: Case, clock: time_machine.Traveller) -> bool:
    """Whether the mail of this case still says something so many days later; that it was sent it always does."""
    session.commit()
    clock.shift(timedelta(days=days))
    forget_old_texts(7, held=held_cases())
    mail = session.scalars(select(Mail).where(Mail.case_id == case.id)).one()
    assert mail.sent_at is not None
    return bool(mail.html and mail.text)


@pytest.mark.parametrize(("days", "is_kept"), [(6, True), (8, False)])
def test_a_week_after_sending(clock: time_machine.Traveller, post: Post, days: int, *, is_kept: bool) -> None:
    case = a_case_with_a_mail(post)
    assert said_after(days, case, clock) == is_kept


def test_a_held_case_keeps_what_its_mails_said(clock: time_machine.Traveller, post: Post) -> None:
    """And nobody is told beforehand that it would go (T49)."""
    case, other = a_case_with_a_mail(post), a_case_with_a_mail(post)
    case.hold_reason = "A court asked for it"
    assert said_after(8, case, clock)
    assert count_old_texts(7, now(), held=held_cases()) == 0
    assert not said_after(0, other, clock)
    case.hold_reason = None
    assert count_old_texts(7, now(), held=held_cases()) == 1
    assert not said_after(0, case, clock)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_of_those_that_became_one_all_keep_them(clock: time_machine.Traveller, post: Post, which: int) -> None:
    """The first was put into the second, and that into the third; and one that became its own again is none."""
    chain = [a_case_with_a_mail(post) for _ in range(3)]
    session.add_all(Merge(kept_id=kept.id, emptied_id=one.id) for one, kept in pairwise(chain))
    apart = a_case(email="apart@mail.example")
    session.add(Merge(kept_id=chain[which].id, emptied_id=apart.id, undone_at=now()))
    chain[which].hold_reason = "A court asked for it"
    assert [is_held(one) for one in [*chain, apart]] == [True, True, True, False]
    assert said_after(8, chain[0], clock)
    assert [said_after(0, one, clock) for one in chain] == [True, True, True]


def test_a_mail_of_no_case_is_forgotten_while_some_case_is_held(clock: time_machine.Traveller, post: Post) -> None:
    a_case_with_a_mail(post).hold_reason = "A court asked for it"
    mail = session.scalars(select(Mail)).one()
    mail.case_id = None
    session.commit()
    clock.shift(timedelta(days=8))
    forget_old_texts(7, held=held_cases())
    session.refresh(mail)
    assert mail.text == ""


def test_of_whom_it_told_is_forgotten_with_it(clock: time_machine.Traveller, post: Post) -> None:
    case = a_case_with_a_mail(post)
    mail = session.scalars(select(Mail).where(Mail.case_id == case.id)).one()
    mail.kind = DIGEST
    note_about(mail, [case.id])
    assert said_after(6, case, clock)
    assert len(session.scalars(select(MailAbout)).all()) == 1
    assert not said_after(2, case, clock)
    assert session.scalars(select(MailAbout)).all() == []


def test_a_mail_that_waits_keeps_its_words_however_long(
    clock: time_machine.Traveller, mail_server: MailServer, post: Post
) -> None:
    """Where the worker stood still, and forgets before it sends: nobody gets an empty mail."""
    officer = a_user(Role.OFFICER)
    queue_mail("password_changed", recipient=officer.email, language="en", user=officer)
    session.commit()
    clock.shift(timedelta(days=30))
    assert count_old_texts(7, now(), held=held_cases()) == 0
    forget_old_texts(7, held=held_cases())
    assert send_waiting(post) == 1
    (taken,) = mail_server.taken
    plain = taken.get_body(("plain",))
    assert plain is not None
    assert "Your password at Expatdesk was changed." in plain.get_content()


@pytest.mark.parametrize("kind", ["sign_up", "sign_up_known", "employer_known", "employer_application"])
def test_the_address_of_who_never_became_anybody_goes(clock: time_machine.Traveller, kind: str) -> None:
    """Of who signs up and does not confirm it nothing is kept, as the mail promised; nor where a stranger did."""
    queue_mail(kind, recipient="noor@haddad.example", language="en", token="never-pressed", days=3)
    session.commit()
    session.execute(update(Mail).values(state=SENT, sent_at=now()))
    session.commit()
    for days, kept in ((6, 1), (2, 0)):
        clock.shift(timedelta(days=days))
        forget_old_texts(7, held=held_cases())
        assert len(session.scalars(select(Mail)).all()) == kept
