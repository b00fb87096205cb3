"""Tables of people: members of a household, users with an account, and how they got in."""

import enum
import uuid
from datetime import datetime

from flask_security import UserMixin
from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime


class Role(enum.StrEnum):
    """What somebody may be to the desk; `access/permissions.py` says what each may do."""

    VISITOR = "visitor"
    EXPAT = "expat"
    REPRESENTATIVE = "representative"
    EMPLOYER = "employer"
    EMPLOYER_ADMIN = "employer_admin"
    EMPLOYER_SYSTEM = "employer_system"
    OFFICER = "officer"
    REGISTRAR = "registrar"
    COORDINATOR = "coordinator"
    PARTNER = "partner"
    PARTNER_SYSTEM = "partner_system"
    ADMINISTRATOR = "administrator"


# Who works for an employer. An admin does what HR does, and lets colleagues in; its HR system comes with a key.
EMPLOYER_SIDE = frozenset({Role.EMPLOYER, Role.EMPLOYER_ADMIN, Role.EMPLOYER_SYSTEM})
# A household itself, and whom it lets represent it.
OF_HOUSEHOLD = frozenset({Role.EXPAT, Role.REPRESENTATIVE})
# What comes with a key.
SYSTEMS = frozenset({Role.EMPLOYER_SYSTEM, Role.PARTNER_SYSTEM})
WITHOUT_ACCOUNT = OF_HOUSEHOLD | SYSTEMS | {Role.VISITOR}


class Person(HasId, Model):
    """A member of a household. Either name may be empty: many people have only one."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("case_id", "position"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    role: Mapped[str] = mapped_column(String(20))
    given_names: Mapped[str] = mapped_column(String(200), default="")
    particle: Mapped[str] = mapped_column(String(40), default="")
    family_name: Mapped[str] = mapped_column(String(200), default="")
    born: Mapped[str] = mapped_column(String(10), default="")
    nationalities: Mapped[list[str]] = mapped_column(JSON, default=list)
    comes_from: Mapped[str | None] = mapped_column(String(2))
    birth_certificate_country: Mapped[str | None] = mapped_column(String(2))
    birth_certificate_language: Mapped[str | None] = mapped_column(String(3))
    marital_status: Mapped[str | None] = mapped_column(String(30))
    driving_licence: Mapped[str | None] = mapped_column(String(2))
    # Computed from the name by the projection of the case: finds the same name in other cases.
    name_key: Mapped[str | None] = mapped_column(String(32), index=True)

    @property
    def full_name(self) -> str:
        """The name as on the passport, in its own order, without inventing a missing part."""
        return " ".join(part for part in (self.given_names, self.particle, self.family_name) if part)

    @property
    def calling_name(self) -> str:
        """How a letter greets this person: the first given name, or the only name there is."""
        return (self.given_names.split() or [self.full_name])[0] if self.full_name else ""


class User(HasId, Model, UserMixin):  # type: ignore[misc]
    """Somebody with an account: staff of the desk or a municipality, HR of an employer, a partner."""

    __tablename__ = "user"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: uuid.uuid4().hex)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2), default="nl")
    municipality: Mapped[str | None] = mapped_column(String(4))
    employer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("employer.id"), index=True)
    # Of a partner's user: the organisation whose homes or activities they enter.
    partner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("partner.id"), index=True)
    # Of an employer's user: sees and submits hires of this department alone; None sees all of them.
    department: Mapped[str | None] = mapped_column(String(100))

    @validates("email")
    def _in_small_letters(self, _column: str, email: str) -> str:
        """Addresses are compared without capitals; stored so, the index finds them."""
        return email.strip().lower()


class SignIn(HasId, Model):
    """Somebody's stay, of a user, a household or who represents it. The browser has a token, we hold its hash."""

    __tablename__ = "sign_in"
    __table_args__ = (CheckConstraint("(user_id IS NULL) <> (case_id IS NULL)", name="user_or_case"),)

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    # Who represents the household in this stay; None for the household itself.
    representative_id: Mapped[uuid.UUID | None]
    role: Mapped[str] = mapped_column(String(20))
    # With what, in two words (`devices.py`): whoever looks at their stays knows their own telephone by them.
    device: Mapped[str] = mapped_column(String(40), default="", server_default="")
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Purpose(enum.StrEnum):
    """What a link in a mail is for."""

    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    REPRESENTATION = "representation"
    NEW_PASSWORD = "new_password"  # noqa: S105
    USER_INVITATION = "user_invitation"


class Link(HasId, Model):
    """A link that lets somebody in once. Without a token it is a request that the worker has not answered yet."""

    __tablename__ = "link"
    __table_args__ = (Index("ix_link_email_purpose", "email", "purpose"),)

    purpose: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(254))
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    # What the browser that asked keeps, and what its screen shows for use in another browser.
    nonce_hash: Mapped[str | None] = mapped_column(String(64))
    code_hash: Mapped[str | None] = mapped_column(String(64))
    next_path: Mapped[str | None] = mapped_column(String(500))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Attempt(Model):
    """When somebody tried lately: one row per limit and subject, shared by all processes."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    moments: Mapped[list[float]] = mapped_column(JSON, default=list)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
