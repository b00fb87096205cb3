"""Help with work for who comes along: what they told, and which of it makes which step relevant.

A registration never depends on any of it. The steps are between the household and the desk alone.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Looking(StrEnum):
    """What somebody is looking for; `NOT_NOW` stands alone."""

    PAID = "paid"
    VOLUNTEERING = "volunteering"
    STUDY = "study"
    BUSINESS = "business"
    NOT_NOW = "not_now"


class Field(StrEnum):
    """In which line of work."""

    HEALTH = "health"
    TEACHING = "teaching"
    LAW = "law"
    BUILDING = "building"
    TECHNOLOGY = "technology"
    SCIENCE = "science"
    BUSINESS = "business"
    ARTS = "arts"
    SERVICE = "service"
    OTHER = "other"


class Level(StrEnum):
    """How far somebody is in it."""

    STARTER = "starter"
    SKILLED = "skilled"
    SENIOR = "senior"


class Diploma(StrEnum):
    """The highest diploma."""

    NONE = "none"
    SECONDARY = "secondary"
    VOCATIONAL = "vocational"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTORATE = "doctorate"


class Regulated(StrEnum):
    """Whether the profession may be one that asks for a recognised diploma."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Speaks(StrEnum):
    """How well somebody speaks a language, as people say it themselves."""

    NOTHING = "nothing"
    A_LITTLE = "a_little"
    WELL = "well"
    VERY_WELL = "very_well"


TALK = "career_talk"
RIGHT_TO_WORK = "career_right_to_work"
DIPLOMA = "career_diploma"
RECOGNITION = "career_recognition"
LANGUAGE = "career_language"
CONTACTS = "career_contacts"
CAREER_STEPS = frozenset({TALK, RIGHT_TO_WORK, DIPLOMA, RECOGNITION, LANGUAGE, CONTACTS})

WORKING_DAYS_TO_TALK = 10
# A diploma of this country needs no comparing with one.
AT_HOME = "NL"
AT_WORK = frozenset({Looking.PAID, Looking.BUSINESS})


@dataclass(frozen=True, slots=True)
class Career:
    """What somebody who comes along told of work. `diploma_from` is ISO 3166-1 alpha-2, None where nobody said.

    `talk_asked_on` is the day on which they asked for a talk with the desk.
    """

    looks_for: frozenset[Looking]
    diploma: Diploma
    diploma_from: str | None
    regulated: Regulated
    dutch: Speaks
    talk_asked_on: date | None = None

    @property
    def is_active(self) -> bool:
        """Whether they look for anything now."""
        return bool(self.looks_for - {Looking.NOT_NOW})

    @property
    def asks_talk(self) -> bool:
        """Whether the desk is to call; who looks for nothing now is left in peace."""
        return self.is_active and self.talk_asked_on is not None

    @property
    def works(self) -> bool:
        """Whether they look for paid work or a business, for which the law asks who may."""
        return not self.looks_for.isdisjoint(AT_WORK)

    @property
    def has_diploma_to_value(self) -> bool:
        """Whether an employer here may not know what their diploma is worth.

        Who only wants to study asks the school, which has it valued itself.
        """
        is_from_elsewhere = self.diploma_from != AT_HOME
        return Looking.PAID in self.looks_for and self.diploma is not Diploma.NONE and is_from_elsewhere

    @property
    def may_be_regulated(self) -> bool:
        """Whether the profession may ask for recognition; also where they are not sure."""
        return self.works and self.regulated is not Regulated.NO

    @property
    def learns_dutch(self) -> bool:
        """Whether more Dutch would help them."""
        return self.is_active and self.dutch in (Speaks.NOTHING, Speaks.A_LITTLE)
