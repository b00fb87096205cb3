"""How often somebody may try: sliding, growing, shared by all processes, never for good (security T15)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.doctor import check_sign_in
from expatdesk.logbook.queries import latest
from expatdesk.people.models import Attempt
from expatdesk.people.throttle import (
    ALARM,
    CASE_SECRET,
    GUESSES_FROM,
    INVITATIONS_OF,
    MAILS_A_DAY,
    MAILS_AN_HOUR,
    MAILS_FROM,
    PASSWORD,
    forget_old_attempts,
    forgive,
    free_from,
    knock,
    mails_to,
    take_back,
)
from expatdesk.shared.clock import local, now
from expatdesk.shared.db import begin_immediate, session


def test_the_figures_are_those_of_the_reference() -> None:
    quarter, hour, day = timedelta(minutes=15), timedelta(hours=1), timedelta(hours=24)
    limits = (PASSWORD, CASE_SECRET, GUESSES_FROM, MAILS_AN_HOUR, MAILS_A_DAY, MAILS_FROM, INVITATIONS_OF)
    figures = [(limit.allowed, limit.within) for limit in limits]
    assert figures == [(5, quarter), (5, quarter), (20, quarter), (3, hour), (8, day), (10, hour), (200, day)]


def test_a_limit_slides_with_the_time(app: Flask, clock: Traveller) -> None:
    for _ in range(3):
        assert knock((MAILS_AN_HOUR, "a@mail.example"))
        clock.shift(timedelta(minutes=20))
    # The first try lies an hour back by now, the others do not.
    assert knock((MAILS_AN_HOUR, "a@mail.example"))
    assert not knock((MAILS_AN_HOUR, "a@mail.example"))


def test_it_is_said_when_the_next_mail_may_go(app: Flask, clock: Traveller) -> None:
    """The limit that holds longest counts; the minute that is named is not a moment too early."""
    limits = mails_to("a@mail.example")
    clock.shift(timedelta(seconds=20))
    for _ in range(3):
        assert knock(*limits)
    assert f"{local(free_from(*limits)):%H:%M}" == "11:01"
    for _ in range(5):
        clock.move_to(free_from(*limits))
        assert knock(*limits)
    assert f"{local(free_from(*limits)):%a %H:%M}" == "Tue 10:01"
    clock.move_to(free_from(*limits) - timedelta(minutes=1))
    assert not knock(*limits)
    clock.shift(timedelta(minutes=1))
    assert knock(*limits)


def test_subjects_and_limits_do_not_mix(app: Flask) -> None:
    for _ in range(5):
        assert knock((PASSWORD, "a"))
    assert not knock((PASSWORD, "a"))
    assert knock((PASSWORD, "b"))
    assert knock((CASE_SECRET, "a"))


def test_a_try_counts_for_all_limits_or_for_none(app: Flask) -> None:
    for _ in range(3):
        assert knock((MAILS_AN_HOUR, "a"), (MAILS_FROM, "here"))
    for _ in range(20):
        assert not knock((MAILS_AN_HOUR, "a"), (MAILS_FROM, "here"))
    assert sum(knock((MAILS_FROM, "here")) for _ in range(20)) == 7


def test_the_pause_grows_with_every_further_try(app: Flask, clock: Traveller) -> None:
    let_through = []
    for minute in range(24 * 60):
        while knock((PASSWORD, "a")):
            let_through.append(minute)
        clock.shift(timedelta(minutes=1))
    # Five an hour at the very most in the long run, where without growing pauses it would be twenty.
    assert let_through[:5] == [0, 0, 0, 0, 0]
    assert len(let_through) <= 5 + 24 * 5


def test_nobody_is_locked_out_for_good(app: Flask, clock: Traveller) -> None:
    """Whoever keeps trying slows an account down, and no more: a lock would be a weapon."""
    for _ in range(24 * 60):
        knock((PASSWORD, "victim"))
        clock.shift(timedelta(minutes=1))
    clock.shift(timedelta(minutes=15))
    assert knock((PASSWORD, "victim"))


def test_success_forgets_the_account_and_takes_one_back_from_the_place(app: Flask) -> None:
    for _ in range(5):
        assert knock((PASSWORD, "a"), (GUESSES_FROM, "here"))
    forgive(PASSWORD, "a")
    take_back(GUESSES_FROM, "here")
    assert knock((PASSWORD, "a"))
    assert sum(knock((GUESSES_FROM, "here")) for _ in range(30)) == 16


def test_what_no_limit_looks_at_is_forgotten(app: Flask, clock: Traveller) -> None:
    knock((PASSWORD, "old"))
    clock.shift(timedelta(hours=25))
    knock((PASSWORD, "new"))
    forget_old_attempts()
    assert len(session.scalars(select(Attempt)).all()) == 1


def test_no_subject_can_be_read_in_the_table(app: Flask) -> None:
    knock((MAILS_AN_HOUR, "somebody@mail.example"))
    assert "somebody" not in str(session.execute(select(Attempt.__table__)).all())


def test_of_many_at_the_same_moment_no_more_get_through(real_app: Flask) -> None:
    def one_try(_number: int) -> bool:
        with real_app.app_context():
            begin_immediate()
            allowed = knock((PASSWORD, "a"), (GUESSES_FROM, "here"))
            session.commit()
            session.remove()
            return allowed

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(one_try, range(24))) == 5


def test_many_guesses_each_within_its_limits_sound_the_alarm(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    for number in range(299):
        knock((PASSWORD, f"user{number}"))
    assert not [line for line in caplog.records if line.levelname == "ERROR"]
    knock((PASSWORD, "user299"))
    (alarm,) = [line for line in caplog.records if line.levelname == "ERROR"]
    assert "300" in alarm.getMessage()
    kept = latest(ALARM, now() - timedelta(minutes=1))
    assert kept is not None
    assert kept.details == {"subjects": 300}
    assert not check_sign_in().well
    assert "300 accounts" in check_sign_in().found


def test_a_list_of_hires_is_no_alarm(app: Flask) -> None:
    for number in range(320):
        knock((INVITATIONS_OF, "its employer"), *mails_to(f"hire{number}@mail.example"))
    for number in range(299):
        knock((PASSWORD, f"user{number}"))
    assert latest(ALARM, now() - timedelta(minutes=1)) is None
    assert check_sign_in().well
