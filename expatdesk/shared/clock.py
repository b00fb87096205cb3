"""The only place that reads the clock: UTC for storing, Amsterdam for people."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date on the wall calendar of the desk."""
    return now().astimezone(AMSTERDAM).date()


def local(moment: datetime) -> datetime:
    """A stored moment as the desk's clock shows it."""
    return moment.astimezone(AMSTERDAM)
