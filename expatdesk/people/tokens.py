"""Random things that let somebody in: tokens, and the case secret; and what we keep of them."""

import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

# OWASP's second choice for Argon2id: enough against guessing, and a small machine can carry it.
ARGON2_COSTS = {"time_cost": 2, "memory_cost": 19 * 1024, "parallelism": 1}
# Crockford's letters: none that is mistaken for another, neither on paper nor by telephone.
SECRET_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # noqa: S105
MISREAD = str.maketrans("ILO", "110")
# 16 letters of 5 bits are the 80 bits that security T15 asks for.
SECRET_LETTERS, GROUP = 16, 4

_hasher = PasswordHasher(
    time_cost=ARGON2_COSTS["time_cost"],
    memory_cost=ARGON2_COSTS["memory_cost"],
    parallelism=ARGON2_COSTS["parallelism"],
)


def new_token() -> str:
    """256 random bits, to stand in a cookie or an address."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What we keep of a token: it is random enough for a plain hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def six_figures(nonce: str, about: str) -> str:
    """The six figures that the screen of the browser with this nonce shows, for use in another browser."""
    digest = hashlib.sha256(f"{nonce} {about}".encode()).digest()
    return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"


def new_secret() -> str:
    """A case secret, in groups for reading aloud: 'K7QM-3F2A-9XHB-T6WD'."""
    letters = "".join(secrets.choice(SECRET_ALPHABET) for _ in range(SECRET_LETTERS))
    return "-".join(letters[start : start + GROUP] for start in range(0, SECRET_LETTERS, GROUP))


def hashed_secret(secret: str) -> str:
    """What we keep of a case secret."""
    return _hasher.hash(_as_made(secret))


def is_secret(typed: str, kept: str | None) -> bool:
    """Whether this is the secret. Where none is kept it takes just as long to say no (security T14)."""
    try:
        return _hasher.verify(kept or _hash_of_nothing(), _as_made(typed)) and kept is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def _as_made(typed: str) -> str:
    """The secret without what people put in or read wrongly: spaces, dashes, small letters, O for 0."""
    plain = typed.upper().translate(MISREAD)
    return "".join(letter for letter in plain if letter in SECRET_ALPHABET)


@cache
def _hash_of_nothing() -> str:
    return _hasher.hash(new_token())
