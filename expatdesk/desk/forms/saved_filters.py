"""Forms for what somebody keeps of their worklist: a filter under a name, and the columns."""

from typing import Any

from wtforms import BooleanField, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from expatdesk.desk.forms.worklist import Asked
from expatdesk.desk.worklist_columns import CHOOSABLE
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.forms import CountField, LineField, Needed, PageForm, Plain, options
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.worklists.models import SavedFilter
from expatdesk.worklists.queries import MOST_FILTERS

LONGEST_QUERY = 1000


class FilterForm(PageForm):
    """A list under a name."""

    name = LineField(_l("Name"), [Needed(_l("Give the filter a name.")), Plain(60)])
    shared = BooleanField(_l("Show it to colleagues too"))

    def __init__(self, *, may_share: bool, asked: Asked | None = None, **how: Any) -> None:
        super().__init__(**how)
        self.asked = asked
        if not may_share:
            del self.shared

    def validate_name(self, _field: LineField) -> None:
        """What the list looks for is kept along with its name."""
        if self.asked and holds_bsn(self.asked.search):
            raise ValidationError(_l("This list looks for what may be a BSN, which we may not keep. Search anew."))
        if self.asked and len(self.asked.query()) > LONGEST_QUERY:
            raise ValidationError(_l("Too many boxes are ticked to keep this list. Untick some."))

    @property
    def is_shared(self) -> bool:
        """Whether colleagues see it."""
        return "shared" in self and bool(self.shared.data)


class ChangeFilterForm(FilterForm):
    """The same later on, with its place among one's own."""

    place = CountField(_l("Place in the list"), [Needed(_l("Fill in a place."))], least=1, most=MOST_FILTERS)

    @classmethod
    def of(cls, kept: SavedFilter, *, may_share: bool) -> "ChangeFilterForm":
        """The form as the filter stands."""
        stored = {"name": kept.name, "shared": kept.is_shared, "place": min(kept.position, MOST_FILTERS)}
        return cls(may_share=may_share, data=stored)


class ColumnsForm(PageForm):
    """The columns of the worklist."""

    columns = SelectMultipleField(
        _l("Columns"),
        choices=options(CHOOSABLE.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
