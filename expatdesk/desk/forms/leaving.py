"""The form for somebody who leaves a household into a case of their own."""

from collections.abc import Sequence
from typing import Self

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from expatdesk.cases.labels import CATEGORIES
from expatdesk.cases.models import Case
from expatdesk.cases.own_case import OwnCase
from expatdesk.desk.forms.version import VersionField
from expatdesk.people.models import Person
from expatdesk.shared.forms import LineField, PageForm, Plain, mail_address, options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l


class OwnCaseForm(PageForm):
    """Where to write to the person, what they stay here for, and who goes along."""

    version = VersionField()
    email = LineField(_l("E-mail address of their own"), [Plain(254), mail_address])
    language = RadioField(_l("Language"), choices=options([("en", "English"), ("nl", "Nederlands")]))
    category = SelectField(_l("Purpose of the stay"), choices=options(CATEGORIES.items()))
    same_home = BooleanField(_l("They go on living at the same address"))
    along = SelectMultipleField(
        _l("Who goes along?"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    household_email: str

    @classmethod
    def of(cls, case: Case, person: Person) -> Self:
        """The form, filled with what is likely."""
        form = cls(
            data={
                "version": case.version,
                "language": case.language,
                "category": case.category,
                "same_home": True,
            }
        )
        others = [one for one in case.people if one not in (case.principal, person)]
        form.along.choices = options([(str(one.id), one.full_name or _("Name not known yet")) for one in others])
        form.household_email = case.email
        return form

    def validate_email(self, field: LineField) -> None:
        """With the household's address, its links would open both cases to both."""
        if (field.data or "").lower() == self.household_email:
            raise ValidationError(_l("The household uses this address. Fill in one that is theirs alone."))

    @property
    def told(self) -> OwnCase:
        """What the person told."""
        return OwnCase(
            email=self.email.data or "",
            language=self.language.data,
            category=self.category.data,
            same_home=bool(self.same_home.data),
        )

    def leaving(self, case: Case, person: Person) -> Sequence[Person]:
        """Who leaves: this person first, then those who go along."""
        chosen = set(self.along.data or ())
        return [person, *(one for one in case.people if str(one.id) in chosen)]
