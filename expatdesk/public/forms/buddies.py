"""The form by which somebody offers to be a buddy, and those of their own page."""

from wtforms import BooleanField, Field, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Optional

from expatdesk.access.acting import the_region
from expatdesk.access.people_fields import PeopleForm
from expatdesk.shared.clock import today
from expatdesk.shared.forms import (
    CountField,
    DayField,
    LineField,
    Needed,
    PageForm,
    Plain,
    PlainName,
    PlainText,
    mail_address,
    options,
)
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import language
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.social.buddy_models import LONGEST_NAME, LONGEST_TOLD
from expatdesk.social.people_labels import FAMILY_WORDS
from expatdesk.social.volunteers import MOST_NEWCOMERS, Offer


class OfferForm(PeopleForm):
    """Who offers to be a buddy, and for how many and until when."""

    first_name = LineField(_l("First name"), [Needed(_l("Fill in your first name.")), PlainName(LONGEST_NAME)])
    family_name = LineField(_l("Family name"), [Needed(_l("Fill in your family name.")), PlainName(LONGEST_NAME)])
    email = LineField(
        _l("Your e-mail address"), [Needed(_l("Fill in your e-mail address.")), Plain(254), mail_address]
    )
    municipality = SelectField(
        _l("Where do you live?"), [Needed(_l("Choose your municipality."))], choices=lambda: options(_towns())
    )
    family = RadioField(
        _l("With whom do you live?"), [InputRequired(_l("Choose an answer."))],
        choices=options((one.value, words) for one, words in FAMILY_WORDS.items()),
    )  # fmt: skip
    most = CountField(
        _l("For how many newcomers at a time, at most?"), [Needed(_l("Fill in a number."))],
        least=1, most=MOST_NEWCOMERS,
    )  # fmt: skip
    last_day = DayField(_l("Until when?"), validators=[Optional()])
    agrees = BooleanField(_l("I agree that the desk uses this to find newcomers who suit me, and calls me first"))

    def validate_last_day(self, field: Field) -> None:
        """Raise ValidationError where the day is over."""
        if field.data and field.data < today():
            raise ValidationError(_l("This day is over. Choose today or a later day."))

    def validate_agrees(self, field: Field) -> None:
        """Raise ValidationError without a yes: the desk may do nothing then."""
        if not field.data:
            raise ValidationError(_l("Without your yes we cannot use it. Tick the box, or leave the page."))

    @property
    def offer(self) -> Offer:
        """What was filled in."""
        return Offer(
            first_name=self.first_name.data or "", family_name=self.family_name.data or "",
            email=(self.email.data or "").lower(), language=language(), languages=self.spoken,
            interests=self.interests.data or [], times=self.times.data or [], family=self.family.data,
            municipality=self.municipality.data, most=self.most.data or 1, last_day=self.last_day.data,
        )  # fmt: skip


def _towns() -> list[tuple[str, str]]:
    return [("", _("Choose")), *((town.code, town.name) for town in the_region().municipalities)]


class ConfirmOfferForm(PageForm):
    """A button."""


class NewcomerProblemForm(PageForm):
    """What went wrong, for the desk alone."""

    text = TextAreaField(_l("What happened?"), [Needed(_l("Write what happened.")), PlainText(LONGEST_TOLD)])
