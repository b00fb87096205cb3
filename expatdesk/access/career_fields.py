"""The form for help with work, at the household's own door and the desk's."""

from collections.abc import Iterable
from typing import Self

from wtforms import BooleanField, RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from expatdesk.cases.career_models import LONGEST_PROFESSION, PersonCareer
from expatdesk.rules.careers import Diploma, Looking, Regulated, Speaks
from expatdesk.shared.countries import countries
from expatdesk.shared.forms import CountField, LineField, PageForm, Plain, TicksField, options
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.social.career_words import (
    DIPLOMA_WORDS,
    FIELD_WORDS,
    LEVEL_WORDS,
    LOOKING_WORDS,
    REGULATED_WORDS,
    SPEAKS_WORDS,
)
from expatdesk.social.careers import Told

# The page says once that all of it may be left open, not at each field.
OPEN = Optional()
OPEN.field_flags = {}
SAME = ("field", "profession", "level", "diploma", "diploma_from", "regulated", "dutch", "english")


class CareerForm(PageForm):
    """What would help; only what they look for, and the yes to keeping it, must be there."""

    version = CountField(widget=HiddenInput(), least=0, most=9999)
    looks_for = TicksField(_l("What are you looking for?"), choices=options(LOOKING_WORDS.items()))
    field = SelectField(_l("In which field?"), [OPEN], choices=lambda: _opened(FIELD_WORDS.items()))
    profession = LineField(_l("Your profession"), [OPEN, Plain(LONGEST_PROFESSION)])
    level = SelectField(_l("How far are you in it?"), [OPEN], choices=lambda: _opened(LEVEL_WORDS.items()))
    diploma = SelectField(_l("Your highest diploma"), choices=options(DIPLOMA_WORDS.items()))
    diploma_from = SelectField(
        _l("In which country did you get it?"), [OPEN], choices=lambda: _opened(countries())
    )
    regulated = RadioField(_l("May your profession be a regulated one?"), choices=options(REGULATED_WORDS.items()))
    dutch = SelectField(_l("How well do you speak Dutch?"), choices=options(SPEAKS_WORDS.items()))
    english = SelectField(_l("How well do you speak English?"), choices=options(SPEAKS_WORDS.items()))
    wants_talk = BooleanField(_l("I would like a talk with the desk about work"))
    may_keep = BooleanField(_l("The desk may keep this, to help me with work and to put steps in our plan"))
    may_invite = BooleanField(_l("The desk may also invite me to activities about work"))

    @classmethod
    def of(cls, row: PersonCareer | None) -> Self:
        """The form as sent, else as it was told last; nothing is ticked for who has not told."""
        if row is None:
            return cls(data={"version": 0, "diploma": Diploma.NONE, "regulated": Regulated.UNSURE})
        told = {name: getattr(row, name) or "" for name in SAME}
        return cls(
            data={
                **told, "version": row.version, "looks_for": row.looks_for, "may_keep": True,
                "wants_talk": row.talk_asked_on is not None, "may_invite": row.may_invite,
            }
        )  # fmt: skip

    def validate_looks_for(self, field: TicksField) -> None:
        """Something, or nothing now."""
        ticked = field.data or []
        if not ticked:
            raise ValidationError(_l("Tick what you look for, or “Nothing now”."))
        if Looking.NOT_NOW in ticked and len(ticked) > 1:
            raise ValidationError(_l("You ticked “Nothing now” and something else. Take one of them away."))

    def validate_may_keep(self, field: BooleanField) -> None:
        """Without a yes nothing is kept."""
        if not field.data:
            raise ValidationError(_l("Tick this, or nothing of it can be kept."))

    @property
    def told(self) -> Told:
        """What was filled in; call when the form is valid."""
        return Told(
            version=self.version.data or 0,
            looks_for=self.looks_for.data or [],
            field=self.field.data or None,
            profession=self.profession.data or None,
            level=self.level.data or None,
            diploma=self.diploma.data,
            diploma_from=self.diploma_from.data or None,
            regulated=self.regulated.data or Regulated.UNSURE,
            dutch=self.dutch.data or Speaks.NOTHING,
            english=self.english.data or Speaks.NOTHING,
            wants_talk=bool(self.wants_talk.data),
            may_invite=bool(self.may_invite.data),
        )

    def goes_on_from(self, row: PersonCareer | None) -> None:
        """Somebody else was first: what is typed stays, and is sent over what is there now."""
        self.version.raw_data, self.version.data = None, row.version if row else 0


def _opened(pairs: Iterable[tuple[str, str | LazyString]]) -> list[SelectChoice]:
    return options([("", _("Leave it open")), *pairs])
