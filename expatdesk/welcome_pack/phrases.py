"""Who is meant and when, as a pack says it: 'Both of you', 'Meera and Sundar', 'Fri 15 Jan 2027'."""

from datetime import date, datetime

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup

from expatdesk.rules.plan import Party
from expatdesk.shared.clock import local
from expatdesk.shared.i18n import BABEL_LOCALES, clock_time, gettext, language, long_date
from expatdesk.welcome_pack import labels
from expatdesk.welcome_pack.content import ACTIVITY, PackContent, Situation
from expatdesk.welcome_pack.household import PackHousehold, PackPerson
from expatdesk.welcome_pack.moments import Moment

# More names than these on a cover read like a list, not like a greeting.
NAMES_IN_A_GREETING = 3
# And in a narrow column.
NAMES_IN_A_CELL = 2
# Longer than this, an employer breaks the columns.
SHORT_NAME = 12
# Letters on one line of the cover, in its two larger sizes; the names get one line, or two.
LARGE_LINE = 22
MEDIUM_LINE = 26


def day_and_month(day: date) -> str:
    """'6 May', '6 mei'."""
    return format_date(day, "d MMMM", BABEL_LOCALES[language()])


def long_day(day: date) -> Markup:
    """'Wednesday', and below it '6 January 2027'."""
    return Markup("{}<br>{}").format(part(day, "EEEE"), part(day, "d MMMM y"))


def long_moment(moment: datetime) -> str:
    """'Wednesday 6 January 2027, 10:30'."""
    return f"{long_date(local(moment).date())}, {clock_time(moment)}"


def by_when(content: PackContent, moment: Moment, year: int) -> str:
    """The day of a step, or what it goes with where it has none."""
    if moment.day:
        return dated(moment.day, year)
    if moment.key == "gp" and content.situation is not Situation.HOME:
        return gettext("with your home")
    undated = {
        "language_course": gettext("when it suits you"),
        "papers_checked": gettext("a week after your papers"),
    }
    return undated.get(moment.key) or gettext("as soon as you can")


def dated(day: date, year: int) -> str:
    """'Friday 15 January' within the year; with its year, and so shorter, in any other."""
    pattern = "EEEE d MMMM" if day.year == year else "EEE d MMM y"
    return format_date(day, pattern, BABEL_LOCALES[language()]).replace(".", "")


def part(day: date, pattern: str) -> str:
    """A part of a date in the reader's language, such as the name of the weekday ('EEEE')."""
    return format_date(day, pattern, BABEL_LOCALES[language()])


def number(value: int) -> str:
    """'3,800', '3.800'."""
    return format_decimal(value, locale=BABEL_LOCALES[language()])


def listed(names: list[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    return format_list(names, locale=BABEL_LOCALES[language()])


def greeted(household: PackHousehold) -> str:
    """Whom the cover greets: everybody by name, or the parents 'and children'."""
    names = [person.calling_name for person in household.people]
    if len(names) <= NAMES_IN_A_GREETING:
        return listed(names)
    parents = [household.people[index].calling_name for index in household.adults]
    return listed([*parents, gettext("children")])


def greeting_size(welcome: str, names: str) -> str:
    """How large a cover can greet these people: 'large', 'medium' or 'small'."""
    longest = max(map(len, names.split()), default=0)
    if max(len(welcome), len(names)) <= LARGE_LINE:
        return "large"
    return "medium" if len(names) <= 2 * MEDIUM_LINE and longest <= MEDIUM_LINE else "small"


def names(household: PackHousehold, indexes: tuple[int, ...]) -> str:
    """The people meant, by the names they are called."""
    return listed([household.people[index].calling_name for index in indexes])


def listed_names(people: tuple[PackPerson, ...]) -> str:
    """These people, by the names they are called."""
    return listed([person.calling_name for person in people])


def count(number: int) -> str:
    """A count in words."""
    return str(labels.COUNTS[number]) if number < len(labels.COUNTS) else str(number)


def people(household: PackHousehold, indexes: tuple[int, ...]) -> str:
    """The people meant, said to them: 'You', 'Both of you', 'All of you', or their names."""
    everybody = set(indexes) == set(household.everyone) or set(indexes) == set(household.adults)
    if not indexes or everybody:
        adults_only = set(indexes or household.adults) == set(household.adults)
        return _all_of_you(len(household.adults) if adults_only else len(household.people))
    others = set(household.everyone) - set(indexes)
    if len(indexes) > NAMES_IN_A_CELL and len(others) == 1:
        return gettext("All but %(name)s", name=names(household, tuple(others)))
    return names(household, indexes)


def _all_of_you(number: int) -> str:
    if number == 1:
        return gettext("You")
    return gettext("Both of you") if number == 2 else gettext("All of you")


def who(content: PackContent, moment: Moment) -> str:
    """Who acts."""
    others = {
        Party.DESK: gettext("The desk"),
        Party.MUNICIPALITY: gettext("Municipality"),
        Party.EMPLOYER: capital(employer(content)),
    }
    if moment.key == "thirty_percent_request":
        return capital(listed([_employer_beside(content), _beside_another(content.household, moment.people)]))
    return others.get(moment.party) or people(content.household, moment.people)


def _employer_beside(content: PackContent) -> str:
    name = content.household.employer_name or ""
    return name if 0 < len(name) <= SHORT_NAME else gettext("employer")


def _beside_another(household: PackHousehold, indexes: tuple[int, ...]) -> str:
    return gettext("you") if len(household.people) == 1 else people(household, indexes)


def capital(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def employer(content: PackContent) -> str:
    """The employer by name where it is a short one."""
    name = content.household.employer_name or ""
    return name if 0 < len(name) <= SHORT_NAME else gettext("your employer")


def title(content: PackContent, moment: Moment) -> str:
    """What the step is called on the page for the fridge."""
    activity = _activity_name(content, moment)
    return activity or str(labels.STEPS[moment.key][0])


def why(moment: Moment) -> str:
    """Why the step is there."""
    key = "first_activity" if moment.key.startswith(ACTIVITY) else moment.key
    return str(labels.STEPS[key][1])


def leaf(content: PackContent, moment: Moment) -> str:
    """The step in the few words of a calendar leaf."""
    return _activity_name(content, moment) or str(labels.LEAVES.get(moment.key) or labels.STEPS[moment.key][0])


def what(content: PackContent, moment: Moment) -> str:
    """The dated thing as the list of dates names it."""
    return _activity_name(content, moment) or str(labels.DATES.get(moment.key) or labels.STEPS[moment.key][0])


def _activity_name(content: PackContent, moment: Moment) -> str:
    names = {one.key: one.activity.name for one in content.activities}
    return names[moment.key].in_language(language()) if moment.key in names else ""
