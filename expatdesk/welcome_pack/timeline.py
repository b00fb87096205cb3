"""The figure of the first four months: what stands on it for this household, in the language now spoken."""

from dataclasses import dataclass
from datetime import date, timedelta

from expatdesk.rules.terms import add_months
from expatdesk.shared.i18n import date_like, gettext, language
from expatdesk.welcome_pack import dates, figure, labels, names, phrases
from expatdesk.welcome_pack.activities import ACTIVITY, PackActivity
from expatdesk.welcome_pack.content import PackContent, Situation
from expatdesk.welcome_pack.figure import Axis, Row
from expatdesk.welcome_pack.moments import DateKind, Moment

TOP = 34
FIRST_ROW = 32
ROW = 28
BELOW = 34
MONTHS = 4
# A little of the month after, so that a limit at the very end keeps its flag.
DAYS_BEYOND = 3
DAYS_TO_REPORT_MOVE = 5
MOST_TICKS = 13
# So many days of one activity are drawn as a row of their own.
A_SERIES = 4
TITLE_WIDTH = 180
UNITS_PER_MM = 4
# What a page leaves for figure and rows, and the height of a row, in mm.
ROOM = 172
TABLE_ROW = 7.1
DENSE_TABLE_ROW = 5.7


@dataclass(frozen=True, slots=True)
class Band:
    """One of the three tracks; `tops` are the heights of its rows."""

    y: float
    title: str
    rows: tuple[Row, ...]

    @property
    def tops(self) -> tuple[float, ...]:
        """Where each row begins."""
        return tuple(self.y + FIRST_ROW + ROW * number for number in range(len(self.rows)))

    @property
    def bottom(self) -> float:
        """Where the next band begins."""
        return self.tops[-1] + BELOW


@dataclass(frozen=True, slots=True)
class Month:
    """A month on the axis."""

    x: float
    width: float
    name: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole figure; `today_x` is None where today lies outside it. `summary` says it in words."""

    bands: tuple[Band, ...]
    months: tuple[Month, ...]
    today_x: float | None
    summary: str

    @property
    def bottom(self) -> float:
        """Where the bands end."""
        return self.bands[-1].bottom if self.bands else TOP

    @property
    def title_x(self) -> float:
        """Where the bands' titles begin: clear of the line of today."""
        return self.today_x + 8 if self.today_x is not None and self.today_x < TITLE_WIDTH else 6

    def table_style(self, rows: int) -> str:
        """How the table below shares the page with the figure: as it is, closer, or on a page of its own."""
        left = ROOM - self.bottom / UNITS_PER_MM
        if rows * TABLE_ROW <= left:
            return ""
        return "dense" if rows * DENSE_TABLE_ROW <= left else "apart"


def draw(content: PackContent) -> Timeline:
    """The figure of this household."""
    axis = _axis(content)
    tracks = (
        (gettext("Registration and papers"), _paper_rows(content, axis)),
        (gettext("Your home"), _home_rows(content, axis)),
        (gettext("Social network"), _people_rows(content, axis)),
    )
    bands: list[Band] = []
    for title, rows in tracks:
        if rows:
            bands.append(Band(bands[-1].bottom if bands else TOP, title, tuple(rows)))
    today_x = axis.x(content.today) if axis.holds(content.today) else None
    return Timeline(tuple(bands), _months(axis), today_x, _summary(axis, bands))


def _begin(content: PackContent) -> date:
    """The day from which the four months count: that of the first registration, else of the arrival."""
    return content.household.first_registered_on or content.facts.arrival or content.today


def _axis(content: PackContent) -> Axis:
    first = _begin(content).replace(day=1)
    return Axis(first, add_months(first, MONTHS + 1) + timedelta(days=DAYS_BEYOND))


def _months(axis: Axis) -> tuple[Month, ...]:
    firsts = [add_months(axis.start, number) for number in range(MONTHS + 1)]
    ends = [*firsts[1:], axis.end]
    return tuple(
        Month(
            axis.x(first),
            axis.x(end) - axis.x(first),
            date_like(first, "LLLL" if first.month > 1 else "LLLL y"),
        )
        for first, end in zip(firsts, ends, strict=True)
    )


def _paper_rows(content: PackContent, axis: Axis) -> list[Row]:
    begin = _begin(content)
    working = content.facts.first_working_day or begin
    starts = {
        "records_letter": content.household.registered_on or begin,
        "brp_registration": content.facts.moved_here_on or content.facts.arrival or begin,
        "referral": content.facts.arrival or begin,
        "health_insurance": begin,
        "thirty_percent_request": working,
        "driving_licence": begin,
    }
    listed = [step for step in content.dates if step.key in starts or step.key == "visit"]
    rows = []
    for step in listed:
        start = starts.get(step.key)
        if step.key == "health_insurance" and content.facts.principal in step.people:
            start = min(begin, working)
        rows.append(_paper_row(content, axis, step, start))
    return rows


def _paper_row(content: PackContent, axis: Axis, moment: Moment, start: date | None) -> Row:
    day = moment.day or axis.end
    text = str(labels.BARS[moment.key])
    if _is_one_of_several(content, moment):
        # By number: a figure cannot join the letters of every script, so no name stands in it.
        text = gettext("%(what)s, %(number)s of you", what=text, number=names.count(len(moment.people)))
    if start is None:
        return figure.dot(axis, day, f"{dates.day_of_month(day)}: {text}", filled=True)
    if day >= axis.end:
        until = gettext("until %(day)s", day=dates.day_of_month(day))
        return figure.bar(axis, start, day, text, until, flag=True)
    expected = moment.key == "records_letter"
    return figure.bar(axis, start, day, text, dates.day_of_month(day), dashed=expected, flag=not expected)


def _is_one_of_several(content: PackContent, moment: Moment) -> bool:
    return sum(step.key == moment.key for step in content.steps) > 1


def _home_rows(content: PackContent, axis: Axis) -> list[Row]:
    begin = _begin(content)
    limit = content.home_limit.day if content.home_limit else None
    if content.situation is Situation.EMPLOYER_ADDRESS and limit:
        address = figure.bar(
            axis, begin, limit, str(labels.BARS["employer_address_ends"]), dates.day_of_month(limit), flag=True
        )
        search = figure.bar(axis, begin, limit, str(labels.BARS["home_search"]), dashed=True)
        reported = axis.x(limit + timedelta(days=DAYS_TO_REPORT_MOVE))
        return [address, figure.with_tail(search, reported, str(labels.BARS["report_move"]))]
    if content.situation is Situation.HOME:
        return _own_home_rows(content, axis, begin)
    return [figure.bar(axis, begin, axis.end, str(labels.BARS["home_search"]), dashed=True)]


def _own_home_rows(content: PackContent, axis: Axis, begin: date) -> list[Row]:
    moves_in, limit = content.facts.moves_in_on, content.home_limit
    home = figure.bar(axis, moves_in or begin, axis.end, str(labels.BARS["home"]))
    if moves_in is None or limit is None or limit.day is None:
        return [home]
    words = str(labels.BARS["address_reported"])
    return [home, figure.bar(axis, moves_in, limit.day, words, dates.day_of_month(limit.day), flag=True)]


def _people_rows(content: PackContent, axis: Axis) -> list[Row]:
    series = next((one for one in content.activities if len(one.days) >= A_SERIES), None)
    rows = [_meeting_row(content, axis, moment) for moment in content.dates if _is_meeting(moment, series, axis)]
    if series:
        days = [day for day in series.days[:MOST_TICKS] if axis.holds(day)]
        rows += figure.ticks(axis, days, series.name.in_language(language()))
    return rows


def _is_meeting(moment: Moment, series: PackActivity | None, axis: Axis) -> bool:
    if moment.day is None or not axis.holds(moment.day) or (series and moment.key == series.key):
        return False
    return moment.key.startswith(ACTIVITY) or moment.key == "settled_talk"


def _meeting_row(content: PackContent, axis: Axis, moment: Moment) -> Row:
    day = moment.day or axis.end
    text = labels.BARS.get(moment.key) or phrases.short_name(content, moment)
    return figure.dot(axis, day, f"{dates.day_of_month(day)}: {text}", filled=moment.kind is DateKind.FIXED)


def _summary(axis: Axis, bands: list[Band]) -> str:
    """The figure in words, for who cannot see it."""
    tracks = [
        f"{band.title}: {'; '.join(', '.join(label.text for label in row.labels) for row in band.rows)}."
        for band in bands
    ]
    period = gettext(
        "Timeline from %(first)s to %(last)s.",
        first=date_like(axis.start, "LLLL y"),
        last=date_like(axis.end - timedelta(days=DAYS_BEYOND + 1), "LLLL y"),
    )
    return " ".join([period, *tracks, gettext("The same dates stand in the table below.")])
