"""The words for what people like, when they have time, and what two of them have in common."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from babel import Locale

from expatdesk.cases.labels.interests import INTEREST_WORDS
from expatdesk.rules.buddies import Common, Family, FreeTime
from expatdesk.rules.interests import Interest
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import LazyString, language, listed
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.social.buddy_models import LeftWhy

TIME_WORDS: dict[FreeTime, LazyString] = {
    FreeTime.WEEKDAY: _l("during the day"),
    FreeTime.EVENING: _l("in the evening"),
    FreeTime.WEEKEND: _l("at the weekend"),
}
FAMILY_WORDS: dict[Family, LazyString] = {
    Family.ALONE: _l("Alone"),
    Family.COUPLE: _l("With a partner"),
    Family.SMALL_CHILDREN: _l("With children under 12"),
    Family.OLDER_CHILDREN: _l("With older children"),
}
BOTH_FAMILY: dict[Family, LazyString] = {
    Family.ALONE: _l("Both live alone"),
    Family.COUPLE: _l("Both live with a partner"),
    Family.SMALL_CHILDREN: _l("Both have small children"),
    Family.OLDER_CHILDREN: _l("Both have older children"),
}
LEFT_WORDS: dict[LeftWhy, LazyString] = {
    LeftWhy.NO_PLACE: _l("no volunteer had a place left"),
    LeftWhy.NO_LANGUAGE: _l("no volunteer speaks a language of theirs"),
    LeftWhy.SAID_NO: _l("all who would suit were turned down before"),
    LeftWhy.NO_ANSWER: _l("the volunteer did not say yes"),
}


def language_word(code: str) -> str:
    """The name of a language, as it stands in a sentence."""
    return str(Locale(language()).languages.get(code, code))


def reasons_in_words(reasons: Iterable[Mapping[str, Any]], region: Region) -> list[str]:
    """What two people have in common, as stored, one line a kind; the same for each of the two and the desk."""
    kinds = groupby(reasons, key=lambda reason: Common(reason["kind"]))
    return [_line(kind, [str(reason["what"]) for reason in same], region) for kind, same in kinds]


def _line(kind: Common, what: list[str], region: Region) -> str:
    match kind:
        case Common.INTEREST:
            return _("Both like %(things)s", things=listed(str(INTEREST_WORDS[Interest(one)]) for one in what))
        case Common.LANGUAGE:
            return _("Both speak %(languages)s", languages=listed(map(language_word, what)))
        case Common.PRACTICE:
            return _("One speaks %(language)s, the other wants to practise it", language=language_word(what[0]))
        case Common.FAMILY:
            return str(BOTH_FAMILY[Family(what[0])])
        case Common.TOWN:
            names = {town.code: town.name for town in region.municipalities}
            return _("Both live in %(town)s", town=names.get(what[0], what[0]))
        case Common.TIME:
            return _("Both have time %(times)s", times=listed(str(TIME_WORDS[FreeTime(one)]) for one in what))
