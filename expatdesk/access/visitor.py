"""Who is behind the present request."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import g

from expatdesk.access.permissions import Permission, may
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Role
from expatdesk.people.sign_ins import FRESH, STAYS
from expatdesk.shared.clock import now


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person, or nobody in particular (`role` is then VISITOR)."""

    role: Role = Role.VISITOR
    name: str = ""
    user_id: uuid.UUID | None = None
    language: str | None = None
    municipality: str | None = None
    employer_id: uuid.UUID | None = None
    organisation: str | None = None
    # HR that is limited to the hires of one department.
    department: str | None = None
    # The partner whose homes or activities they enter: their own, or the one that is their employer.
    partner_id: uuid.UUID | None = None
    case_id: uuid.UUID | None = None
    # Who represents the household of that case.
    representative_id: uuid.UUID | None = None
    signed_in_at: datetime | None = None
    # A household whose case is closed reads it until it is erased, and changes nothing of it.
    only_reads: bool = False
    # What the key of an HR system is good for, a household lets its representative, or a partner does for
    # newcomers; else the role says all.
    granted: frozenset[Permission] | None = None

    @property
    def is_signed_in(self) -> bool:
        """Whether we know who this is."""
        return self.role is not Role.VISITOR

    @property
    def idle_minutes(self) -> int | None:
        """After how many minutes without use this visitor is signed out."""
        return STAYS[self.role].idle_minutes if self.role in STAYS else None

    @property
    def actor(self) -> Actor:
        """The visitor as the logbook names them."""
        return Actor(self.role, self.name, self.user_id, self.organisation)

    @property
    def is_fresh(self) -> bool:
        """Whether they signed in so shortly ago that nobody else is likely to sit at their screen."""
        return self.signed_in_at is not None and now() - self.signed_in_at <= FRESH

    def may(self, permission: Permission) -> bool:
        """Whether this visitor's role has the permission, and what they were granted where that says less."""
        is_granted = self.granted is None or permission in self.granted
        return is_granted and may(self.role, permission)


NOBODY = Visitor()


def current_visitor() -> Visitor:
    """Who is behind the present request; nobody outside of one."""
    visitor: Visitor = g.get("visitor", NOBODY)
    return visitor
