"""Links in mails that let somebody in once: asked for, written by the worker, used, void."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import delete, or_, select, update

from expatdesk.people.models import Link, Purpose
from expatdesk.people.tokens import hashed, new_token
from expatdesk.shared import jobs
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session

LASTS = {
    Purpose.SIGN_IN: timedelta(minutes=30),
    Purpose.NEW_PASSWORD: timedelta(minutes=30),
    Purpose.USER_INVITATION: timedelta(days=7),
    Purpose.INVITATION: timedelta(days=60),
    Purpose.REPRESENTATION: timedelta(days=14),
}
KEPT_AFTER_DEATH = timedelta(hours=24)


def ask_for_link(
    purpose: Purpose,
    email: str,
    *,
    nonce: str = "",
    code: str = "",
    next_path: str | None = None,
    case_id: uuid.UUID | None = None,
) -> None:
    """Ask for a mail with a link. The worker finds out whether anybody has this address (security T14)."""
    link = Link(
        id=uuid.uuid4(), purpose=purpose, email=email, next_path=next_path, expires_at=now() + LASTS[purpose],
        case_id=case_id,
    )  # fmt: skip
    if nonce:
        link.nonce_hash, link.code_hash = hashed(nonce), _hashed_code(link, code)
    session.add(link)
    jobs.ring()


def answer_requests(purpose: Purpose, answer: Callable[[Link], bool]) -> None:
    """Let `answer` mail a link to each who asked for one; it says False where nobody has that address.

    The worker's part. Commits answer by answer: killed half-way, the next round goes on with the rest.
    """
    while True:
        begin_immediate()
        request = _next_request(purpose)
        if request is not None and not answer(request):
            session.delete(request)
        session.commit()
        if request is None:
            return


def give_token(request: Link) -> str:
    """The token for a request that is answered now; older links of that address are void (security T13)."""
    same = Link.email == request.email, Link.case_id.is_not_distinct_from(request.case_id)
    session.execute(delete(Link).where(*same, Link.purpose == request.purpose, Link.id != request.id))
    token = new_token()
    request.token_hash = hashed(token)
    return token


def new_link(
    purpose: Purpose, email: str, *, user_id: uuid.UUID | None = None, case_id: uuid.UUID | None = None
) -> str:
    """The token of a link that nobody asked for: an invitation. An older one to the same is void."""
    same = (Link.user_id == user_id) if user_id else (Link.case_id == case_id)
    session.execute(delete(Link).where(Link.purpose == purpose, same))
    token = new_token()
    link = Link(purpose=purpose, email=email, user_id=user_id, case_id=case_id, expires_at=now() + LASTS[purpose])
    link.token_hash = hashed(token)
    session.add(link)
    return token


def opens_case_of(token: str, *purposes: Purpose) -> uuid.UUID | None:
    """The case that the link with this token was sent for, used or not; None where it is not known any more."""
    return session.scalar(select(Link.case_id).where(Link.token_hash == hashed(token), Link.purpose.in_(purposes)))


def living_link(token: str, *purposes: Purpose) -> Link | None:
    """The link with this token, if it may still be used for one of these purposes. Changes nothing."""
    wanted = select(Link).where(
        Link.token_hash == hashed(token),
        Link.purpose.in_(purposes),
        Link.used_at.is_(None),
        Link.expires_at > now(),
    )
    return session.scalars(wanted).one_or_none()


def use_up(link: Link) -> bool:
    """Use a link; False when somebody was first. One UPDATE decides (security T13)."""
    mine = update(Link).where(Link.id == link.id, Link.used_at.is_(None)).values(used_at=now())
    answered = session.execute(mine.returning(Link.id), execution_options={"synchronize_session": False})
    return answered.one_or_none() is not None


def asked_here(link: Link, nonce: str | None) -> bool:
    """Whether the browser with this nonce is the one that asked for the link."""
    return bool(nonce) and link.nonce_hash == hashed(nonce or "")


def is_code(link: Link, typed: str) -> bool:
    """Whether this is the code that the screen showed on which the link was asked for."""
    return link.code_hash is not None and link.code_hash == _hashed_code(link, typed.strip())


def void_links_of(user_id: uuid.UUID, email: str) -> None:
    """Make every link of a user unusable, also those that were asked for and not written yet."""
    session.execute(
        delete(Link).where(
            or_(Link.user_id == user_id, (Link.email == email) & (Link.purpose == Purpose.NEW_PASSWORD))
        )
    )


def void_links_of_case(case_id: uuid.UUID, purpose: Purpose) -> None:
    """Make every link of this kind to a case unusable, also those that were asked for and not written yet."""
    session.execute(delete(Link).where(Link.case_id == case_id, Link.purpose == purpose))


def forget_dead_links() -> None:
    """Remove links a day after they could last be used."""
    session.execute(delete(Link).where(Link.expires_at < now() - KEPT_AFTER_DEATH))


def _next_request(purpose: Purpose) -> Link | None:
    """The last request, ours until the transaction ends: older ones of that address need no answer any more."""
    session.execute(delete(Link).where(Link.token_hash.is_(None), Link.expires_at < now()))
    waiting = (
        select(Link).where(Link.purpose == purpose, Link.token_hash.is_(None)).order_by(Link.expires_at.desc())
    )
    return session.scalars(waiting.limit(1).with_for_update(skip_locked=True)).one_or_none()


def _hashed_code(link: Link, code: str) -> str:
    return hashed(f"{link.id} {code}")
