"""What a row of the access table says of a route.

`reads` is the word of the logbook for a page that shows somebody's file: such a page is one write as well.
"""

from dataclasses import dataclass

from expatdesk.access.permissions import Permission as P


@dataclass(frozen=True, slots=True)
class Rule:
    """What a route needs, and as what its showing a file is written down (see `access/readings.py`)."""

    permission: P
    reads: str = ""
    # Whether they must have signed in a moment ago: what is handed out here leaves the desk (security 3).
    fresh: bool = False
    # On which page a mere button stands that asks for that: there it is pressed again.
    stands_on: str = ""
    # Whether papers are handed in here: only such a request may be larger than a form.
    takes_files: bool = False
    # Whether the view looks before it asks for its turn to write itself (see `access/times.py`).
    looks_first: bool = False
