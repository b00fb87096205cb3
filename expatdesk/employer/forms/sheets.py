"""The form in which HR hands over many hires at once, and the rules of the form for one hire for each of them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import Field, SelectField, TextAreaField

from expatdesk.cases.actions import Hire
from expatdesk.cases.departments import no_such_department
from expatdesk.employer.forms.hires import TOGETHER, HireForm, names_of
from expatdesk.hire_sheets.checking import Checked, Rules
from expatdesk.hire_sheets.files import MOST_BYTES, Table, table_of_text, tables_in
from expatdesk.hire_sheets.refusals import SheetRefused
from expatdesk.hire_sheets.rows import Given, hires_in, may_be_kept
from expatdesk.hire_sheets.words import Faults
from expatdesk.shared.folding import folded
from expatdesk.shared.forms import PageForm
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.text import tidy

# What some boxes say, and what is wrong with that.
Looked = tuple[dict[str, Any], Faults]
# What one hire has, many have; so many ways to fill in the same boxes are looked at once.
REMEMBERED = 1000


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
        """What the file is called, if there is one and we may keep that (security T43)."""
        file = request.files.get("sheet")
        name = tidy(file.filename if file else "").rpartition("/")[2].rpartition("\\")[2]
        return name if may_be_kept(name) is None else ""


class Boxes:
    """Some boxes of the form that the rules look at together, and at nothing else with them."""

    def __init__(self, form: HireForm, names: Sequence[str]) -> None:
        self.form, self.fields = form, [form[name] for name in names]
        self.sent_as = [name for field in self.fields for name in names_of(field)]
        self._seen = lru_cache(REMEMBERED)(self._look)

    def look(self, typed: Mapping[str, str]) -> Looked:
        """What the boxes say, and what is wrong with that."""
        return self._seen(tuple(map(typed.get, self.sent_as)))

    def _look(self, texts: Sequence[str | None]) -> Looked:
        said = zip(self.sent_as, texts, strict=True)
        sent = MultiDict({name: text for name, text in said if text is not None})
        for field in self.fields:
            field.process(sent)
        faults = {field.name: field.errors[0] for field in self.fields if not self._is_right(field)}
        return {field.name: field.data for field in self.fields}, faults

    def _is_right(self, field: Field) -> bool:
        own = getattr(HireForm, f"validate_{field.name}", None)
        return bool(field.validate(self.form, [own] if own else []))


def rules_of_the_form(departments: Sequence[str]) -> Rules:
    """The rules, to be applied to one row after the other: making a form takes longer than all of them.

    A sheet names one of these departments, where the form offers those of the visitor.
    """
    # Müller and Muller may be two: who writes a name as it is means that one (security T05).
    form, known = (
        _form_of_a_sheet(),
        {folded(name): name for name in departments} | {one: one for one in departments},
    )
    together = {name for names in TOGETHER for name in names}
    alone = [(field.name,) for field in form if field.name not in together]
    all_boxes = [Boxes(form, names) for names in (*TOGETHER, *alone)]

    def rules(typed: Mapping[str, str]) -> Checked:
        looked = [boxes.look(typed) for boxes in all_boxes]
        faults = {name: fault for _said, wrong in looked for name, fault in wrong.items()}
        told = typed.get("department", "")
        department = known.get(told) or known.get(folded(told))
        if told and not department:
            faults["department"] = no_such_department(told, departments)
        return Checked(None if faults else _hire_of(form, looked).within(department), faults)

    return rules


def _form_of_a_sheet() -> HireForm:
    form = HireForm(MultiDict(), meta={"csrf": False})
    if "department" in form:
        del form.department
    for field in form:
        if isinstance(field, SelectField):
            # Its words are known already (`hire_sheets/words.py`); walking through 200 countries takes long.
            field.validate_choice = False
    return form


def _hire_of(form: HireForm, looked: Iterable[Looked]) -> Hire:
    for said, _faults in looked:
        for name, value in said.items():
            form[name].data = value
    return form.hire()
