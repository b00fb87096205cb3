"""With how many a household comes to an activity."""

from expatdesk.shared.forms import CountField, Needed, PageForm
from expatdesk.shared.i18n import lazy_gettext as _l

MOST = 20


class PersonsForm(PageForm):
    """A number of people. How many the household has, the action knows."""

    persons = CountField(
        _l("With how many people do you come?"), [Needed(_l("Fill in how many people come."))], least=1, most=MOST
    )

    @property
    def said(self) -> int:
        """What was typed; call when the form is valid."""
        return self.persons.data or 0
