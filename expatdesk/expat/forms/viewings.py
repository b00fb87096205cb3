"""At which time the household sees a home, with its yes to knowing each other."""

from collections.abc import Iterable

from wtforms import BooleanField, Field, RadioField, ValidationError
from wtforms.validators import Optional

from expatdesk.housing.interest_models import LONGEST_PHONE, HomeViewing
from expatdesk.shared.clock import local
from expatdesk.shared.forms import LineField, Needed, PageForm, Plain
from expatdesk.shared.i18n import clock_time, long_date
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l


class ViewingForm(PageForm):
    """A free time, how they can be called, and that they agree. Whether the time is still free the action says."""

    time = RadioField(_l("When can you come?"), [Needed(_l("Choose a time."))], validate_choice=False)
    phone = LineField(_l("Your telephone number"), [Optional(), Plain(LONGEST_PHONE)])
    agrees = BooleanField(_l("Yes, they may see our names, e-mail address and telephone number"))

    @classmethod
    def among(cls, times: Iterable[HomeViewing], phone: str, *, agreed: bool) -> "ViewingForm":
        """The form for these times; who agreed before sees that it did."""
        form = cls(data={"phone": phone, "agrees": agreed})
        form.offers(times)
        return form

    def offers(self, times: Iterable[HomeViewing]) -> None:
        """Let these be what there is to choose from."""
        self.time.choices = [(str(one.id), _in_words(one)) for one in times]

    def validate_agrees(self, field: Field) -> None:
        """Without a yes nothing is booked."""
        if not field.data:
            raise ValidationError(_l("You can only see the home if you agree to this."))


def _in_words(time: HomeViewing) -> str:
    return _(
        "%(day)s, %(start)s to %(end)s",
        day=long_date(local(time.starts_at).date()), start=clock_time(time.starts_at),
        end=clock_time(time.ends_at),
    )  # fmt: skip
