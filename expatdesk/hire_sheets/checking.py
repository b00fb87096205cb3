"""Checking a row: what its cells mean, and what the rules of the form for one hire say about that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from expatdesk.cases.actions import Hire
from expatdesk.hire_sheets.words import WITHHELD, Faults, typed_of


@dataclass(frozen=True, slots=True)
class Checked:
    """A hire that can be submitted; or, by column, what is wrong and how to mend it."""

    hire: Hire | None
    faults: Faults


# The rules are those of the form, and a form belongs to a door: whoever asks for a check brings them along.
Rules = Callable[[Mapping[str, str]], Checked]


def check_row(cells: Mapping[str, str], withheld: Mapping[str, str], rules: Rules) -> Checked:
    """A row of a sheet, by these rules."""
    typed, unclear = typed_of(cells)
    checked = rules(typed)
    faults = {**checked.faults, **unclear, **{key: WITHHELD[why] for key, why in withheld.items()}}
    return Checked(None if faults else checked.hire, faults)
