"""What somebody wants to see of a board, read from the address of the page; what it does not know, it ignores."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectField

from expatdesk.cases.worklist import NOBODY, NOWHERE
from expatdesk.rules.region import Region
from expatdesk.shared.forms import PageForm, options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

LAST_PAGE = 10_000
Choices = list[tuple[str, str]]


class BoardForm(PageForm):
    """Of which municipality, officer and employer; the group stays while one narrows the board."""

    class Meta(PageForm.Meta):
        """It changes nothing, so it needs no token."""

        csrf = False

    municipality = SelectField(_l("Municipality"))
    officer = SelectField(_l("Officer"))
    employer = SelectField(_l("Employer"))
    group = HiddenField()


@dataclass(frozen=True, slots=True)
class AskedBoard:
    """The board that somebody wants to see. Empty means all; of one group there are pages."""

    municipality: str = ""
    officer: str = ""
    employer: str = ""
    group: str = ""
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        """Whether it shows fewer households than there are, all groups together."""
        return bool(self.municipality or self.officer or self.employer)

    def lets(self, case: Any) -> bool:
        """Whether a household is one of those that this asks for."""
        return all(not asked or asked == has for asked, has in zip(self._asked, values_of(case), strict=True))

    def address(self, **changes: Any) -> dict[str, Any]:
        """What to write in the address of this board, or of the same one with changes."""
        names = ("municipality", "officer", "employer", "group")
        wanted = {**{name: getattr(self, name) for name in names}, **changes}
        return {name: value for name, value in wanted.items() if value}

    @property
    def _asked(self) -> tuple[str, str, str]:
        return self.municipality, self.officer, self.employer


def values_of(case: Any) -> tuple[str, str, str]:
    """By what a household can be asked for."""
    officer = str(case.officer_id) if case.officer_id else NOBODY
    return case.municipality or NOWHERE, officer, str(case.employer_id) if case.employer_id else NOBODY


def read_board(args: MultiDict[str, str], groups: Collection[str], form: BoardForm) -> AskedBoard:
    """The board that this address asks for, of what can be chosen in the form."""
    group = args.get("group", "")
    return AskedBoard(
        municipality=_known(form.municipality), officer=_known(form.officer), employer=_known(form.employer),
        group=group if group in groups else "", page=min(max(args.get("page", 1, type=int), 1), LAST_PAGE),
    )  # fmt: skip


def board_form(args: MultiDict[str, str], cases: Iterable[Any], region: Region) -> BoardForm:
    """The form as the address fills it in, with what the households of the board have."""
    names = ("municipality", "officer", "employer", "group")
    form = BoardForm(MultiDict({name: args.get(name, "") for name in names}))
    towns, officers, employers = {town.code: town.name for town in region.municipalities}, {}, {}
    there: set[str] = set()
    for case in cases:
        town, officer, employer = values_of(case)
        there.add(town)
        officers[officer] = case.officer_name or _("Nobody")
        employers[employer] = case.employer or _("No employer")
    towns[NOWHERE] = _("No address yet")
    form.municipality.choices = options(_sorted(_("All municipalities"), towns, there))
    form.officer.choices = options(_sorted(_("All officers"), officers, officers))
    form.employer.choices = options(_sorted(_("All employers"), employers, employers))
    return form


def _sorted(all_of_them: str, names: dict[str, str], there: Collection[str]) -> Choices:
    found = sorted((name, value) for value, name in names.items() if value in there)
    # Who or what there is none of stands last.
    found.sort(key=lambda one: one[1] in (NOBODY, NOWHERE))
    return [("", all_of_them), *((value, name) for name, value in found)]


def _known(field: SelectField) -> str:
    return next((str(value) for value, *_rest in field.iter_choices() if value == field.data), "")
