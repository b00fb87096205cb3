"""What a correction does to the plan, in the words of the household's own pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from expatdesk.cases.difference import MovedDate
from expatdesk.cases.labels import label_of_key, what_it_means
from expatdesk.rights.correcting import Effect
from expatdesk.rules.plan import Route
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import long_date


@dataclass(frozen=True, slots=True)
class EffectInWords:
    """What the page lists before anything is kept."""

    print: str
    meaning: str
    added: list[str]
    removed: list[str]
    moved: list[str]
    visit_misfits: bool


def in_words(effect: Effect, region: Region) -> EffectInWords:
    """The effect as the page says it."""
    change = effect.change
    return EffectInWords(
        effect.print,
        what_it_means(effect.route, region) if change["route"] else "",
        _steps(change["added"], effect.route, effect.names),
        _steps(change["removed"], effect.route_before, effect.names),
        list(dict.fromkeys(_moved(move, effect.route) for move in change["moved"])),
        effect.visit_misfits,
    )


def _steps(ids: Sequence[str], route: Route, names: Sequence[str]) -> list[str]:
    """The steps by name, with whose they are where several people have one."""
    titles = [_title(step, route, names) for step in ids]
    return list(dict.fromkeys(titles))


def _title(step: str, route: Route, names: Sequence[str]) -> str:
    key, _colon, place = step.partition(":")
    whose = names[int(place)] if place and len(names) > 1 and int(place) < len(names) else ""
    title = str(label_of_key(key, route).title)
    return _("%(step)s (%(name)s)", step=title, name=whose) if whose else title


def _moved(move: MovedDate, route: Route) -> str:
    title = str(label_of_key(move["step"].partition(":")[0], route).title)
    before, after = _day(move["before"]), _day(move["after"])
    return _("%(step)s: %(after)s, was %(before)s", step=title, before=before, after=after)


def _day(day: str | None) -> str:
    return long_date(date.fromisoformat(day)) if day else _("no date")
