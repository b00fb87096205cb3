"""Signed in or not: from the token in the browser's cookie to the visitor, looked up at every request.

The cookie holds no more than the token. Who it is for, and whether it still counts, stands in the database:
a user disabled, a role changed or a case erased works at the very next request (security T09, T17).
"""

from typing import Any

from flask import Flask, g, request, session
from sqlalchemy import select

from expatdesk.access.acting import the_region
from expatdesk.access.form_tokens import give_token
from expatdesk.access.partners import done_for, is_of_partner
from expatdesk.access.represented import allowed_by
from expatdesk.access.visitor import NOBODY, Visitor
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.representative_models import Representative
from expatdesk.organisations.models import Employer, Partner
from expatdesk.people.devices import device_of
from expatdesk.people.models import Role, SignIn, User
from expatdesk.people.sign_ins import (
    SEEN_EVERY,
    ComingEnd,
    Ending,
    coming_end,
    end_stay,
    ending,
    start_stay,
    write_down_seen,
)  # fmt: skip
from expatdesk.people.tokens import hashed
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import begin_immediate
from expatdesk.shared.db import session as database
from expatdesk.shared.problems import is_for_systems

TOKEN = "sign_in"  # noqa: S105
# Sent by pages that look for news by themselves: nobody need be sitting there (security T18).
BACKGROUND = "X-Background"

WHO_IT_IS = (
    select(
        SignIn.id, SignIn.role, SignIn.started_at, SignIn.seen_at, SignIn.user_id, SignIn.case_id,
        User.name, User.role.label("present_role"), User.active, User.municipality, User.employer_id,
        User.department, User.language.label("user_language"), Employer.name.label("employer_name"), Case.title,
        Case.language.label("case_language"), Case.state.label("case_state"), SignIn.representative_id,
        Representative.name.label("representative"), Representative.language.label("representative_language"),
        Representative.sees, Representative.may_act, Representative.last_day,
        Partner.id.label("partner_id"), Partner.name.label("partner_name"), Partner.offers_homes,
        Partner.runs_activities, Partner.last_day.label("partner_until"),
    )
    .outerjoin(User, User.id == SignIn.user_id)
    .outerjoin(Employer, Employer.id == User.employer_id)
    .outerjoin(Partner, is_of_partner())
    .outerjoin(Case, Case.id == SignIn.case_id)
    .outerjoin(Representative, Representative.id == SignIn.representative_id)
)  # fmt: skip


def install(app: Flask) -> None:
    """Find out who is there before anything else looks; call before the guard is put up."""
    app.before_request(recognise)
    app.jinja_env.globals["end_of_stay"] = end_of_stay


def recognise() -> None:
    """Set the visitor of this request from the token in the cookie. One query, in a transaction of its own."""
    # A program comes with a key (`by_key.py`), and a browser cannot be made to act as one by its cookie.
    token = None if is_for_systems() else session.get(TOKEN)
    if token is None or request.endpoint == "static":
        return
    wanted = WHO_IT_IS.where(SignIn.token_hash == hashed(token), SignIn.ended_at.is_(None))
    row: Any = database.execute(wanted).one_or_none()
    database.rollback()
    if row is None or not _still_counts(row):
        return
    if (over := ending(Role(row.role), row.started_at, row.seen_at)) is not None:
        g.signed_out = over
        return
    g.visitor = _visitor(row)
    give_token(g.visitor)
    seen_at = row.seen_at
    if BACKGROUND not in request.headers and now() - seen_at >= SEEN_EVERY:
        begin_immediate()
        write_down_seen(row.id)
        database.commit()
        seen_at = now()
    g.stay_end = coming_end(Role(row.role), row.started_at, seen_at)


def end_of_stay() -> ComingEnd | None:
    """When whoever is signed in will be signed out if they do nothing; None for nobody in particular."""
    end: ComingEnd | None = g.get("stay_end")
    return end


def signed_out_by_the_clock() -> Ending | None:
    """Why whoever comes back now was signed out meanwhile; None where the clock did nothing."""
    over: Ending | None = g.get("signed_out")
    return over


def forget_stay() -> None:
    """Leave a stay that is over behind: it has been told."""
    session.pop(TOKEN, None)


def token_of_stay() -> str:
    """The token that this browser holds; empty where it holds none."""
    return str(session.get(TOKEN, ""))


def sign_user_in(user: User) -> None:
    """Make this browser the user's. What somebody chose in it before is for its pages, never for the mails."""
    _take_token(start_stay(Role(user.role), user_id=user.id, device=_device()))
    g.visitor = Visitor(Role(user.role), user.name, user.id, user.language)


def sign_household_in(case: Case) -> None:
    """Make this browser the household's; its language as of a user."""
    _take_token(start_stay(Role.EXPAT, case_id=case.id, device=_device()))
    g.visitor = Visitor(Role.EXPAT, case.title, language=case.language, case_id=case.id)


def sign_representative_in(one: Representative) -> None:
    """Make this browser theirs who represent a household; their language as of a user."""
    _take_token(start_stay(Role.REPRESENTATIVE, case_id=one.case_id, representative_id=one.id, device=_device()))
    g.visitor = Visitor(
        Role.REPRESENTATIVE, one.name, language=one.language, case_id=one.case_id, representative_id=one.id,
        granted=allowed_by(one.sees, may_act=one.may_act),
    )  # fmt: skip


def sign_out() -> None:
    """End the stay of this browser, and leave nothing of it in the cookie."""
    if token := session.get(TOKEN):
        end_stay(token)
    session.clear()
    g.visitor = NOBODY


def _take_token(token: str) -> None:
    """A new token, and a new secret for forms: what was known before is worth nothing now (security T17)."""
    if old := session.get(TOKEN):
        end_stay(old)
    session.clear()
    g.pop("csrf_token", None)
    session[TOKEN] = token


def _device() -> str:
    return device_of(request.user_agent.string)


def _still_counts(row: Any) -> bool:
    if row.representative_id is not None and (row.last_day is None or row.last_day < today()):
        return False
    if row.case_id is not None:
        return bool(row.case_state != CaseState.ERASED)
    return bool(row.active) and row.present_role == row.role


def _visitor(row: Any) -> Visitor:
    if row.representative_id is not None:
        return Visitor(
            Role.REPRESENTATIVE, row.representative, language=row.representative_language, case_id=row.case_id,
            representative_id=row.representative_id, signed_in_at=row.started_at,
            only_reads=row.case_state == CaseState.CLOSED, granted=allowed_by(row.sees, may_act=row.may_act),
        )  # fmt: skip
    if row.case_id is not None:
        return Visitor(
            Role.EXPAT, row.title, language=row.case_language, case_id=row.case_id, signed_in_at=row.started_at,
            only_reads=row.case_state == CaseState.CLOSED,
        )  # fmt: skip
    return Visitor(
        Role(row.role), row.name, row.user_id, row.user_language, row.municipality, row.employer_id,
        _organisation(row), signed_in_at=row.started_at, department=row.department, partner_id=row.partner_id,
        granted=done_for(row, today()),
    )  # fmt: skip


def _organisation(row: Any) -> str | None:
    """For whom a user works; HR for its employer, also where that is a partner as well."""
    name: str | None = row.employer_name or row.partner_name or _municipality_name(row.municipality)
    return name


def _municipality_name(code: str | None) -> str | None:
    """The organisation of a registrar. Officers are the desk itself: theirs stays empty."""
    return the_region().municipality(code).name if code else None
