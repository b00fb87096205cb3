"""The form behind a link in a mail: a button, and where needed a code and a choice."""

import uuid
from collections.abc import Sequence
from typing import Self

from wtforms import RadioField
from wtforms.validators import InputRequired

from expatdesk.cases.ways_in import WayIn
from expatdesk.shared.clock import local
from expatdesk.shared.forms import LineField, PageForm, Plain
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.i18n import long_date


class LinkForm(PageForm):
    """Use a link."""

    code = LineField(_l("Code of 6 figures"), [InputRequired(_l("Fill in the code.")), Plain(20)])
    case = RadioField(_l("Which case do you want to open?"), [InputRequired(_l("Choose a case."))])

    @classmethod
    def asking(cls, ways: Sequence[WayIn], *, invitation: bool, needs_code: bool) -> Self:
        """The form with the fields that this link needs."""
        form = cls()
        if invitation:
            form.code.label.text = _("Case code")
        if not needs_code:
            del form.code
        if len(ways) > 1:
            form.case.choices = [(str(way.id), _named(way)) for way in ways]
        else:
            del form.case
        return form

    @property
    def typed_code(self) -> str:
        """The code as typed."""
        return "" if self.code is None else self.code.data or ""

    @property
    def chosen_case(self) -> uuid.UUID | None:
        """The case chosen of several; None where there was no choice."""
        return uuid.UUID(self.case.data) if self.case is not None else None

    def refuse_code(self, why: str) -> None:
        """Say on the field what is wrong with the code."""
        self.code.errors = [why]


def _named(way: WayIn) -> str:
    """What tells two cases apart to their own people, and says nothing to others."""
    if way.representative is not None:
        return _("%(code)s, which you represent", code=way.case.code)
    return _("%(code)s, since %(day)s", code=way.case.code, day=long_date(local(way.case.opened_at).date()))
