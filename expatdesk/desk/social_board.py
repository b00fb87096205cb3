"""The social board: who is here and has had no contact yet, who asked and waits, and who is in touch."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request

from expatdesk.access.acting import the_region
from expatdesk.access.policy import visible_cases
from expatdesk.access.readings import note_readings
from expatdesk.access.visitor import current_visitor
from expatdesk.check_ins.queries import last_of_theme
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.boards import OF_PAGE, Act, board_of, how_long, longer_than
from expatdesk.desk.forms.boards import board_form, read_board
from expatdesk.rules.check_ins import STRUGGLES_UNTIL, Theme
from expatdesk.rules.social_contact import NORMS, Contact, SocialStanding
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import LazyString, gettext, short_date
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.social.board import MOST_READ, Activities, Buddies, Newcomers, Told, newcomers

GROUPS: dict[Contact, LazyString] = {
    Contact.NONE: _l("No contact yet"),
    Contact.WAITING: _l("Asked, and waiting"),
    Contact.IN_TOUCH: _l("In touch"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A household on the board, in words."""

    case: Any
    standing: SocialStanding
    here: str
    norm: str
    known: list[str]
    acts: list[Act]


@blueprint.get("/desk/people-board", endpoint="social_board")
def people_board() -> str:
    """All that the board holds, however it is narrowed; written down in the file of each household shown."""
    visible, day, region = visible_cases(current_visitor()), today(), the_region()
    said = last_of_theme(Theme.PEOPLE, visible)
    told = {case_id: Told(on, score <= STRUGGLES_UNTIL) for case_id, (on, score) in said.items()}
    found = newcomers(visible, told, day)
    form = board_form(request.args, (one.case for one in found), region)
    asked = read_board(request.args, list(Contact), form)
    board = board_of(
        found[:MOST_READ], GROUPS, asked,
        group_of=lambda one: one.standing.contact, is_slow=lambda one: one.standing.is_slow,
    )  # fmt: skip
    note_readings(one.case.id for part in board.sections for one in part.rows)
    return render_template(
        "desk/social_board/page.html", board=board, asked=asked, form=form, in_words=row_in_words,
        is_cut=len(found) > MOST_READ, most=MOST_READ, on_page=OF_PAGE,
        towns={town.code: town.name for town in region.municipalities},
    )  # fmt: skip


def row_in_words(one: Newcomers) -> Row:
    """A household as a line of the board."""
    standing = one.standing
    norm = longer_than(NORMS[standing.contact]) if standing.is_slow else ""
    return Row(one.case, standing, _stands(standing), norm, list(_known(one)), list(_acts(one)))


def _stands(standing: SocialStanding) -> str:
    if standing.contact is Contact.IN_TOUCH:
        return gettext("last on %(day)s", day=short_date(standing.since))
    return how_long(standing.days)


def _known(one: Newcomers) -> Iterator[str]:
    """What is behind it, in short sentences; what somebody likes is none of them."""
    if one.case.interests_told_on:
        yield gettext("Told what they like.")
    else:
        yield gettext("Has not told what they like.")
    yield from _of_activities(one.activities)
    yield from _of_buddies(one.buddies, wishes_one=one.case.wants_buddy)
    if one.called_on:
        yield gettext("Talked with us on %(day)s.", day=_day(one.called_on))


def _of_activities(mine: Activities) -> Iterator[str]:
    if mine.came_on:
        yield gettext("Came to an activity on %(day)s.", day=_day(mine.came_on))
    if mine.place_at:
        yield gettext("Has a place at an activity on %(day)s.", day=_day(mine.place_at))
    if mine.waits_since:
        yield gettext("Waits for a place at an activity since %(day)s.", day=_day(mine.waits_since))


def _of_buddies(mine: Buddies, *, wishes_one: bool) -> Iterator[str]:
    if mine.matched_on:
        yield gettext("Found a buddy on %(day)s.", day=_day(mine.matched_on))
    elif mine.proposed_on:
        yield gettext("A buddy was proposed on %(day)s.", day=_day(mine.proposed_on))
    elif mine.may_be_sought:
        yield gettext("Would like a buddy, and lets us look for one.")
    elif wishes_one:
        yield gettext("Would like a buddy, and has not let us look yet.")


def _day(day: date) -> str:
    return str(short_date(day))


def _acts(one: Newcomers) -> Iterator[Act]:
    """What helps now, the first thing first; who is in touch needs nothing, unless they say that it goes badly."""
    write = Act("desk.mail_several", {"case": one.case.code}, _l("Write a message"))
    if one.standing.contact is Contact.IN_TOUCH:
        yield from [write] if one.standing.goes_badly else []
        return
    buddies = one.buddies
    if buddies.may_be_sought and not buddies.proposed_on and not buddies.matched_on:
        yield Act("desk.buddies", {}, _l("Propose a buddy"))
    if not buddies.proposed_on:
        yield write
    if not one.activities.waits_since:
        yield Act("desk.activities", {}, _l("Look for an activity"))
