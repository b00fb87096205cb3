"""Who enters homes or activities for which partner, and what of that the organisation does at all.

A partner's own users do it, and HR of an employer that is a partner as well: with flats of its own.
"""

from datetime import date
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, or_

from expatdesk.access.permissions import OF_PARTNERS, PERMISSIONS
from expatdesk.access.permissions import Permission as P
from expatdesk.access.visitor import current_visitor
from expatdesk.organisations.models import Partner
from expatdesk.organisations.partners import find_partner
from expatdesk.people.models import EMPLOYER_SIDE, Role, User


def is_of_partner() -> ColumnElement[bool]:
    """The condition that joins a user with the partner for which they may act."""
    return or_(Partner.id == User.partner_id, Partner.employer_id == User.employer_id)


def done_for(row: Any, today: date) -> frozenset[P] | None:
    """What a user may do, where what their organisation does says less than their role; `row` is of both.

    Once the partner works with the desk no more, nothing of it (security T09). Who sees the hires of one
    department alone offers no homes: who asks for one may be of another.
    """
    role = Role(row.role)
    if role is not Role.PARTNER and role not in EMPLOYER_SIDE:
        return None
    works = row.partner_id is not None and (row.partner_until is None or today <= row.partner_until)
    does = {P.OFFER_HOMES: row.offers_homes, P.RUN_HOME_KEYS: row.offers_homes}
    does |= {P.RUN_OWN_ACTIVITIES: row.runs_activities, P.KEEP_OCCUPANCY: row.offers_homes}
    theirs = {one for one, is_done in does.items() if works and is_done and not row.department}
    if row.employer_id is not None and not row.department:
        # An employer houses its hires without being a partner; who lives there is of all departments.
        theirs.add(P.KEEP_OCCUPANCY)
    return PERMISSIONS[role] - (OF_PARTNERS - theirs)


def the_partner() -> Partner:
    """The partner for which somebody is here; 404 for whoever is here for none."""
    return find_partner(current_visitor().partner_id or abort(404)) or abort(404)
