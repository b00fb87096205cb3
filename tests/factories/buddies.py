"""Newcomers who would like to meet somebody, volunteers, and pairs."""

from expatdesk.cases.consents import OF_PEOPLE
from expatdesk.cases.models import Case
from expatdesk.people.models import Person
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from expatdesk.social.buddy_models import (
    BuddyLeft,
    BuddyPair,
    BuddyRound,
    LeftWhy,
    PairState,
    Volunteer,
    VolunteerState,
)
from expatdesk.social.incidents import tell_incident
from expatdesk.social.interests import Told, say, tell
from expatdesk.social.proposing import make_asked_rounds
from expatdesk.social.rounds import ask_for_round
from expatdesk.social.volunteers import A_VOLUNTEER
from tests.factories.cases import done_by
from tests.factories.organisations import LEIDEN


def a_newcomer(case: Case, person: Person | None = None, **told: object) -> Case:
    """The same household with an adult who told what they like and lets the desk propose a buddy."""
    person = person or case.principal
    usual = {"languages": ["en", "pt"], "interests": ["music"], "times": ["weekend"], "practises": "nl"}
    tell(case, person, Told(**{**usual, **told}), **done_by())  # type: ignore[arg-type]
    for purpose in OF_PEOPLE:
        say(case, person, purpose, is_given=True, language="en", **done_by())
    session.flush()
    return case


def a_volunteer(first_name: str = "Fatima", *, state: str = VolunteerState.ACTIVE, **changes: object) -> Volunteer:
    """A volunteer from Leiden with room for one newcomer, whom the desk talked with."""
    usual = {
        "family_name": "de Wit", "email": f"{first_name.lower()}@vrij.example", "language": "nl",
        "languages": ["en", "nl", "pt"], "interests": ["music", "food"], "times": ["weekend"], "family": "alone",
        "municipality": LEIDEN, "most": 1, "text_version": 1, "confirmed_at": now(),
        "screened_on": None if state == VolunteerState.WAITING else today(), "screened_by": "Sanne Vermeer",
    }  # fmt: skip
    one = Volunteer(first_name=first_name, state=state, **{**usual, **changes})
    session.add(one)
    session.flush()
    return one


def proposed() -> list[BuddyPair]:
    """The pairs after an officer has asked for a round and the worker has made it."""
    ask_for_round(by=done_by()["by"])
    session.commit()
    make_asked_rounds(today())
    return session.query(BuddyPair).order_by(BuddyPair.proposed_on, BuddyPair.id).all()


def a_pair(case: Case) -> BuddyPair:
    """A newcomer and a volunteer who are asked whether they would like to meet."""
    a_newcomer(case)
    a_volunteer()
    return next(pair for pair in proposed() if pair.case_id == case.id)


def all_of_a_buddy(case: Case, problem: str) -> BuddyPair:
    """Somebody was proposed, the volunteer told of a problem, and in a round nobody was found."""
    pair = a_pair(case)
    tell_incident(pair, problem, by_volunteer=True, by=A_VOLUNTEER)
    session.add(BuddyLeft(case_id=case.id, person_id=pair.person_id, round_id=pair.round_id, why=LeftWhy.NO_PLACE))
    session.flush()
    return pair


def a_bare_pair(case: Case) -> BuddyPair:
    """A pair that both said yes to, whatever the household told and whether its case is open."""
    made = BuddyRound(asked_by="Sanne Vermeer", made_at=now())
    session.add(made)
    session.flush()
    pair = BuddyPair(
        case_id=case.id, person_id=case.principal.id, volunteer=a_volunteer(), round_id=made.id, reasons=[],
        proposed_on=today(), last_day=today(), state=PairState.MATCHED, matched_on=today(),
    )  # fmt: skip
    session.add(pair)
    session.flush()
    return pair
