"""The people of a household as a pack names them and speaks to them."""

from collections.abc import Iterable

from expatdesk.rules.facts import PersonRole
from expatdesk.shared.i18n import gettext, listed
from expatdesk.welcome_pack import labels
from expatdesk.welcome_pack.household import PackHousehold, PackPerson

# More names than these on a cover read like a list, not like a greeting.
NAMES_IN_A_GREETING = 3
# And in a narrow column.
NAMES_IN_A_CELL = 2
# Letters on one line of the cover, in its two larger sizes; the names get one line, or two.
LARGE_LINE = 22
MEDIUM_LINE = 26


def name_of(person: PackPerson) -> str:
    """What this person is called; who is expected but not yet known has no name."""
    unknown = gettext("your partner") if person.role is PersonRole.PARTNER else gettext("your child")
    return person.calling_name or unknown


def names_of(people: Iterable[PackPerson]) -> str:
    """'Meera, Sundar and Anaya'."""
    return listed([name_of(person) for person in people])


def names(household: PackHousehold, indexes: Iterable[int]) -> str:
    """These members of the household by name."""
    return names_of(household.people[index] for index in indexes)


def greeted(household: PackHousehold) -> str:
    """Whom the cover greets: everybody by name, or the adults 'and children'."""
    known = [person for person in household.people if person.calling_name]
    if len(known) <= NAMES_IN_A_GREETING:
        return names_of(known)
    adults = [name_of(household.people[index]) for index in household.adults]
    return listed([*adults, gettext("children")])


def greeting_size(welcome: str, greeting: str) -> str:
    """How large a cover can greet these people: 'large', 'medium' or 'small'."""
    longest = max(map(len, greeting.split()), default=0)
    if max(len(welcome), len(greeting)) <= LARGE_LINE:
        return "large"
    return "medium" if len(greeting) <= 2 * MEDIUM_LINE and longest <= MEDIUM_LINE else "small"


def count(number: int) -> str:
    """A count in words."""
    return str(labels.COUNTS[number]) if number < len(labels.COUNTS) else str(number)


def people(household: PackHousehold, indexes: tuple[int, ...]) -> str:
    """Who is meant, said to them: 'You', 'Both of you', 'All of you', or some of them by name."""
    meant = set(indexes or household.adults)
    if meant == set(household.everyone):
        return _all_of_you(len(household.people))
    if meant == set(household.adults):
        return _all_of_you(len(household.adults))
    others = set(household.everyone) - meant
    if len(meant) > NAMES_IN_A_CELL and len(others) == 1:
        return gettext("All but %(name)s", name=names(household, others))
    return names(household, indexes)


def _all_of_you(number: int) -> str:
    if number == 1:
        return gettext("You")
    return gettext("Both of you") if number == 2 else gettext("All of you")
