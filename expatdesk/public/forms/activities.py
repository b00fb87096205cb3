"""What a reader wants to see of all activities; it stands in the address alone."""

from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from expatdesk.access.acting import the_region
from expatdesk.cases.words import language_name
from expatdesk.shared.forms import PageForm, options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.social.activity_labels import SPOKEN
from expatdesk.social.activity_queries import Filters


def _towns() -> list[SelectChoice]:
    return options([("", _("Everywhere")), *((town.code, town.name) for town in the_region().municipalities)])


def _languages() -> list[SelectChoice]:
    return options([("", _("Any language")), *((code, language_name(code)) for code in SPOKEN)])


class FilterForm(PageForm):
    """Where, in which language, and whether for children; what is no choice of these does not matter."""

    class Meta(PageForm.Meta):
        """It changes nothing, so it needs no token."""

        csrf = False

    town = SelectField(_l("Municipality"), choices=_towns)
    spoken = SelectField(_l("Language"), choices=_languages)
    children = BooleanField(_l("With children"))

    @property
    def wished(self) -> Filters:
        """What was chosen; what nobody can choose is left out."""
        self.validate()
        known = {field.name: field.data for field in self if not field.errors}
        return Filters(known.get("town") or "", known.get("spoken") or "", bool(known.get("children")))
