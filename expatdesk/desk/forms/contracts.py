"""Forms of the page on which the desk reads a rental contract: what it reads otherwise, and what it says of it."""

from typing import Self

from wtforms import RadioField, TextAreaField
from wtforms.validators import Optional

from expatdesk.access.contract_form import WholeContract
from expatdesk.desk.forms.version import VersionField
from expatdesk.housing.contract_models import LONGEST_REMARK, Judgement
from expatdesk.housing.contract_words import CHECKS, JUDGED_BY_DESK
from expatdesk.rules.contract_facts import ContractCheck
from expatdesk.shared.forms import Needed, PageForm, PlainText, options
from expatdesk.shared.i18n import lazy_gettext as _l

REMARK = "remark_on_"


class CorrectForm(WholeContract):
    """What the contract says, as the desk reads it."""

    version = VersionField()


class JudgeForm(PageForm):
    """A remark with each finding, and what the household should do."""

    version = VersionField()
    judgement = RadioField(
        _l("What do you tell the household?"),
        [Needed(_l("Choose what you tell the household."))],
        choices=options((one.value, JUDGED_BY_DESK[one]) for one in Judgement),
        validate_choice=False,
    )
    remark = TextAreaField(_l("In your own words"), [Optional(), PlainText(LONGEST_REMARK)])

    @classmethod
    def of(cls, checks: list[ContractCheck], **source: object) -> Self:
        """The form with a field for a remark on each of these checks."""
        fields = {
            f"{REMARK}{check}": TextAreaField(
                _l("Remark on: %(check)s", check=CHECKS[check]), [Optional(), PlainText(LONGEST_REMARK)]
            )
            for check in checks
        }
        return type(cls.__name__, (cls,), fields)(**source)  # type: ignore[no-any-return]

    @property
    def remarks(self) -> dict[str, str]:
        """What was written, by check."""
        written = {field.name.removeprefix(REMARK): field.data for field in self if field.name.startswith(REMARK)}
        return {check: text for check, text in written.items() if text}

    @property
    def chosen(self) -> Judgement | None:
        """What was chosen, if it is one of the three."""
        return Judgement(self.judgement.data) if self.judgement.data in set(Judgement) else None
