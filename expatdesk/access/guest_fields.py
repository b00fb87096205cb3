"""What a partner sees of who comes to its activities, as data: a first name and a number of people.

The household reads the same where it signs up. A page of a partner gets these and never a case (security T07).
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from expatdesk.rules.waiting_list import Standing
from expatdesk.social.activity_queries import Listed


@dataclass(frozen=True, slots=True)
class GuestView:
    """A household as a partner sees it. The id is that of the sign-up, and leads to no case."""

    id: uuid.UUID
    first_name: str
    people: int
    is_there: bool


def guests(listed: Iterable[Listed]) -> list[GuestView]:
    """Those who come, in their order; who only waits the partner sees as a number."""
    return [
        GuestView(
            one.sign_up.id, one.case.principal.calling_name, one.sign_up.persons,
            is_there=one.sign_up.checked_in_at is not None,
        )
        for one in listed if one.sign_up.standing == Standing.COMING
    ]  # fmt: skip
