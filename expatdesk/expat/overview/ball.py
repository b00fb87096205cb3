"""Who holds the ball, and who acts after that: a chain of steps that wait for each other."""

from dataclasses import dataclass

from expatdesk.expat.overview.now import Now
from expatdesk.expat.overview.situation import Situation
from expatdesk.expat.overview.wording import OWN_RESIDENCE_RIGHT, WORDS
from expatdesk.rules.plan import Party, Step, Track
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import listed

MOST_TURNS = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's turn: who acts, and what they do."""

    who: str
    does: str


@dataclass(frozen=True, slots=True)
class Ball:
    """With whom the ball is, in the words that follow "The ball is with", and the turns, the present one first."""

    with_whom: str
    turns: tuple[Turn, ...]


def ball_of(situation: Situation, now: Now) -> Ball | None:
    """The ball is where the step of "Do this now" is, and where the plan has it; None when nobody acts."""
    held = now.step or _first_open(situation)
    if held is None:
        return None
    chain = [held]
    while len(chain) < MOST_TURNS and (after := _next(chain[-1], situation)) is not None:
        chain.append(after)
    turns = tuple(Turn(_who(step.party, situation), _does(step, situation)) for step in chain)
    holders = dict.fromkeys(party for party in (held.party, situation.plan.ball) if party)
    return Ball(listed([_with(party, situation) for party in holders]), turns)


def _first_open(situation: Situation) -> Step | None:
    """The step in whose name somebody holds the ball: of registration first, as the plan decides it."""
    theirs = [step for step in situation.plan.open_steps if step.party is situation.plan.ball]
    return next((step for step in theirs if step.track is Track.REGISTRATION), next(iter(theirs), None))


def _next(step: Step, situation: Situation) -> Step | None:
    """The first unfinished step of somebody else that waits for this one, also by way of others."""
    waiting = {step.id}
    for other in situation.plan.steps:
        if not other.is_finished and not waiting.isdisjoint(other.waits_for):
            if other.party is not step.party:
                return other
            waiting.add(other.id)
    return None


def _who(party: Party, situation: Situation) -> str:
    names = {
        Party.EXPAT: _("You"),
        Party.DESK: _("The desk"),
        Party.EMPLOYER: situation.employer,
        Party.MUNICIPALITY: situation.municipality,
        Party.IND: _("The IND"),
        Party.PARTNER: _("A partner"),
    }
    return names[party]


def _with(party: Party, situation: Situation) -> str:
    words = {
        Party.EXPAT: _("you"),
        Party.DESK: _("the desk"),
        Party.IND: _("the IND"),
        Party.PARTNER: _("a partner"),
    }
    return words.get(party) or _who(party, situation)


def _does(step: Step, situation: Situation) -> str:
    if step.key == "residence_right" and step.party is Party.EXPAT:
        return str(OWN_RESIDENCE_RIGHT)
    if step.key == "brp_registration" and len(situation.case.people) > 1:
        return _("registers you all at the visit")
    if step.key == "referral" and situation.has_no_address:
        return _("report your arrival")
    return str(WORDS[step.key].does)
