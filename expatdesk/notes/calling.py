"""Who is called in a text: @ and a colleague's name, the first name alone where only one has it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from expatdesk.people.models import User

# Not within a mail address.
CALL = re.compile(r"(?<![\w.])@(?=\w)")
WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True, slots=True)
class Called:
    """The colleagues who are called, and the words behind an @ that name nobody, or several people."""

    people: tuple[User, ...]
    nobody: tuple[str, ...]


def called_in(text: str, colleagues: Sequence[User]) -> Called:
    """Who is called in this text, each once."""
    people: dict[User, None] = {}
    nobody: list[str] = []
    for call in CALL.finditer(text):
        rest = text[call.end() :]
        if (one := _meant(rest, colleagues)) is not None:
            people[one] = None
        else:
            word = WORD.match(rest)
            nobody.append(f"@{word[0] if word else ''}")
    return Called(tuple(people), tuple(nobody))


def _meant(rest: str, colleagues: Iterable[User]) -> User | None:
    """The colleague whose whole name follows, the longest one; or the only one of that first name."""
    colleagues = list(colleagues)
    whole = [user for user in colleagues if _begins(rest, user.name)]
    if whole:
        return max(whole, key=lambda user: len(user.name))
    first = [user for user in colleagues if _begins(rest, user.name.split()[0])]
    return first[0] if len(first) == 1 else None


def _begins(rest: str, name: str) -> bool:
    after = rest[len(name) : len(name) + 1]
    return rest[: len(name)].casefold() == name.casefold() and not after.isalnum()
