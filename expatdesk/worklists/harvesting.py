"""Noticing who opens far more files than the work at the desk asks for (security T51)."""

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor, LogLine
from expatdesk.messages.actions import queue_mail
from expatdesk.people.models import Role, User
from expatdesk.people.queries import coordinators
from expatdesk.people.sign_ins import end_stays_of_user
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session

STAFF = (Role.OFFICER, Role.REGISTRAR, Role.COORDINATOR)
# An officer with a full day receives thirty households and checks as many papers, in eight hours.
MANY_FILES = 100
WITHIN = timedelta(hours=1)
NOTICED = "many_files_read"


def notice_harvesting() -> None:
    """Let who opened so many files within an hour sign in anew, and tell the coordinators. The worker's; commits.

    What was noticed counts no second time. An export is no reading here: the coordinators hear of each.
    """
    begin_immediate()
    for user, files in _who_opened_too_many(now() - WITHIN):
        by = Actor(user.role, user.name, user.id)
        record(NOTICED, by=by, files=files)
        end_stays_of_user(user.id)
        for coordinator in coordinators(but=user.id):
            queue_mail(
                NOTICED, recipient=coordinator.email, language=coordinator.language, name=coordinator.name,
                who=user.name, files=files,
            )  # fmt: skip
    session.commit()


def _who_opened_too_many(since: datetime) -> list[tuple[User, int]]:
    """Who of the staff opened files of too many households since then, or since it was noticed last."""
    noticed = (
        select(LogLine.actor_id, func.max(LogLine.at).label("at"))
        .where(LogLine.verb == NOTICED, LogLine.at > since)
        .group_by(LogLine.actor_id)
        .subquery()
    )
    files = func.count(LogLine.case_id.distinct())
    found = (
        select(User, files)
        .join(LogLine, LogLine.actor_id == User.id)
        .outerjoin(noticed, noticed.c.actor_id == User.id)
        .where(LogLine.reads, LogLine.verb != "list_exported", LogLine.actor_role.in_(STAFF))
        .where(LogLine.at > since, or_(noticed.c.at.is_(None), LogLine.at > noticed.c.at))
        .group_by(User.id)
        .having(files > MANY_FILES)
    )
    return [(user, number) for user, number in session.execute(found)]
