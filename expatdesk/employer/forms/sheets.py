"""The form in which HR hands over many hires at once, and the rules of the form for one hire for each of them."""

from collections.abc import Mapping

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import SelectField, TextAreaField

from expatdesk.employer.forms.hires import HireForm
from expatdesk.hire_sheets.checking import Checked, Rules
from expatdesk.hire_sheets.files import MOST_BYTES, Table, table_of_text, tables_in
from expatdesk.hire_sheets.refusals import SheetRefused
from expatdesk.hire_sheets.rows import Given, hires_in, may_be_kept
from expatdesk.shared.forms import PageForm
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.text import tidy


class SheetForm(PageForm):
    """A file, or what was copied from a sheet. A file goes first: a box is easily left filled in."""

    pasted = TextAreaField(_l("Or paste the lines here"))

    def given(self) -> Given | LazyString:
        """The hires of the file or the box; or why there are none."""
        try:
            return hires_in(self._tables())
        except SheetRefused as refused:
            return refused.words

    def _tables(self) -> list[Table]:
        file = request.files.get("sheet")
        if file and file.filename:
            # No further than to see that it is too large.
            return tables_in(file.stream.read(MOST_BYTES + 1))
        return [table_of_text(self.pasted.data or "")]

    @property
    def name(self) -> str:
        """What to call the sheet: as the file is called, if we may keep that (security T43)."""
        file = request.files.get("sheet")
        name = tidy(file.filename if file else "").rpartition("/")[2].rpartition("\\")[2]
        return name if name and may_be_kept(name) is None else _("Pasted lines")


def rules_of_the_form() -> Rules:
    """The rules, to be applied to one row after the other: making a form takes longer than all of them."""
    form = HireForm(MultiDict(), meta={"csrf": False})
    for field in form:
        if isinstance(field, SelectField):
            # Its words are known already (`hire_sheets/words.py`); walking through 200 countries takes long.
            field.validate_choice = False

    def rules(typed: Mapping[str, str]) -> Checked:
        form.process(MultiDict(typed))
        is_right = form.validate()
        faults = {name: errors[0] for name, errors in form.errors.items() if name}
        return Checked(form.hire() if is_right else None, faults)

    return rules
