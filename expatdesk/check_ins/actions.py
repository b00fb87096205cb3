"""A household says how it is doing. What it says stands in no history; that it answered does. Nothing commits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import update

from expatdesk.cases.models import Case
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import as_stored_now, held_cases, plan_of, record_of
from expatdesk.cases.reasons import TALK_ASKED
from expatdesk.cases.refusals import HoldsBsn, Refusal
from expatdesk.cases.step_actions import complete_steps
from expatdesk.check_ins.models import CheckInAnswer
from expatdesk.check_ins.queries import open_check_in
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.rules.check_ins import TALKS, CheckIn, Theme, offers_talk
from expatdesk.rules.region import Region
from expatdesk.rules.terms import add_months
from expatdesk.shared import clock
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.db import begin_immediate, session

# So long what they wrote is kept, as with what households think of the desk.
MONTHS_OF_WORDS = 12


class NothingAsked(Refusal):
    """No check-in is open: it is answered already, or its time is over."""


class NothingSaid(Refusal):
    """No score, no words, and no wish for a talk."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a household says at a check-in; of what it leaves out it says nothing."""

    scores: Mapping[Theme, int | None] = field(default_factory=dict)
    text: str = ""
    wants_talk: bool = False

    @property
    def offers_talk(self) -> bool:
        """Whether the desk is to call."""
        return offers_talk(self.scores.values(), wants_talk=self.wants_talk)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was filled in at all."""
        return not (self.wants_talk or self.text or any(self.scores.values()))


def answer(case: Case, said: Said, *, by: Actor, region: Region, today: date) -> CheckIn:
    """Keep what a household says at the check-in that is open, and see to it that it is called where it is to be.

    Answers which check-in it was. Raises NothingAsked, NothingSaid, HoldsBsn, and what ticking off a step raises.
    """
    as_stored_now(case, to_change=True)
    check_in = open_check_in(plan_of(case, region, today))
    if check_in is None:
        raise NothingAsked
    if said.is_nothing:
        raise NothingSaid
    if holds_bsn(said.text):
        raise HoldsBsn
    session.merge(_row(case, check_in, said, today))
    complete_steps(case, [check_in], version=case.version, by=by, region=region, today=today)
    if said.offers_talk:
        _offer_talk(case, check_in, region, today)
    return check_in


def _row(case: Case, check_in: CheckIn, said: Said, today: date) -> CheckInAnswer:
    scores = {theme.value: said.scores.get(theme) for theme in Theme}
    return CheckInAnswer(
        case_id=case.id, check_in=check_in.value, given_on=today, wants_talk=said.wants_talk,
        text=said.text or None, **scores,
    )  # fmt: skip


def _offer_talk(case: Case, check_in: CheckIn, region: Region, today: date) -> None:
    """Put the talk into the plan, and tell the household in calm words that somebody calls."""
    row = record_of(case, check_in)
    if row is not None:
        row.reason = TALK_ASKED
    plan = refresh(case, region, today)
    queue_mail(
        "talk_offered", recipient=case.email, language=case.language, case_id=case.id, case=case,
        by_day=plan.step(TALKS[check_in]).due, region=region,
    )  # fmt: skip


def forget_old_words() -> None:
    """Empty what was written a year ago, of held cases alone not; scores stay for the figures.

    The worker's part; commits.
    """
    begin_immediate()
    before = add_months(clock.today(), -MONTHS_OF_WORDS)
    old = (
        CheckInAnswer.given_on < before,
        CheckInAnswer.text.is_not(None),
        CheckInAnswer.case_id.not_in(held_cases()),
    )
    session.execute(update(CheckInAnswer).where(*old).values(text=None))
    session.commit()
