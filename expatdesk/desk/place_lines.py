"""A place of the guide in lines of words, to be read as a whole and beside another version of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from expatdesk.cases.labels import INTERESTS
from expatdesk.guide.labels import KINDS, ages, spoken
from expatdesk.rules.places import Place
from expatdesk.rules.region import Region, Text
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import listed, long_date


@dataclass(frozen=True, slots=True)
class Line:
    """What is said of one thing; `language` is that of a text."""

    label: str
    said: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A line that is other than before: what it said, and what it says now."""

    label: str
    language: str
    gone: str
    new: str


def lines_of(place: Place, region: Region) -> list[Line]:
    """All that is known of a place, in the reader's language; each text in both."""
    return [*_texts(place), *_facts(place, region)]


def differences(old: Place, new: Place, region: Region) -> list[Change]:
    """The lines that say something else, in their order."""
    pairs = zip(lines_of(old, region), lines_of(new, region), strict=True)
    return [Change(one.label, one.language, one.said, other.said) for one, other in pairs if one != other]


def _texts(place: Place) -> Iterator[Line]:
    texts: list[tuple[Text, str, str]] = [
        (place.name, _("Name in Dutch"), _("Name in English")),
        (place.text, _("What it is, in Dutch"), _("What it is, in English")),
        (place.cost, _("What it costs, in Dutch"), _("What it costs, in English")),
        (place.waiting_list, _("Joining and waiting list, in Dutch"), _("Joining and waiting list, in English")),
    ]
    for text, in_dutch, in_english in texts:
        yield Line(in_dutch, text.nl, "nl")
        yield Line(in_english, text.en, "en")


def _facts(place: Place, region: Region) -> Iterator[Line]:
    towns = [town.name for town in region.municipalities if town.code in place.municipalities]
    yield Line(_("What for"), str(KINDS[place.kind]))
    yield Line(_("Where"), listed(towns) or _("The whole region"))
    yield Line(_("Ages"), ages(place))
    yield Line(_("Above all for students?"), _yes(place.for_students))
    yield Line(_("Languages"), spoken(place))
    yield Line(_("For who likes"), listed(str(INTERESTS[one]) for one in INTERESTS if one in place.interests))
    yield Line(_("Website"), place.website)
    yield Line(_("Address"), place.address)
    yield Line(_("Phone"), place.phone)
    yield Line(_("Is there room for new people?"), "" if place.takes_new is None else _yes(place.takes_new))
    yield Line(_("Sources"), "; ".join(f"{source.name} ({source.url})" for source in place.sources))
    yield Line(_("Checked on"), long_date(place.as_of))
    yield Line(_("Is it certain?"), _yes(place.verified))


def _yes(value: bool) -> str:  # noqa: FBT001 - the value is the very thing to be worded
    return _("Yes") if value else _("No")
