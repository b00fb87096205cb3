"""What a mail said is forgotten a week after it went out; that it went out stays known."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from expatdesk.cases.merge_models import Merge
from expatdesk.cases.models import Case
from expatdesk.cases.queries import held_cases
from expatdesk.messages.forgetting import count_old_texts, forget_old_texts
from expatdesk.messages.models import Mail
from expatdesk.messages.sending import send_waiting
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.shared.mail import Post
from tests.factories import a_case

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


@pytest.mark.parametrize("is_kept_case_held", [True, False])
def test_of_two_that_became_one_both_keep_them(
    clock: time_machine.Traveller, post: Post, *, is_kept_case_held: bool
) -> None:
    kept, emptied = a_case_with_a_mail(post), a_case_with_a_mail(post)
    session.add(Merge(kept_id=kept.id, emptied_id=emptied.id))
    (kept if is_kept_case_held else emptied).hold_reason = "A court asked for it"
    assert said_after(8, kept, clock)
    assert said_after(0, emptied, clock)
