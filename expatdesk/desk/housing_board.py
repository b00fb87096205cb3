"""The housing board: households that need a home, by how far they are and how long they stand there."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request

from expatdesk.access.acting import the_region
from expatdesk.access.policy import visible_cases
from expatdesk.access.visitor import current_visitor
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.boards import OF_PAGE, Act, board_of, how_long, longer_than
from expatdesk.desk.forms.boards import board_form, read_board
from expatdesk.desk.worklist_rows import time_left
from expatdesk.housing.board import MOST_READ, Seeking, seeking
from expatdesk.rules.housing_stages import NORMS, HousingStage, Standing
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import LazyString, gettext, short_date
from expatdesk.shared.i18n import lazy_gettext as _l

STAGES: dict[HousingStage, LazyString] = {
    HousingStage.UNTOLD: _l("Nothing told yet"),
    HousingStage.LOOKING: _l("Looking"),
    HousingStage.INTERESTED: _l("Interested in a home"),
    HousingStage.VIEWING: _l("Viewing"),
    HousingStage.CONTRACT: _l("Contract being checked"),
    HousingStage.FOUND: _l("Home found, not reported yet"),
}
ACTS: dict[HousingStage, LazyString] = {
    HousingStage.UNTOLD: _l("Write down their wishes"),
    HousingStage.LOOKING: _l("Look at the homes"),
    HousingStage.INTERESTED: _l("Look at the homes"),
    HousingStage.VIEWING: _l("Look at the homes"),
    HousingStage.CONTRACT: _l("Open the case"),
    HousingStage.FOUND: _l("Open the case"),
}
OF_HOMES = (HousingStage.LOOKING, HousingStage.INTERESTED, HousingStage.VIEWING)
# From here on somebody looks at an address that ends, as the household itself is reminded.
SOON = 14


@dataclass(frozen=True, slots=True)
class Row:
    """A household on the board, in words."""

    case: Any
    standing: Standing
    here: str
    norm: str
    until: date | None
    left: str
    urgency: str
    act: Act


@blueprint.get("/desk/homes-board", endpoint="housing_board")
def homes_board() -> str:
    """All that the board holds, however it is narrowed."""
    found, day, region = seeking(visible_cases(current_visitor()), today()), today(), the_region()
    form = board_form(request.args, (one.case for one in found), region)
    asked = read_board(request.args, list(HousingStage), form)
    board = board_of(
        found[:MOST_READ], STAGES, asked,
        group_of=lambda one: one.standing.stage, is_slow=lambda one: one.standing.is_slow,
    )  # fmt: skip
    return render_template(
        "desk/housing_board/page.html", board=board, asked=asked, form=form,
        in_words=lambda one: row_in_words(one, day), is_cut=len(found) > MOST_READ, most=MOST_READ,
        on_page=OF_PAGE, towns={town.code: town.name for town in region.municipalities},
    )  # fmt: skip


def row_in_words(one: Seeking, day: date) -> Row:
    """A household as a line of the board."""
    until, standing = one.case.temporary_until, one.standing
    norm = longer_than(NORMS[standing.stage]) if standing.is_slow else ""
    return Row(
        one.case, standing, _stands(standing, day), norm, until, _left(one, until, day),
        _urgency(until, day), _act(one),
    )  # fmt: skip


def _stands(standing: Standing, day: date) -> str:
    if standing.since > day:
        when = short_date(standing.since)
        is_move = standing.stage is HousingStage.FOUND
        return gettext("moves in on %(day)s", day=when) if is_move else gettext("on %(day)s", day=when)
    return how_long(standing.days)


def _left(one: Seeking, until: date | None, day: date) -> str:
    if until is not None:
        return time_left(until, day)
    if one.case.home_kind is None:
        return gettext("No address yet")
    return gettext("No last day known")


def _urgency(until: date | None, day: date) -> str:
    if until is None or (until - day).days > SOON:
        return ""
    return "late" if until <= day else "soon"


def _act(one: Seeking) -> Act:
    case, stage = one.case, one.standing.stage
    if stage is HousingStage.UNTOLD:
        return Act("desk.home_wishes", {"case_id": case.id}, ACTS[stage])
    if stage in OF_HOMES:
        return Act("desk.homes_for_case", {"case_id": case.id}, ACTS[stage])
    if stage is HousingStage.CONTRACT:
        return _act_on_contract(one)
    if stage is HousingStage.FOUND and one.next_home_from is None:
        return Act("desk.facts_of", {"case_id": case.id, "block": "home"}, _l("Write down the new address"))
    return Act("desk.case", {"case_id": case.id}, ACTS[stage])


def _act_on_contract(one: Seeking) -> Act:
    if one.contract_id is not None:
        where = {"case_id": one.case.id, "contract_id": one.contract_id}
        return Act("desk.contract", where, _l("Check the contract"))
    if one.with_household:
        return Act("desk.mail_several", {"case": one.case.code}, _l("Write to them"))
    return Act("desk.case", {"case_id": one.case.id}, ACTS[HousingStage.CONTRACT])
