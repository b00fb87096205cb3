"""What a changed fact does to a plan: the difference between two plans, as plain data for page and logbook."""

from collections.abc import Mapping
from datetime import date
from typing import TypedDict

from expatdesk.rules.plan import Plan, Step


class MovedDate(TypedDict):
    """A step whose due date changed; dates as ISO text, None for no date."""

    step: str
    before: str | None
    after: str | None


class Difference(TypedDict):
    """Steps that came, went or moved, and the route where it changed."""

    added: list[str]
    removed: list[str]
    moved: list[MovedDate]
    route: list[str] | None


def difference(before: Plan, after: Plan, *, places: Mapping[int, int] | None = None) -> Difference:
    """What is different in the second plan, in the order of its steps.

    Where people changed places, `places` leads from the old ones to the new: steps are told apart by whose they
    are, and those of who left go by the name of the step alone.
    """
    old = {_at_place(step.id, places): step for step in before.steps}
    new = {step.id: step for step in after.steps}
    changed_route = before.route != after.route
    return {
        "added": [step_id for step_id in new if step_id not in old],
        "removed": [step_id for step_id in old if step_id not in new],
        "moved": [_moved(old[key], new[key]) for key in new if key in old and old[key].due != new[key].due],
        "route": [str(after.route.to), str(after.route.reason)] if changed_route else None,
    }


def _at_place(step_id: str, places: Mapping[int, int] | None) -> str:
    key, colon, position = step_id.partition(":")
    if places is None or not colon:
        return step_id
    return f"{key}:{places[int(position)]}" if int(position) in places else key


def _moved(before: Step, after: Step) -> MovedDate:
    return {"step": after.id, "before": _iso(before.due), "after": _iso(after.due)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
