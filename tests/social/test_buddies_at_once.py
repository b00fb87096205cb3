"""Two at one moment: answers to one pair, and workers that make one round."""

from collections import Counter
from contextlib import suppress
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from expatdesk.cases.consents import Purpose
from expatdesk.cases.models import Case
from expatdesk.cases.queries import as_stored_now
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from expatdesk.social.buddy_models import BuddyPair, PairState
from expatdesk.social.interests import say
from expatdesk.social.pairs import PairOver, newcomer_answers, volunteer_answers
from expatdesk.social.proposing import make_asked_rounds
from expatdesk.social.rounds import ask_for_round
from expatdesk.social.volunteers import end
from tests.at_once import beside, both
from tests.factories import a_case, done_by
from tests.factories.buddies import a_newcomer, a_pair, a_volunteer
from tests.factories.cases import REGION


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


def a_waiting_pair(app: Flask) -> UUID:
    """Both are asked; the newcomer said yes."""
    with app.app_context():
        pair = a_pair(a_case())
        newcomer_answers(pair, says=True, by=SYSTEM, today=today())
        session.commit()
        return pair.id


def volunteer_says(pair_id: UUID, *, says: bool) -> None:
    """By the page of their link, which may be too late."""
    begin_immediate()
    pair = session.get(BuddyPair, pair_id)
    with suppress(PairOver):
        if pair is not None:
            volunteer_answers(pair, says=says, today=today())
    session.commit()


def test_a_yes_to_whom_is_being_erased_comes_too_late(real_app: Flask) -> None:
    pair_id = a_waiting_pair(real_app)
    with real_app.app_context():
        begin_immediate()
        case = session.get_one(BuddyPair, pair_id).case
        erase_case(case, Why.ASKED, countries=REGION.countries, today=today())
        with beside(real_app, lambda: volunteer_says(pair_id, says=True)):
            session.commit()
        assert session.get(BuddyPair, pair_id) is None
        assert "newcomer_found" not in set(session.scalars(select(Mail.kind)))


def test_a_no_beside_a_yes_that_is_taken_back(real_app: Flask) -> None:
    """Both lock case and pair, in one order."""
    pair_id = a_waiting_pair(real_app)
    with real_app.app_context():
        begin_immediate()
        case = as_stored_now(session.get_one(BuddyPair, pair_id).case, to_change=True)
        with beside(real_app, lambda: volunteer_says(pair_id, says=False)):
            say(case, case.principal, Purpose.BUDDY_SEES, is_given=False, language="en", **done_by())
            session.commit()
        assert session.get_one(BuddyPair, pair_id).state == PairState.WITHDRAWN


def test_nobody_is_proposed_who_takes_the_yes_back_meanwhile(real_app: Flask) -> None:
    with real_app.app_context():
        case_id = a_newcomer(a_case()).id
        a_volunteer()
        ask_for_round(by=SYSTEM)
        session.commit()
        begin_immediate()
        case = session.get_one(Case, case_id)
        say(case, case.principal, Purpose.BUDDY_SEES, is_given=False, language="en", **done_by())
        with beside(real_app, lambda: make_asked_rounds(today())):
            session.commit()
        assert session.query(BuddyPair).count() == 0
        assert "buddy_proposed" not in set(session.scalars(select(Mail.kind)))


def test_who_stops_is_nobodys_buddy_a_moment_later(real_app: Flask) -> None:
    pair_id = a_waiting_pair(real_app)
    with real_app.app_context():
        begin_immediate()
        end(session.get_one(BuddyPair, pair_id).volunteer, by=SYSTEM, today=today())
        with beside(real_app, lambda: volunteer_says(pair_id, says=True)):
            session.commit()
        assert session.get_one(BuddyPair, pair_id).state == PairState.LAPSED
