"""Reading what home a household looks for, and writing it down. Nothing here commits."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from expatdesk.cases.actions import change_facts, claim
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of
from expatdesk.cases.refusals import HoldsBsn, Refusal
from expatdesk.cases.step_actions import complete_steps
from expatdesk.housing.wish_models import HomeWishes
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.rules.homes import Dwelling, Furnishing, Wishes
from expatdesk.rules.region import Region
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.db import session

STEP = "housing_wishes"
LISTS = ("dwellings", "furnishings", "municipalities")
COLUMNS = (
    "budget", "rooms", *LISTS, "starts", "months", "pets", "step_free", "work_postcode", "minutes_to_work",
)  # fmt: skip


class WishesChanged(Refusal):
    """Somebody else wrote down other wishes since the page was opened."""


class NothingWished(Refusal):
    """Nothing at all was filled in."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a household says of the home it looks for; `version` is that of the wishes on its page, 0 for none."""

    version: int
    budget: int | None = None
    rooms: int | None = None
    dwellings: frozenset[str] = frozenset()
    furnishings: frozenset[str] = frozenset()
    municipalities: frozenset[str] = frozenset()
    starts: date | None = None
    months: int | None = None
    pets: bool = False
    step_free: bool = False
    work_postcode: str | None = None
    minutes_to_work: int | None = None
    own_words: str = ""

    @property
    def is_nothing(self) -> bool:
        """Whether nobody would know more by it: for how long, and where they work, the page says by itself."""
        told = (getattr(self, column) for column in COLUMNS if column not in ("months", "work_postcode"))
        return not any(told) and not self.own_words


def wishes_row(case_id: uuid.UUID) -> HomeWishes | None:
    """What this household said, as it is stored at this moment."""
    said = select(HomeWishes).where(HomeWishes.case_id == case_id).execution_options(populate_existing=True)
    return session.scalars(said).one_or_none()


def wishes_of(case: Case) -> Wishes | None:
    """What this household looks for, as the rules ask for it; None where nobody said."""
    row = wishes_row(case.id)
    if row is None:
        return None
    return Wishes(
        people=max(len(case.people), case.people_expected),
        budget=row.budget,
        rooms=row.rooms,
        dwellings=frozenset(map(Dwelling, row.dwellings)),
        furnishings=frozenset(map(Furnishing, row.furnishings)),
        municipalities=frozenset(row.municipalities),
        starts=row.starts,
        months=row.months,
        pets=row.pets,
        step_free=row.step_free,
        work_postcode=row.work_postcode or work_postcode_of(case),
        minutes_to_work=row.minutes_to_work,
    )


def work_postcode_of(case: Case) -> str | None:
    """Where they work by what the file says, unless they say otherwise."""
    return case.work_postcode or (case.employer.postcode if case.employer else None)


def say_wishes(case: Case, said: Said, *, by: Actor, region: Region, today: date) -> bool:
    """Keep what home a household looks for, whole; answers whether a step of its plan is done by it.

    Raises as `claim` does, WishesChanged where `said.version` is not the newest, NothingWished, and HoldsBsn.
    """
    row = wishes_row(case.id)
    if (row.version if row else 0) != said.version:
        raise WishesChanged
    if said.is_nothing:
        raise NothingWished
    if holds_bsn(said.own_words):
        raise HoldsBsn
    claim(case, case.version)
    _write(row or HomeWishes(case_id=case.id, version=0), said, case, by)
    words = {"home_wishes": said.own_words or None}
    change_facts(case, words, version=case.version, by=by, region=region, today=today)
    return _complete(case, by, region, today)


def _write(row: HomeWishes, said: Said, case: Case, by: Actor) -> None:
    new = {column: getattr(said, column) for column in COLUMNS}
    new |= {column: sorted(new[column]) for column in LISTS}
    if row.version and all(getattr(row, column) == value for column, value in new.items()):
        return
    for column, value in new.items():
        setattr(row, column, value)
    row.version += 1
    session.add(row)
    session.flush()
    record("home_wishes_said", by=by, case_id=case.id)


def _complete(case: Case, by: Actor, region: Region, today: date) -> bool:
    open_steps = plan_of(case, region, today).open_steps
    is_open = any(step.id == STEP for step in open_steps)
    if is_open:
        complete_steps(case, [STEP], version=case.version, by=by, region=region, today=today)
    return is_open
