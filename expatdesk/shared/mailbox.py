"""E-mail addresses: which ones we write to."""

from email_validator import EmailNotValidError, validate_email

# What RFC 5321 allows, and our columns hold.
LONGEST = 254


class NotAMailbox(Exception):
    """Nobody can be reached there: the text is no e-mail address, or one that mail programs read as another."""


def mailbox(typed: str) -> str:
    """The address in its plain form, as it is stored and compared. Raises NotAMailbox."""
    typed = typed.strip()
    if len(typed) > LONGEST:
        # To take a form full of letters apart takes a second, in which on SQLite nobody else writes (T27).
        raise NotAMailbox("an address has 254 letters at most")
    try:
        checked = validate_email(typed, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise NotAMailbox(str(error)) from None
    if "=?" in checked.local_part:
        # An encoded word: whoever decodes it finds other addresses in it, or the end of the header (T24).
        raise NotAMailbox("the part before the @ looks like an encoded word")
    return (checked.ascii_email or checked.normalized).lower()
