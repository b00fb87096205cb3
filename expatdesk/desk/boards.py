"""A board of households: in sections by how far they are, each cut short, and one of them whole by pages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from expatdesk.desk.forms.boards import AskedBoard
from expatdesk.shared.i18n import LazyString, gettext, ngettext

# So many stand in a section beside others, and on a page of one alone.
OF_SECTION, OF_PAGE = 12, 50


@dataclass(frozen=True, slots=True)
class Tile:
    """A number on top of the board, which leads to its section; `slow` are those that stand there too long."""

    key: str
    words: LazyString
    count: int
    slow: int


@dataclass(frozen=True, slots=True)
class Section:
    """The households of one group that this page shows, and how many more there are."""

    key: str
    words: LazyString
    count: int
    rows: list[Any]
    more: int


@dataclass(frozen=True, slots=True)
class Board:
    """The board as its page shows it."""

    tiles: list[Tile]
    sections: list[Section]
    asked: AskedBoard
    has_after: bool


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do for a household now: where, and in which words."""

    endpoint: str
    values: dict[str, Any]
    words: LazyString


def board_of(
    rows: Iterable[Any],
    words: Mapping[Any, LazyString],
    asked: AskedBoard,
    *,
    group_of: Callable[[Any], str],
    is_slow: Callable[[Any], bool],
) -> Board:
    """The rows that are asked for, each kept in its order, under the groups in theirs."""
    groups: dict[str, list[Any]] = {str(key): [] for key in words}
    for row in rows:
        if asked.lets(row.case):
            groups[group_of(row)].append(row)
    tiles = [Tile(str(key), word, len(groups[key]), sum(map(is_slow, groups[key]))) for key, word in words.items()]
    if asked.group:
        shown, has_after = _page(groups[asked.group], asked.page)
        section = Section(asked.group, words[asked.group], len(groups[asked.group]), shown, 0)
        return Board(tiles, [section], asked, has_after)
    sections = [_cut_short(str(key), word, groups[key]) for key, word in words.items() if groups[key]]
    return Board(tiles, sections, asked, has_after=False)


def _page(rows: Sequence[Any], page: int) -> tuple[list[Any], bool]:
    first = (page - 1) * OF_PAGE
    return list(rows[first : first + OF_PAGE]), len(rows) > first + OF_PAGE


def _cut_short(key: str, words: LazyString, rows: Sequence[Any]) -> Section:
    """Nobody is sent to another page for one household alone."""
    shown = list(rows if len(rows) == OF_SECTION + 1 else rows[:OF_SECTION])
    return Section(key, words, len(rows), shown, len(rows) - len(shown))


def how_long(days: int) -> str:
    """Since when a household stands where it does."""
    return ngettext("for %(num)d day", "for %(num)d days", days) if days else gettext("since today")


def longer_than(norm: int) -> str:
    """That it stands there longer than the desk's norm, in days."""
    return ngettext("longer than the %(num)d day we aim at", "longer than the %(num)d days we aim at", norm)
