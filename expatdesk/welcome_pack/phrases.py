"""The words for a dated thing of this household: what, why, and who acts."""

from expatdesk.rules.plan import Party
from expatdesk.shared.i18n import gettext, language, listed
from expatdesk.welcome_pack import labels
from expatdesk.welcome_pack.activities import ACTIVITY
from expatdesk.welcome_pack.content import PackContent
from expatdesk.welcome_pack.moments import Moment
from expatdesk.welcome_pack.names import people

# Longer than this, the name of an employer breaks the columns.
SHORT_NAME = 12
# Longer than this, the title of an activity fits no leaf and no bar.
SHORT_TITLE = 28


def title(content: PackContent, moment: Moment) -> str:
    """What the step is called on the page for the fridge."""
    return _activity_name(content, moment) or str(labels.STEPS[moment.key][0])


def why(content: PackContent, moment: Moment) -> str:
    """Why the step is there."""
    if content.household.is_of_one and moment.key in labels.WHY_OF_ONE:
        return str(labels.WHY_OF_ONE[moment.key])
    key = "first_activity" if moment.key.startswith(ACTIVITY) else moment.key
    return str(labels.STEPS[key][1])


def leaf(content: PackContent, moment: Moment) -> str:
    """The thing in the few words of a calendar leaf."""
    return short_name(content, moment) or str(labels.LEAVES.get(moment.key) or labels.STEPS[moment.key][0])


def what(content: PackContent, moment: Moment) -> str:
    """The thing as the list of dates names it."""
    return _activity_name(content, moment) or str(labels.DATES.get(moment.key) or labels.STEPS[moment.key][0])


def _activity_name(content: PackContent, moment: Moment) -> str:
    names = {one.key: one.name for one in content.activities}
    return names[moment.key].in_language(language()) if moment.key in names else ""


def short_name(content: PackContent, moment: Moment) -> str:
    """What an activity is called, if that is short; empty for what is none."""
    name = _activity_name(content, moment)
    return name if len(name) <= SHORT_TITLE else gettext("an activity")


def who(content: PackContent, moment: Moment) -> str:
    """Who acts."""
    if moment.key == "thirty_percent_request":
        alone = len(content.household.adults) == 1
        person = gettext("you") if alone else people(content.household, moment.people)
        return capital(listed([_employer(content) or gettext("employer"), person]))
    others = {
        Party.DESK: gettext("The desk"),
        Party.MUNICIPALITY: gettext("Municipality"),
        Party.EMPLOYER: _employer(content) or capital(gettext("your employer")),
    }
    return others.get(moment.party) or people(content.household, moment.people)


def _employer(content: PackContent) -> str:
    name = content.household.employer_name or ""
    return name if len(name) <= SHORT_NAME else ""


def capital(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]
