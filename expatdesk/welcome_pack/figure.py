"""The geometry of the timeline: periods, days and their words on an axis, in units of a quarter millimetre."""

from dataclasses import dataclass, replace
from datetime import date

WIDTH = 656
# The mean width of a character of the labels: semi-bold Source Sans at 13 units.
CHARACTER = 6.9
GAP = 7
FLAG = 14
ARROW = 4
DOT = 6
TICK_GAP = 3


@dataclass(frozen=True, slots=True)
class Axis:
    """Days on a line; `end` is the first day beyond it."""

    start: date
    end: date

    def x(self, day: date) -> float:
        """Where a day begins, kept within the figure."""
        share = (day - self.start) / (self.end - self.start)
        return round(WIDTH * min(max(share, 0), 1), 1)

    def holds(self, day: date) -> bool:
        """Whether the day lies on the figure."""
        return self.start <= day < self.end


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a point of their row; `anchor` as in SVG."""

    x: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the figure. Dashed can shift, a flag is a limit, and what runs on ends beyond the figure."""

    shape: str
    x: float
    end: float
    labels: tuple[Label, ...]
    dashed: bool = False
    flag: bool = False
    runs_on: bool = False
    ticks: tuple[float, ...] = ()
    tail: float | None = None

    @property
    def width(self) -> float:
        """From begin to end."""
        return round(self.end - self.x, 1)


def bar(
    axis: Axis, start: date, end: date, text: str, end_text: str = "", *, dashed: bool = False, flag: bool = False
) -> Row:
    """A period, with its words inside where they fit, else beside it."""
    runs_on = end >= axis.end
    last = WIDTH - ARROW if runs_on else axis.x(end)
    x = min(axis.x(start), last)
    needed = (len(text) + len(end_text)) * CHARACTER + 3 * GAP
    if needed <= last - x:
        labels = [Label(x + GAP, text)] + ([Label(last - GAP, end_text, "end")] if end_text else [])
    else:
        words = ": ".join(part for part in (end_text, text) if part)
        labels = [beside(words, x - GAP, last + GAP + (FLAG if flag else 0))]
    return Row("bar", x, last, tuple(labels), dashed=dashed, flag=flag and not runs_on, runs_on=runs_on)


def dot(axis: Axis, day: date, text: str, *, filled: bool) -> Row:
    """A single day."""
    x = axis.x(day)
    return Row("dot", x, x, (beside(text, x - 2 * DOT, x + 2 * DOT),), dashed=not filled)


def ticks(axis: Axis, days: list[date], text: str) -> list[Row]:
    """A day that returns, as far as its words leave room; no row where they leave none."""
    room = WIDTH - len(text) * CHARACTER - GAP - TICK_GAP
    places = tuple(x for x in map(axis.x, days) if x <= room)
    if not places:
        return []
    return [Row("ticks", places[0], places[-1], (Label(places[-1] + GAP + TICK_GAP, text),), ticks=places)]


def with_tail(row: Row, until: float, text: str) -> Row:
    """The row with a short line after its end, where its words still fit."""
    if until + GAP + len(text) * CHARACTER > WIDTH:
        return row
    return replace(row, tail=until, labels=(*row.labels, Label(until + GAP, text)))


def beside(text: str, left: float, right: float) -> Label:
    """Words to the right of a shape, to its left where the figure ends, or from its begin on over its end."""
    width = len(text) * CHARACTER
    if right + width <= WIDTH:
        return Label(right, text)
    return Label(left, text, "end") if width <= left else Label(left + 2 * GAP, text)
