"""The rules of the form for one hire, applied to rows of a sheet."""

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from expatdesk.employer.forms.hires import HireForm
from expatdesk.hire_sheets.checking import Checked, Rules


def rules_of_the_form() -> Rules:
    """The rules, to be applied to one row after the other: making a form takes longer than all of them."""
    form = HireForm(MultiDict(), meta={"csrf": False})

    def rules(typed: Mapping[str, str]) -> Checked:
        form.process(MultiDict(typed))
        is_right = form.validate()
        faults = {name: errors[0] for name, errors in form.errors.items() if name}
        return Checked(form.hire() if is_right else None, faults)

    return rules
