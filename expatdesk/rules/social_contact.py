"""Whether a household has met anybody yet: who has had no contact, who asked and waits, and who is in touch."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Contact(StrEnum):
    """How far a household is with the people here, whom the desk is to look at first in front."""

    NONE = "none"
    WAITING = "waiting"
    IN_TOUCH = "in_touch"


# The desk's own norms, in days since they came, and since they asked. No term of a statute.
NORMS: dict[Contact, int] = {Contact.NONE: 28, Contact.WAITING: 28}


@dataclass(frozen=True, slots=True)
class SocialLife:
    """What is known of a household and the people here, each with its day; None where it is not so.

    `here_since`: since their arrival, or their registration where that day is not known. `place_on` is since when
    they have a place at an activity to come, `came_on` when they were at one. `matched_on` is of a buddy to whom
    both said yes. `asked_on`: since when they wait for a buddy or a place. `answered_on` is of the last check-in
    that said how it goes with people, `goes_badly` what it said; `called_on` of a talk with the desk.
    """

    here_since: date
    place_on: date | None = None
    came_on: date | None = None
    matched_on: date | None = None
    called_on: date | None = None
    answered_on: date | None = None
    goes_badly: bool = False
    asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class SocialStanding:
    """In which group a household is, since when, how many days that is, and whether it says that it goes badly."""

    contact: Contact
    since: date
    days: int
    goes_badly: bool

    @property
    def is_slow(self) -> bool:
        """Whether it stands there longer than the desk's norm; who is in touch never does."""
        return self.contact in NORMS and self.days > NORMS[self.contact]

    @property
    def order(self) -> tuple[bool, date]:
        """Who says that it goes badly comes first, then whoever stands there longest."""
        return not self.goes_badly, self.since


def social_standing(life: SocialLife, today: date) -> SocialStanding:
    """The one group of a household. An answer that it goes badly is a call for contact, and none itself."""
    answered = None if life.goes_badly else life.answered_on
    contacts = [life.place_on, life.came_on, life.matched_on, life.called_on, answered]
    last = max((day for day in contacts if day is not None), default=None)
    if last is not None:
        return _standing(Contact.IN_TOUCH, last, life, today)
    if life.asked_on is not None:
        return _standing(Contact.WAITING, life.asked_on, life, today)
    return _standing(Contact.NONE, life.here_since, life, today)


def _standing(contact: Contact, since: date, life: SocialLife, today: date) -> SocialStanding:
    return SocialStanding(contact, since, max((today - since).days, 0), life.goes_badly)
