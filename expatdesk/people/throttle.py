"""How often somebody may try. Kept in the database: all processes count together, and a restart forgets nothing.

Nobody is ever locked out for good: a lock would be a weapon against whoever it locks out (security T15).
"""

import hashlib
import logging
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM
from expatdesk.people.models import Attempt
from expatdesk.shared.clock import now
from expatdesk.shared.db import session, table_of

log = logging.getLogger("expatdesk.signin")

REMEMBERED = timedelta(hours=24)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(minutes=15)
MOST_DOUBLINGS = 4
# So many accounts, cases and places at once are no accident: whoever watches the log should look.
ALARM = "sign_in_alarm"
ALARM_EVERY, ALARM_WITHIN = 300, timedelta(minutes=15)

# Both databases know this word, each in its dialect. It waits for whoever came first, and fails nobody.
UNLESS_THERE = {
    dialect: words.insert(table_of(Attempt)).on_conflict_do_nothing()
    for dialect, words in (("postgresql", postgresql), ("sqlite", sqlite))
}

# What the keys of quiet limits begin with; no digest does.
QUIET = "quiet:"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `allowed` tries `within` a time; `growing` adds a pause that doubles with each further try.

    What is `quiet` is nobody at the door: it does not count for the alarm.
    """

    name: str
    allowed: int
    within: timedelta
    growing: bool = False
    quiet: bool = False


# Security T15 and T22: guessing a password or a case secret.
PASSWORD = Limit("password", 5, timedelta(minutes=15), growing=True)
CASE_SECRET = Limit("case-secret", 5, timedelta(minutes=15), growing=True)
GUESSES_FROM = Limit("guesses-from", 20, timedelta(minutes=15))
# Security T16: flooding somebody's mailbox with links. Who asks for them counts by place as well.
MAILS_AN_HOUR = Limit("mails-an-hour", 3, timedelta(hours=1), quiet=True)
MAILS_A_DAY = Limit("mails-a-day", 8, timedelta(hours=24), quiet=True)
MAILS_FROM = Limit("mails-from", 10, timedelta(hours=1))
# The same by way of hires. These are limits of their own: anybody may ask for links to an address, and could
# otherwise hold back the invitation of whoever reads it.
INVITATIONS_AN_HOUR = Limit("invitations-an-hour", 3, timedelta(hours=1), quiet=True)
INVITATIONS_A_DAY = Limit("invitations-a-day", 8, timedelta(hours=24), quiet=True)
# And by way of accounts: hires that somebody submits with the address of a colleague keep nobody out.
ACCOUNTS_AN_HOUR = Limit("accounts-an-hour", 3, timedelta(hours=1), quiet=True)
ACCOUNTS_A_DAY = Limit("accounts-a-day", 8, timedelta(hours=24), quiet=True)
# The largest employer submits some hundreds a year, perhaps as one list.
INVITATIONS_OF = Limit("invitations-of", 200, timedelta(hours=24), quiet=True)
# Its colleagues are counted by themselves: a list of hires keeps no colleague from being let in.
COLLEAGUES_OF = Limit("colleagues-of", 100, timedelta(hours=24), quiet=True)
# Security T14: finding out who has an account, by giving others one.
ACCOUNTS_GIVEN = Limit("accounts-given", 30, timedelta(hours=1), quiet=True)
# Employers who ask to be let in: whoever reads the address gets that many mails of ours, wherever they were asked.
APPLICATIONS_OF = Limit("applications-of", 3, timedelta(hours=24), quiet=True)
# Volunteers who offer to be a buddy, and households that sign up by themselves: the same.
OFFERS_OF = Limit("offers-of", 3, timedelta(hours=24), quiet=True)
SIGN_UPS_OF = Limit("sign-ups-of", 3, timedelta(hours=24), quiet=True)
# Questions without a case: the same.
QUESTIONS_OF = Limit("questions-of", 3, timedelta(hours=24), quiet=True)
# And the coordinators, of all who confirmed that they ask.
APPLICATIONS_TOLD = Limit("applications-told", 10, timedelta(hours=24), quiet=True)
# A household that gives itself another address: each time its old mailbox gets a mail.
EMAIL_CHANGES = Limit("email-changes", 3, timedelta(hours=24), quiet=True)
# Making a file of everything takes the worker a while, and each is a copy of a whole file.
EXPORTS = Limit("exports", 3, timedelta(hours=24), quiet=True)
# Who is named to represent a household gets a mail, and may not have been asked before.
REPRESENTATIVES_OF = Limit("representatives-of", 3, timedelta(hours=24), quiet=True)
REPRESENTATIONS_OF = Limit("representations-of", 5, timedelta(hours=24), quiet=True)
# A household that books a viewing: each time whoever lets the home may get a mail, and it gets one itself.
VIEWINGS_BOOKED = Limit("viewings-booked", 10, timedelta(hours=24), quiet=True)
# Programs that read a household's calendar: several of them, each a few times an hour.
CALENDARS = Limit("calendars", 60, timedelta(hours=1), quiet=True)
# Security T31: the form of a webhook looks names up for an employer. It is not there to find out which ones exist.
NAMES_LOOKED_UP = Limit("names-looked-up", 20, timedelta(hours=1), quiet=True)
# Security T12: guessing the code beside a link.
LINK_CODE = Limit("link-code", 5, timedelta(hours=1))

Knock = tuple[Limit, str]


def mails_to(address: str) -> tuple[Knock, Knock]:
    """What every mail that lets somebody in counts for, and what limits the links they ask for (security T16)."""
    return (MAILS_AN_HOUR, address), (MAILS_A_DAY, address)


def invitations_to(address: str) -> tuple[Knock, Knock]:
    """What limits the invitations of hires to an address: others of hires, and nothing else (security T16)."""
    return (INVITATIONS_AN_HOUR, address), (INVITATIONS_A_DAY, address)


def accounts_for(address: str) -> tuple[Knock, Knock]:
    """The same for invitations to an account of an employer."""
    return (ACCOUNTS_AN_HOUR, address), (ACCOUNTS_A_DAY, address)


def knock(*knocks: Knock) -> bool:
    """Whether this try may go on; if so it counts for every limit named, if not for none.

    Count before checking: of many guesses at the same moment no more get through than of one by one.
    """
    attempts = _claimed(knocks)
    if not all(_may(limit, attempts[_key(limit, subject)].moments) for limit, subject in knocks):
        log.warning("too many tries: %s", ", ".join(sorted(limit.name for limit, _ in knocks)))
        return False
    _count(attempts.values())
    if not all(limit.quiet for limit, _ in knocks):
        _watch()
    return True


def count(*knocks: Knock) -> None:
    """Count what goes on in any case: later tries find these limits nearer."""
    _count(_claimed(knocks).values())


def may_try(*knocks: Knock) -> bool:
    """Whether this try may go on; it is counted for good, whatever becomes of the request. Commits.

    This ends the transaction that the guard opened: a slow check of a password must not hold the database,
    and a refusal must not undo the counting. Whoever writes afterwards calls `begin_writing`.
    """
    allowed = knock(*knocks)
    session.commit()
    return allowed


def room(limit: Limit, subject: str) -> int:
    """How many tries may go on now, one after the other; for a limit that does not grow."""
    (attempt,) = _claimed([(limit, subject)]).values()
    return max(limit.allowed - len(_recent(attempt.moments, limit.within)), 0)


def free_from(*knocks: Knock) -> datetime:
    """When a try that may not go on now may do so, in whole minutes as a clock shows them; no growing limits."""
    attempts = _claimed(knocks)
    free = max(_free_from(limit, attempts[_key(limit, subject)].moments) for limit, subject in knocks)
    return datetime.fromtimestamp(math.ceil(free / 60) * 60, UTC)


def forgive(limit: Limit, subject: str) -> None:
    """Forget what was counted, since it was the right person after all."""
    session.execute(delete(Attempt).where(Attempt.key == _key(limit, subject)))


def take_back(limit: Limit, subject: str) -> None:
    """Do not count the last try: it succeeded."""
    (attempt,) = _claimed([(limit, subject)]).values()
    attempt.moments = attempt.moments[:-1]


def forget_old_attempts() -> None:
    """Remove what no limit looks at any more."""
    session.execute(delete(Attempt).where(Attempt.last_at < now() - REMEMBERED))


def _count(attempts: Iterable[Attempt]) -> None:
    for attempt in attempts:
        # A new list: changes within a JSON value go unnoticed.
        attempt.moments = [*_recent(attempt.moments, REMEMBERED), now().timestamp()]
        attempt.last_at = now()
    session.flush()


def _watch() -> None:
    """Sound the alarm of security T15: many guesses, each of them within its limits. The logbook keeps it."""
    lately = Attempt.last_at > now() - ALARM_WITHIN, ~Attempt.key.startswith(QUIET)
    count = session.scalar(select(func.count()).select_from(Attempt).where(*lately)) or 0
    if count and count % ALARM_EVERY == 0:
        record(ALARM, by=SYSTEM, subjects=count)
        log.error("%d accounts, cases, addresses and places tried to get in within 15 minutes", count)


def _may(limit: Limit, moments: Sequence[float]) -> bool:
    if len(_recent(moments, limit.within)) >= limit.allowed:
        return False
    remembered = _recent(moments, REMEMBERED)
    if not limit.growing or len(remembered) < limit.allowed:
        return True
    doubled = min(len(remembered) - limit.allowed, MOST_DOUBLINGS)
    pause = min(FIRST_PAUSE * (1 << doubled), LONGEST_PAUSE)
    passed: float = now().timestamp() - remembered[-1]
    return passed >= pause.total_seconds()


def _free_from(limit: Limit, moments: Sequence[float]) -> float:
    recent = _recent(moments, limit.within)
    if len(recent) < limit.allowed:
        return now().timestamp()
    return recent[-limit.allowed] + limit.within.total_seconds()


def _recent(moments: Sequence[float], within: timedelta) -> list[float]:
    since = now() - within
    return [moment for moment in moments if moment > since.timestamp()]


def _claimed(knocks: Iterable[Knock]) -> dict[str, Attempt]:
    """The rows of these limits by their keys, made where they were missing, and ours until the transaction ends.

    Made and claimed in one order by everybody: no two wait for each other.
    """
    keys = sorted(_key(limit, subject) for limit, subject in knocks)
    rows = [{"key": key, "moments": [], "last_at": now()} for key in keys]
    session.execute(UNLESS_THERE[session.get_bind().dialect.name], rows)
    mine = select(Attempt).where(Attempt.key.in_(keys)).order_by(Attempt.key).with_for_update()
    return {attempt.key: attempt for attempt in session.scalars(mine)}


def _key(limit: Limit, subject: str) -> str:
    digest = hashlib.sha256(f"{limit.name} {subject}".encode()).hexdigest()
    return f"{QUIET}{digest[len(QUIET) :]}" if limit.quiet else digest
