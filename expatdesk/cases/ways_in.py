"""What somebody who reads a mailbox may open: their own cases, and those of households which they represent."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from expatdesk.cases import queries
from expatdesk.cases.models import Case
from expatdesk.cases.representative_models import Representative
from expatdesk.cases.representatives import representation_behind, representations_of
from expatdesk.messages.actions import queue_mail
from expatdesk.people.links import answer_requests, give_token
from expatdesk.people.models import Link, Purpose


@dataclass(frozen=True, slots=True)
class WayIn:
    """A case, and who represents its household there; nobody for the household itself."""

    case: Case
    representative: Representative | None = None

    @property
    def id(self) -> uuid.UUID:
        """What tells it from other ways in."""
        return self.representative.id if self.representative else self.case.id

    @property
    def language(self) -> str:
        """The language of whoever comes in by it."""
        return self.representative.language if self.representative else self.case.language


def send_requested_links() -> None:
    """Answer whoever asked for a link to sign in: the worker's part. Commits answer by answer."""
    answer_requests(Purpose.SIGN_IN, _send_link)


def _send_link(request: Link) -> bool:
    ways = _ways_of(request.email)
    if not ways:
        return False
    first = ways[0]
    queue_mail(
        "sign_in_link", recipient=request.email.strip().lower(), language=first.language, case=first.case,
        representative=first.representative, token=give_token(request), is_of_one=len(ways) == 1,
        case_id=first.case.id if len(ways) == 1 else None, expires_at=request.expires_at,
    )  # fmt: skip
    return True


def ways_behind(link: Link) -> Sequence[WayIn]:
    """The ways in that a link leads to. None when the address of a case changed since it was sent."""
    if link.purpose == Purpose.REPRESENTATION:
        one = representation_behind(link)
        return [WayIn(one.case, one)] if one else []
    return [way for way in _ways_of(link.email) if link.case_id in (None, way.id)]


def way_behind(link: Link, chosen: uuid.UUID | None) -> WayIn | None:
    """The one that a link opens: the only one, or the one chosen of several."""
    ways = ways_behind(link)
    if len(ways) == 1:
        return ways[0]
    return next((way for way in ways if way.id == chosen), None)


def _ways_of(email: str) -> list[WayIn]:
    own = [WayIn(case) for case in queries.cases_to_enter(email)]
    return own + [WayIn(one.case, one) for one in representations_of(email)]
