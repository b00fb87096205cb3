"""The form in which a household names who may represent it."""

from datetime import date, timedelta

from wtforms import RadioField, ValidationError
from wtforms.validators import InputRequired

from expatdesk.access.represented import REPRESENTATIVE_SEES
from expatdesk.cases.models import Case
from expatdesk.cases.representative_models import Grant, Mails, Relation
from expatdesk.cases.representatives import Named
from expatdesk.shared.forms import (
    DayField,
    LineField,
    Needed,
    PageForm,
    Plain,
    PlainName,
    TicksField,
    mail_address,
    options,
)
from expatdesk.shared.i18n import lazy_gettext as _l

RELATIONS = {
    Relation.PARTNER: _l("My partner"),
    Relation.AGENT: _l("A relocation agent"),
    Relation.OTHER: _l("Somebody else"),
}
MAILS = {
    Mails.NONE: _l("No, only to me"),
    Mails.TOO: _l("Yes, to them and to me"),
    Mails.INSTEAD: _l("Yes, to them and not to me"),
}
HINTS = {grant: shown.words for grant, shown in REPRESENTATIVE_SEES.items()}
# Long enough for a registration and what follows it; whoever wants another day changes it.
USUAL = timedelta(days=120)


class RepresentativeForm(PageForm):
    """Who, what they see and do, and until when."""

    own_address = ""

    name = LineField(_l("Their name"), [Needed(_l("Fill in their name.")), PlainName(100)])
    email = LineField(
        _l("Their e-mail address"), [Needed(_l("Fill in their e-mail address.")), Plain(254), mail_address]
    )
    language = RadioField(
        _l("In which language do we write to them?"),
        choices=options([("nl", _l("Dutch")), ("en", _l("English"))]),
        validators=[InputRequired(_l("Choose a language."))],
    )
    relation = RadioField(
        _l("What are they to you?"), choices=options(RELATIONS.items()),
        validators=[InputRequired(_l("Choose what they are to you."))],
    )  # fmt: skip
    sees = TicksField(
        _l("What may they see?"),
        choices=options((grant, shown.name) for grant, shown in REPRESENTATIVE_SEES.items()),
        validators=[InputRequired(_l("Tick at least one."))],
    )
    acts = RadioField(
        _l("May they do something for you?"),
        choices=options(
            [
                ("no", _l("No, only look")),
                ("yes", _l("Yes: book visits, hand in papers and ask the desk, of what they see")),
            ]
        ),
        validators=[InputRequired(_l("Choose whether they may do something."))],
    )
    mails = RadioField(
        _l("Do they get our mails about what they see?"), choices=options(MAILS.items()),
        validators=[InputRequired(_l("Choose who gets the mails."))],
    )  # fmt: skip
    last_day = DayField(_l("Until and including which day?"), [Needed(_l("Fill in until when."))])

    @classmethod
    def of(cls, case: Case, today: date) -> "RepresentativeForm":
        """The form of this household."""
        usual = {"language": case.language, "acts": "no", "mails": Mails.NONE, "last_day": today + USUAL}
        form = cls(data=usual)
        form.own_address = case.email
        return form

    def validate_email(self, field: LineField) -> None:
        """Refuse the household's own address; of any other one nothing is said (security T14)."""
        field.data = (field.data or "").lower()
        if field.data == self.own_address:
            raise ValidationError(_l("This is your own address. Fill in theirs."))

    def validate_sees(self, field: TicksField) -> None:
        """The papers themselves stand among the papers."""
        if Grant.SCANS in (field.data or []) and Grant.PAPERS not in (field.data or []):
            raise ValidationError(_l("Who may open the papers also sees how far they are. Tick that too."))

    @property
    def named(self) -> Named:
        """What was filled in."""
        return Named(
            name=self.name.data or "", email=self.email.data or "", language=self.language.data,
            relation=Relation(self.relation.data), sees=[Grant(one) for one in self.sees.data or []],
            may_act=self.acts.data == "yes", mails=Mails(self.mails.data), last_day=self.last_day.data,
        )  # fmt: skip
