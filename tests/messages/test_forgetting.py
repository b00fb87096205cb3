"""What a mail said is forgotten a week after it went out; that it went out stays known."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from expatdesk.messages.forgetting import forget_old_texts
from expatdesk.messages.models import Mail
from expatdesk.messages.sending import send_waiting
from expatdesk.shared.db import session
from expatdesk.shared.mail import Post
from tests.factories import a_case

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(("days", "is_kept"), [(6, True), (8, False)])
def test_a_week_after_sending(clock: time_machine.Traveller, post: Post, days: int, *, is_kept: bool) -> None:
    a_case()
    session.commit()
    # A mail with a link in it, which expires, loses its text at once: this one has none.
    session.scalars(select(Mail)).one().expires_at = None
    session.commit()
    send_waiting(post)
    clock.shift(timedelta(days=days))
    forget_old_texts(7)
    mail = session.scalars(select(Mail)).one()
    assert bool(mail.html) == is_kept
    assert mail.sent_at is not None
