"""Forms for what is done with several households at once, and for taking a list along."""

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from expatdesk.desk.forms.cases import everybody
from expatdesk.shared.forms import LineField, Needed, PageForm, Plain, options
from expatdesk.shared.i18n import lazy_gettext as _l

LONGEST_REASON = 200


class AssignSeveralForm(PageForm):
    """Who gets these households, and why."""

    officer = SelectField(_l("Officer"), choices=everybody)
    why = LineField(
        _l("Reason"), [Needed(_l("Say why: it stands in the history of each case.")), Plain(LONGEST_REASON)]
    )


class ExportForm(PageForm):
    """As which kind of file, and why."""

    kind = RadioField(
        _l("Kind of file"),
        choices=options([("xlsx", _l("Excel (XLSX)")), ("csv", _l("CSV, for other programs"))]),
        default="xlsx",
        validators=[InputRequired(_l("Choose a kind of file."))],
    )
    why = LineField(_l("Reason"), [Needed(_l("Say what you need the list for.")), Plain(LONGEST_REASON)])
