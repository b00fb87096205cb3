"""Two at one moment: answers to one pair, and workers that make one round."""

from collections import Counter
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from expatdesk.social.buddy_models import BuddyPair, PairState
from expatdesk.social.pairs import newcomer_answers, volunteer_answers
from expatdesk.social.proposing import make_asked_rounds
from expatdesk.social.rounds import ask_for_round
from tests.at_once import both
from tests.factories import a_case
from tests.factories.buddies import a_newcomer, a_pair, a_volunteer


def test_two_yeses_at_once_become_one_match(real_app: Flask) -> None:
    with real_app.app_context():
        pair_id: UUID = a_pair(a_case()).id
        session.commit()
    turns = iter(["newcomer", "volunteer"])

    def answer() -> None:
        who = next(turns)
        begin_immediate()
        pair = session.get_one(BuddyPair, pair_id)
        if who == "newcomer":
            newcomer_answers(pair, says=True, by=SYSTEM, today=today())
        else:
            volunteer_answers(pair, says=True, today=today())
        session.commit()

    both(real_app, answer)
    with real_app.app_context():
        assert session.get_one(BuddyPair, pair_id).state == PairState.MATCHED
        kinds = Counter(session.scalars(select(Mail.kind)))
        assert (kinds["buddy_found"], kinds["newcomer_found"]) == (1, 1)


def test_two_workers_make_one_round(real_app: Flask) -> None:
    with real_app.app_context():
        for number in range(6):
            a_newcomer(a_case(email=f"n{number}@mail.example"))
            a_volunteer(f"V{number}")
        ask_for_round(by=SYSTEM)
        session.commit()
    both(real_app, lambda: make_asked_rounds(today()))
    with real_app.app_context():
        pairs = session.scalars(select(BuddyPair)).all()
        assert (
            len(pairs)
            == len({pair.person_id for pair in pairs})
            == len({pair.volunteer_id for pair in pairs})
            == 6
        )
        assert session.query(Case).count() == 6
