"""What a change of facts says before it moves a case to another municipality."""

from dataclasses import dataclass

from flask import request

from expatdesk.access.acting import the_region
from expatdesk.cases.home_moves import move_by
from expatdesk.cases.labels import what_it_means
from expatdesk.cases.models import Case
from expatdesk.desk.changes import PlanChange, in_words
from expatdesk.desk.forms.facts import FactForm
from expatdesk.shared.clock import today


@dataclass(frozen=True, slots=True)
class MoveInWords:
    """Between which municipalities, and what it does."""

    code: str
    old: str
    new: str
    meaning: str
    change: PlanChange


def move_to_show(case: Case, form: FactForm) -> MoveInWords | None:
    """The move that saving would be, as long as its page did not show it."""
    region = the_region()
    move = move_by(case, form.changes(), region, today())
    if move is None or request.form.get("shown") == move.after:
        return None
    return MoveInWords(
        code=move.after,
        old=region.municipality(move.before).name,
        new=region.municipality(move.after).name,
        meaning=what_it_means(move.plan.route, region),
        change=in_words(case.people, move.change),
    )
