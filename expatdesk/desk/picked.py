"""The households that were picked in the worklist: from the address, or from a form that keeps their versions."""

from collections.abc import Iterator
from typing import Any

from flask import request, url_for

from expatdesk.access.acting import the_region
from expatdesk.access.policy import visible_cases
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case
from expatdesk.desk.forms.worklist import read_query
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.i18n import listed
from expatdesk.worklists.selection import Done, picked_cases


def picked() -> list[Case]:
    """The households of this request that the visitor may see."""
    return picked_cases(visible_cases(current_visitor()), [code for code, _version in _picks()])


def versions() -> dict[str, int]:
    """Which version of each household the visitor had before their eyes."""
    return dict(_picks())


def list_address() -> str:
    """Back to the list from which they were picked."""
    asked = read_query(request.values.get("back", ""), current_visitor(), the_region(), today())
    return url_for("desk.worklist", **asked.address())


def refused_words(outcome: Done) -> list[str]:
    """For which households nothing was done, and why."""
    reasons: list[tuple[list[str], Any]] = [
        (outcome.changed_meanwhile, _l("Somebody changed these meanwhile, so they stay as they are: %(names)s.")),
        (outcome.closed, _l("These are closed, so they stay as they are: %(names)s.")),
    ]
    return [str(words) % {"names": listed(names)} for names, words in reasons if names]


def _picks() -> Iterator[tuple[str, int]]:
    """`case` holds a code, `picked` a code with the version that was shown; what is no text is left out."""
    picks = [*request.values.getlist("case"), *request.values.getlist("picked")]
    for text in filter(str.isprintable, picks):
        code, _colon, version = text.partition(":")
        yield code, int(version) if version.isdecimal() and len(version) < 10 else 0
