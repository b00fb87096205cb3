"""What a reader wants to see of all activities; it stands in the address alone."""

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from expatdesk.access.acting import the_region
from expatdesk.cases.labels.interests import INTERESTS
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
    """Where, in which language, about what, and whether for children; what is no choice does not matter."""

    class Meta(PageForm.Meta):
        """It changes nothing, so it needs no token."""

        csrf = False

    town = SelectField(_l("Municipality"), choices=_towns)
    spoken = SelectField(_l("Language"), choices=_languages)
    topic = SelectField(_l("About"), choices=lambda: options([("", _("Anything")), *INTERESTS.items()]))
    children = BooleanField(_l("With children"))

    @classmethod
    def of(cls, args: MultiDict[str, str]) -> "FilterForm":
        """The form as the address fills it in; a part that it does not name does not matter."""
        return cls(MultiDict({"town": "", "spoken": "", "topic": "", **args.to_dict()}))

    @property
    def wished(self) -> Filters:
        """What was chosen; what nobody can choose is left out."""
        town, spoken, topic = (self._known(field) for field in (self.town, self.spoken, self.topic))
        return Filters(town, spoken, topic, bool(self.children.data))

    @staticmethod
    def _known(field: SelectField) -> str:
        return next((str(value) for value, *_rest in field.iter_choices() if value == field.data), "")
