"""Places and organisations of the region: what the guide knows of one, and when somebody must look at it again."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .facts import PartialDate
from .interests import Interest
from .region import Text

# So long what somebody checked is taken to hold; who has room for new people changes much sooner.
HOLDS = timedelta(days=365)
ROOM_HOLDS = timedelta(days=92)
# Schools have waiting lists: parents look for one a year before.
YEARS_AHEAD = 1
NOTHING = Text("", "")


class PlaceKind(StrEnum):
    """What a place is for, in the order in which most newcomers need it."""

    SCHOOL = "school"
    GP = "gp"
    LANGUAGE = "language"
    MEETING = "meeting"
    PARENTS = "parents"
    LIBRARY = "library"
    SPORT = "sport"
    CULTURE = "culture"
    WORK = "work"
    VOLUNTEERING = "volunteering"
    FAITH = "faith"


@dataclass(frozen=True, slots=True)
class Source:
    """Where something that is said of a place comes from."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place or an organisation.

    `municipalities` are CBS codes; none of them: it serves the whole region. `languages` (ISO 639-1) are those in
    which one is helped. Ages are whole years, both included. `takes_new` tells whether there was room for new
    people on the day `as_of`; None: nobody told. `verified`: its own page or an official one says so.
    """

    key: str
    kind: PlaceKind
    name: Text
    text: Text
    sources: tuple[Source, ...]
    as_of: date
    verified: bool = True
    municipalities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    ages_from: int | None = None
    ages_to: int | None = None
    for_students: bool = False
    interests: frozenset[Interest] = frozenset()
    website: str = ""
    address: str = ""
    phone: str = ""
    cost: Text = NOTHING
    waiting_list: Text = NOTHING
    takes_new: bool | None = None

    @property
    def serves_all(self) -> bool:
        """Whether it is there for the whole region."""
        return not self.municipalities

    @property
    def has_ages(self) -> bool:
        """Whether it is for people of certain ages."""
        return self.ages_from is not None or self.ages_to is not None

    def suits_child(self, born: PartialDate, today: date) -> bool:
        """Whether a child is of its ages for certain, or will be within a year."""
        oldest = born.age_at_most(today) <= self.ages_to if self.ages_to is not None else born.year is not None
        return oldest and born.age_at_least(today) >= (self.ages_from or 0) - YEARS_AHEAD

    def must_be_checked(self, today: date) -> bool:
        """Whether somebody has to look whether it still holds, or never could."""
        holds = HOLDS if self.takes_new is None else ROOM_HOLDS
        return not self.verified or today - self.as_of > holds
