"""Volunteers as strangers see them: one each, by a link that can be voided, and gone without a trace."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.messages.actions import queue_mail
from expatdesk.messages.models import Mail
from expatdesk.retention.night import erase_all
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.social.buddy_models import PairState, Volunteer
from expatdesk.social.links import new_link
from expatdesk.social.pairs import newcomer_answers, volunteer_answers
from expatdesk.social.volunteers import Offer, answer_volunteers, apply, confirm_offer, end, living_offer
from tests.factories import a_case
from tests.factories.buddies import a_pair, a_volunteer
from tests.factories.cases import REGION
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("app")

OFFER = Offer("Joris", "Smit", "joris@vrij.example", "nl", ["nl"], [], [], "alone", "0546", 1)


def test_the_log_names_no_volunteer(nobody: Visitor) -> None:
    pair = a_pair(a_case())
    newcomer_answers(pair, says=True, by=SYSTEM, today=today())
    volunteer_answers(pair, says=True, today=today())
    token = new_link(pair.volunteer, today())
    for act in ("met", "end"):
        nobody.posts("public.answer_newcomer", {"act": act}, token=token, pair_id=pair.id)
    assert pair.state == PairState.ENDED
    lines = session.scalars(select(LogLine)).all()
    assert not [line for line in lines if "Fatima" in f"{line.actor_name} {line.details}"]


def test_nobody_becomes_two_volunteers() -> None:
    tokens = []
    for _time in range(2):
        apply(OFFER)
        session.commit()
        answer_volunteers()
        mail = session.scalars(select(Mail).where(Mail.kind == "volunteer_confirms")).one()
        tokens.append(mail.text.partition("/confirm/")[2].split()[0])
    assert living_offer(tokens[0]) is None
    offer = living_offer(tokens[1])
    assert offer is not None
    # Meanwhile the desk came to know them by another way.
    a_volunteer(email=OFFER.email)
    assert not confirm_offer(offer)
    assert session.query(Volunteer).count() == 1


def test_a_page_behind_a_link_is_in_no_search_engine(nobody: Visitor) -> None:
    answer = nobody.asks_for("public.buddy", token=new_link(a_volunteer(), today()))
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "X-Robots-Tag" not in nobody.asks_for("public.be_buddy").headers


def test_a_new_link_of_the_desk_voids_older_ones(officer: Visitor, nobody: Visitor) -> None:
    one = a_volunteer()
    old = new_link(one, today())
    officer.opens("desk.volunteer", volunteer_id=one.id).presses("Send a new link").sees("Older links do not work")
    assert nobody.asks_for("public.buddy", token=old).status_code == 410


def test_who_was_a_volunteer_keeps_other_mails(clock: Traveller) -> None:
    one = a_volunteer()
    end(one, by=SYSTEM, today=today())
    mail = queue_mail("volunteer_refused", recipient=one.email, language="en", first_name="Fatima", reason="Full")
    mail.kind = "password_link"
    session.commit()
    clock.shift(timedelta(days=31 * (REGION.retention.volunteers_months + 1)))
    assert erase_all(REGION, today())["volunteers"] == 1
    assert set(session.scalars(select(Mail.kind))) == {"password_link"}
