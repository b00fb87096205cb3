"""Noticing who opens far more files than the work at the desk asks for (security T51)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select

from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor, LogLine
from expatdesk.messages.actions import queue_mail
from expatdesk.people.models import Role, User
from expatdesk.people.sign_ins import end_stays_of_user
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session
from expatdesk.worklists.export import coordinators

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
    for user, files in list(_greedy()):
        by = Actor(user.role, user.name, user.id)
        record(NOTICED, by=by, files=files)
        end_stays_of_user(user.id)
        for coordinator in coordinators(but=user.id):
            queue_mail(
                NOTICED, recipient=coordinator.email, language=coordinator.language, name=coordinator.name,
                who=user.name, files=files,
            )  # fmt: skip
    session.commit()


def _greedy() -> Iterator[tuple[User, int]]:
    """The users with too many files within the last hour, each with how many."""
    for user in session.scalars(select(User).where(User.id.in_(_readers(now() - WITHIN)))):
        files = session.scalar(
            select(func.count(LogLine.case_id.distinct())).where(
                LogLine.actor_id == user.id, LogLine.at > _counted_from(user), LogLine.reads,
                LogLine.verb != "list_exported",
            )
        )  # fmt: skip
        if files and files > MANY_FILES:
            yield user, files


def _readers(since: datetime) -> list[object]:
    """Who of the staff opened that many files since then, be it noticed already."""
    found = (
        select(LogLine.actor_id)
        .where(LogLine.at > since, LogLine.reads, LogLine.verb != "list_exported", LogLine.actor_role.in_(STAFF))
        .group_by(LogLine.actor_id)
        .having(func.count(LogLine.case_id.distinct()) > MANY_FILES)
    )
    return list(session.scalars(found))


def _counted_from(user: User) -> datetime:
    noticed = session.scalar(
        select(func.max(LogLine.at)).where(
            LogLine.actor_id == user.id, LogLine.verb == NOTICED, LogLine.at > now() - WITHIN
        )
    )
    return noticed or now() - WITHIN
