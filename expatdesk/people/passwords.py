"""Passwords: which ones are good enough, and who has which."""

import enum
from collections.abc import Callable, Iterable

from flask_security import hash_password, verify_password
from sqlalchemy import select
from zxcvbn import zxcvbn

from expatdesk.people.models import User
from expatdesk.shared.db import session
from expatdesk.shared.text import normal

SHORTEST, LONGEST = 12, 128
# The checker reads no further: its time grows with the square of the length.
CHECKED = 72
# The best on its scale of 0 to 4: below, two words and a year pass.
GOOD_ENOUGH = 4
# What people here think of first, and an English checker does not know.
LOCAL_WORDS = (
    "wachtwoord", "welkom", "geheim", "lente", "zomer", "herfst", "winter", "voorjaar", "najaar", "januari",
    "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "nederland",
    "holland", "leiden", "leiderdorp", "oegstgeest", "voorschoten", "zoeterwoude", "katwijk", "gemeente",
    "expatdesk", "expat", "expatbalie", "balie", "feyenoord", "ajax",
)  # fmt: skip


class Weakness(enum.StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    EASILY_GUESSED = "easily_guessed"


def weakness_of(password: str, about: Iterable[str] = ()) -> Weakness | None:
    """What is wrong with this password, for somebody whose name and address are `about`; None when it is good."""
    password = normalised(password)
    if len(password) < SHORTEST:
        return Weakness.TOO_SHORT
    if len(password) > LONGEST:
        return Weakness.TOO_LONG
    own_words = [word for text in about for word in text.casefold().replace("@", " ").replace(".", " ").split()]
    found = zxcvbn(password[:CHECKED], user_inputs=[*LOCAL_WORDS, *own_words])
    return None if found["score"] >= GOOD_ENOUGH else Weakness.EASILY_GUESSED


def set_password(user: User, password: str) -> None:
    """Keep the Argon2id hash of a new password. Whoever signed in with the old one is no longer the same."""
    user.password = hash_password(normalised(password))


def is_password(user: User | None, password: str) -> bool:
    """Whether this active user has this password. An unknown user takes just as long (security T14)."""
    password = normalised(password)
    if user is None or not user.active or not user.password:
        hash_password(password)
        return False
    return bool(verify_password(password, user.password))


def has_password(user: User | None, password: str, begin: Callable[[], None]) -> bool:
    """The same as `is_password`, and true until the transaction ends that `begin` opens: the row is ours.

    Looking takes a while, in which the password may change or the user be disabled (security T09).
    """
    looked_at = user.password if user else None
    if not is_password(user, password) or user is None:
        return False
    still_right = User.id == user.id, User.password == looked_at, User.active
    begin()
    return session.scalar(select(User.id).where(*still_right).with_for_update()) is not None


def normalised(password: str) -> str:
    """The same bytes on every keyboard that types the same letters."""
    return normal("NFKC", password)
