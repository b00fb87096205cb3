"""Forms of a visit that HR books: the time, and the visit as it was on the page where HR pressed."""

from wtforms import HiddenField

from expatdesk.appointments.own_visit import OwnVisit
from expatdesk.shared.forms import MomentField, PageForm


class SeenForm(PageForm):
    """What the page showed. A number of the file would tell HR how busy its household is (security T07)."""

    seen = HiddenField()

    def is_out_of_date(self, own: OwnVisit) -> bool:
        """Whether somebody else booked, moved or cancelled the visit since."""
        return str(self.seen.data) != seen_now(own)


class BookForm(SeenForm):
    """The time that is booked."""

    time = MomentField()


def seen_now(own: OwnVisit) -> str:
    """The visit as a page shows it now."""
    return own.case.visit_at.isoformat() if own.case.visit_at else ""
