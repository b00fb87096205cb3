"""E-mail addresses: which ones we write to."""

import re
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

# What RFC 5321 allows, and our columns hold.
LONGEST = 254
# How most addresses are built. Of these only the domain takes long to look at, and many share it.
USUAL = re.compile(r"([a-z0-9]+(?:[._+-][a-z0-9]+)*)@([a-z0-9]+(?:[.-][a-z0-9]+)*)", re.ASCII)


class NotAMailbox(Exception):
    """Nobody can be reached there: the text is no e-mail address, or one that mail programs read as another."""


def mailbox(typed: str) -> str:
    """The address in its plain form, as it is stored and compared. Raises NotAMailbox."""
    typed = typed.strip()
    if len(typed) > LONGEST:
        # To take a form full of letters apart takes a second, in which on SQLite nobody else writes (T27).
        raise NotAMailbox("an address has 254 letters at most")
    if usual := USUAL.fullmatch(typed.lower() if typed.isascii() else ""):
        return f"{usual[1]}@{_domain(usual[2])}"
    return _looked_at(typed)


@lru_cache(1000)
def _domain(domain: str) -> str:
    """The domain of an address that is built as most are."""
    return _looked_at(f"a@{domain}").partition("@")[2]


def _looked_at(typed: str) -> str:
    try:
        checked = validate_email(typed, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise NotAMailbox(str(error)) from None
    if "=?" in checked.local_part:
        # An encoded word: whoever decodes it finds other addresses in it, or the end of the header (T24).
        raise NotAMailbox("the part before the @ looks like an encoded word")
    return (checked.ascii_email or checked.normalized).lower()
