"""What a request holds: JSON of a kind that is known, or a problem that says what is wrong with it."""

import re
from typing import TypeVar

import msgspec
from flask import request

from expatdesk.api.answers import LONGEST_NAME
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.problems import Fault, Refused

Sent = TypeVar("Sent", bound=msgspec.Struct)
# Where in the JSON something is wrong, as msgspec says it.
WHERE = re.compile(r" - at `\$\.?(?:key in )?([^`]*)`$")
UNKNOWN = re.compile(r"unknown field `([^`]*)`|missing required field `([^`]*)`")


def sent_as(kind: type[Sent]) -> Sent:
    """What was sent. Raises Refused where it is no JSON, or not of this kind."""
    if request.mimetype != "application/json":
        raise Refused(415, _("Send JSON."))
    try:
        return msgspec.json.decode(request.get_data(), type=kind)
    except msgspec.ValidationError as error:
        raise Refused(422, faults=[_fault(str(error))]) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Refused(400, _("This is no JSON.")) from None


def _fault(said: str) -> Fault:
    """What msgspec found first, told in our words."""
    if named := UNKNOWN.search(said):
        unknown, missing = named.groups()
        return (
            Fault(unknown[:LONGEST_NAME], _("We know no such field."))
            if unknown
            else Fault(missing, _("This is missing."))
        )
    where = WHERE.search(said)
    if said.startswith("Invalid enum value"):
        says = _("We know no such value. The page about the API names those that there are.")
    else:
        says = _("This is not of the kind, or not of the length, that we expect.")
    return Fault(where.group(1)[:LONGEST_NAME] if where else "", says)
