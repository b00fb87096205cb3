"""The table of how long households usually wait: figures of the region, nobody's own."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.db import Model


class Forecast(Model):
    """What was counted of one kind of households and one step they wait for; no days where there were too few."""

    __tablename__ = "forecast"

    # An Awaited and a Kind of `rules/forecasts.py`.
    step: Mapped[str] = mapped_column(String(50), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    households: Mapped[int]
    half: Mapped[int | None]
    most: Mapped[int | None]
    counted_on: Mapped[date]
