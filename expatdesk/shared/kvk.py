"""Numbers of the Dutch trade register: eight figures. They have no check digit, so that is all one can see."""

from stdnum.util import clean, isdigits

LENGTH = 8


class NotKvk(Exception):
    """The trade register gives out no such number."""


def kvk_number(typed: str) -> str:
    """The number in its plain form, however it was typed. Raises NotKvk."""
    number: str = clean(typed, " .-").strip()
    if len(number) != LENGTH or not isdigits(number) or not number.strip("0"):
        raise NotKvk
    return number
