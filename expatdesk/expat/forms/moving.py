"""Where a household thinks of moving to: it stands in the address of the page, and nowhere else."""

from typing import Any

from expatdesk.shared.forms import DayField, Needed, PageForm, PostcodeField
from expatdesk.shared.i18n import lazy_gettext as _l


class MoveForm(PageForm):
    """A postcode, and from which day."""

    class Meta(PageForm.Meta):
        """Nothing is changed by asking: no token is needed."""

        csrf = False

    postcode = PostcodeField(_l("Postcode of the home"), [Needed(_l("Fill in the postcode."))])
    starts = DayField(_l("First day of the contract"), [Needed(_l("Fill in the first day."))])

    @classmethod
    def of(cls, arguments: Any) -> "MoveForm":
        """The form as its page was asked for."""
        return cls(formdata=arguments)
