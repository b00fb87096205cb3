"""The form that lets a former municipality look at a case for a while."""

from wtforms import SelectField

from expatdesk.rules.region import Region
from expatdesk.shared.forms import DayField, LineField, Needed, PageForm, Plain, options
from expatdesk.shared.i18n import lazy_gettext as _l


class GrantForm(PageForm):
    """Who, why and until when."""

    municipality = SelectField(_l("Municipality"))
    reason = LineField(_l("Why it must look"), [Needed(_l("Write down why.")), Plain(500)])
    last_day = DayField(_l("Last day"), [Needed(_l("Fill in the last day."))])

    def offer(self, codes: list[str], region: Region) -> None:
        """Offer the municipalities that had the case before."""
        self.municipality.choices = options((code, region.municipality(code).name) for code in codes)
