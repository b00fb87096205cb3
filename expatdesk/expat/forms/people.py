"""What an adult of the household tells to meet people, and what they answer about a buddy."""

from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.validators import Optional

from expatdesk.access.people_fields import PeopleForm
from expatdesk.cases.models import LONGEST_WISH, Case
from expatdesk.shared.forms import Needed, PageForm, PlainText, options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.person_fields import languages
from expatdesk.social.buddy_models import LONGEST_TOLD
from expatdesk.social.interest_models import PersonInterests
from expatdesk.social.interests import Told


class InterestsForm(PeopleForm):
    """What a newcomer tells beside that."""

    practises = SelectField(
        _l("Which language would you like to practise?"), [Optional()], choices=lambda: options(_to_practise())
    )
    words = TextAreaField(_l("Anything else that you like"), [Optional(), PlainText(LONGEST_WISH)])

    @classmethod
    def of(cls, case: Case, told: PersonInterests | None) -> "InterestsForm":
        """The form as it was filled in last."""
        data: dict[str, object] = {"words": case.interests or ""}
        if told is not None:
            data |= {"interests": told.interests, "times": told.times, "practises": told.practises or ""}
            data |= cls.of_languages(told.languages)
        return cls(data=data)

    @property
    def told(self) -> Told:
        """What was filled in."""
        return Told(
            self.spoken, self.interests.data or [], self.times.data or [], self.practises.data or None,
            self.words.data or "",
        )  # fmt: skip


def _to_practise() -> list[tuple[str, str]]:
    return [("", _("No language")), *languages()]


class YesForm(PageForm):
    """A yes to somebody, and whether they may have the address."""

    shares_email = BooleanField(_l("Give them my e-mail address once we have both said yes"))


class ProblemForm(PageForm):
    """What went wrong, for the desk alone."""

    text = TextAreaField(_l("What happened?"), [Needed(_l("Write what happened.")), PlainText(LONGEST_TOLD)])
