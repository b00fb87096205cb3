"""Stays: how long each role may stay signed in, and starting, keeping and ending one."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, select, update

from expatdesk.people.models import Role, SignIn
from expatdesk.people.tokens import hashed, new_token
from expatdesk.shared.clock import now
from expatdesk.shared.db import session


@dataclass(frozen=True, slots=True)
class Stay:
    """How long somebody stays signed in without use, and at the very longest."""

    idle: timedelta
    longest: timedelta

    @property
    def idle_minutes(self) -> int:
        """Minutes without use."""
        return int(self.idle.total_seconds() // 60)

    @property
    def longest_hours(self) -> int:
        """Hours in all."""
        return int(self.longest.total_seconds() // 3600)


@dataclass(frozen=True, slots=True)
class Ending:
    """Why the clock ended a stay: nobody used it, or it had lasted its longest."""

    stay: Stay
    was_idle: bool


@dataclass(frozen=True, slots=True)
class ComingEnd:
    """When a stay will end by the clock, and why then."""

    at: datetime
    ending: Ending

    @property
    def seconds(self) -> int:
        """Seconds until then; none where it is over."""
        return max(0, int((self.at - now()).total_seconds()))


def _stay(idle_minutes: int, longest_hours: int) -> Stay:
    return Stay(timedelta(minutes=idle_minutes), timedelta(hours=longest_hours))


# Security reference, section 3. A partner stays as an employer does.
STAYS = {
    Role.EXPAT: _stay(20, 2),
    Role.REPRESENTATIVE: _stay(20, 2),
    Role.EMPLOYER: _stay(30, 8),
    Role.EMPLOYER_ADMIN: _stay(30, 8),
    Role.PARTNER: _stay(30, 8),
    Role.OFFICER: _stay(30, 9),
    Role.REGISTRAR: _stay(30, 9),
    Role.COORDINATOR: _stay(15, 8),
    Role.ADMINISTRATOR: _stay(15, 4),
}
# For how long whoever signed in is taken to be the same person at the screen, where more is at stake.
FRESH = timedelta(minutes=5)
# Writing down each single page would make a write of every read.
SEEN_EVERY = timedelta(minutes=1)
KEPT = timedelta(hours=24)


def start_stay(
    role: Role,
    *,
    user_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
    representative_id: uuid.UUID | None = None,
    device: str = "",
) -> str:
    """Sign a user, a household or who represents it in; answers the token for their browser."""
    token = new_token()
    stay = SignIn(
        token_hash=hashed(token), user_id=user_id, case_id=case_id, representative_id=representative_id, role=role,
        device=device,
    )  # fmt: skip
    session.add(stay)
    session.flush()
    return token


def write_down_seen(sign_in_id: uuid.UUID) -> None:
    """Somebody is here: the idle time starts anew."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now()))


def end_stay(token: str) -> None:
    """End the stay with this token: the browser that holds it is signed out."""
    _end(SignIn.token_hash == hashed(token))


def end_stays_of_user(user_id: uuid.UUID) -> None:
    """Sign a user out everywhere."""
    _end(SignIn.user_id == user_id)


def end_stays_of_case(case_id: uuid.UUID, *, but: str = "") -> None:
    """Sign a household out everywhere; not in the browser that holds this token, if one is named."""
    _end(and_(SignIn.case_id == case_id, SignIn.token_hash != hashed(but)))


def end_stays_of_representative(representative_id: uuid.UUID) -> None:
    """Sign who represents a household out everywhere."""
    _end(SignIn.representative_id == representative_id)


def stays_of_case(case_id: uuid.UUID) -> list[SignIn]:
    """Where a household itself is signed in now, used last first."""
    its_own = SignIn.case_id == case_id, SignIn.representative_id.is_(None)
    wanted = select(SignIn).where(*its_own, SignIn.ended_at.is_(None))
    living = session.scalars(wanted.order_by(SignIn.seen_at.desc(), SignIn.id))
    return [stay for stay in living if ending(Role(stay.role), stay.started_at, stay.seen_at) is None]


def end_one_stay(case_id: uuid.UUID, sign_in_id: uuid.UUID) -> None:
    """End this stay of a household; that of another one is not touched, and one that is over stays so."""
    _end(and_(SignIn.case_id == case_id, SignIn.id == sign_in_id))


def coming_end(role: Role, started_at: datetime, seen_at: datetime) -> ComingEnd:
    """When a stay ends if nobody uses it any more."""
    stay = STAYS[role]
    unused, at_last = seen_at + stay.idle, started_at + stay.longest
    return ComingEnd(min(unused, at_last), Ending(stay, was_idle=unused <= at_last))


def ending(role: Role, started_at: datetime, seen_at: datetime) -> Ending | None:
    """How a stay ended by the clock; None while it lasts."""
    end = coming_end(role, started_at, seen_at)
    return end.ending if end.at <= now() else None


def forget_old_stays() -> None:
    """Remove stays a day after they began: by then each of them is over."""
    session.execute(delete(SignIn).where(SignIn.started_at < now() - KEPT))


def _end(which: ColumnElement[bool]) -> None:
    session.execute(update(SignIn).where(which, SignIn.ended_at.is_(None)).values(ended_at=now()))
