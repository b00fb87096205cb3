"""Forms on the page of a case: who has it, and the buttons that carry no more than its version."""

import uuid

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from expatdesk.desk.forms.version import VersionField
from expatdesk.people.staff import officers
from expatdesk.shared.forms import PageForm, options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l


def everybody() -> list[SelectChoice]:
    """Nobody, and all who can have a case."""
    return options([("", _("Nobody")), *((str(user.id), user.name) for user in officers())])


class CaseForm(PageForm):
    """A button on the page of a case."""

    version = VersionField()


class AssignForm(CaseForm):
    """Who has the case."""

    officer = SelectField(_l("Officer"), choices=everybody)

    @property
    def officer_id(self) -> uuid.UUID | None:
        """The officer that was chosen; None for nobody."""
        return uuid.UUID(self.officer.data) if self.officer.data else None
