"""The form of an organisation that works with the desk, as the coordinator fills it in."""

import re
import uuid
from typing import Any

from wtforms import BooleanField, Field, SelectField, ValidationError
from wtforms.form import BaseForm
from wtforms.validators import Optional

from expatdesk.desk.forms.version import VersionField
from expatdesk.organisations.models import Partner
from expatdesk.organisations.partners import PartnerFacts
from expatdesk.organisations.queries import employers
from expatdesk.shared.forms import DayField, LineField, Needed, PageForm, Plain, mail_address, options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

OPEN = Optional(strip_whitespace=True)
SITE = re.compile(r"https?://[\w-]+(\.[\w-]+)+([/?#]\S*)?", re.IGNORECASE)


class SiteField(LineField):
    """The address of a website, kept with its https:// however it was typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Bring what was typed into its full form."""
        super().process_formdata(valuelist)
        if self.data and "://" not in self.data:
            self.data = f"https://{self.data}"

    def pre_validate(self, _form: BaseForm) -> None:
        """Raise ValidationError where this leads to no website."""
        if self.data and not SITE.fullmatch(self.data):
            raise ValidationError(_l("This is no website. It looks like www.example.org."))


class PartnerOrganisationForm(PageForm):
    """What the desk knows of a partner."""

    version = VersionField()
    name = LineField(_l("Name of the organisation"), [Needed(_l("Fill in the name.")), Plain(200)])
    offers_homes = BooleanField(_l("It offers homes"))
    runs_activities = BooleanField(_l("It runs activities"))
    email = LineField(_l("E-mail address"), [OPEN, mail_address])
    phone = LineField(_l("Telephone"), [OPEN, Plain(40)])
    website = SiteField(_l("Website"), [OPEN, Plain(200)])
    employer_id = SelectField(_l("It is this employer"), validators=[Optional()])
    last_day = DayField(_l("Works with the desk until"), [Optional()])

    def __init__(self, **said: Any) -> None:
        super().__init__(**said)
        known = [("", _("No employer")), *((str(one.id), one.name) for one in employers())]
        self.employer_id.choices = options(known)

    @classmethod
    def of(cls, partner: Partner) -> "PartnerOrganisationForm":
        """The form as the partner stands."""
        return cls(data={"version": partner.version, **cls.stored(partner)})

    @property
    def facts(self) -> list[Field]:
        """The fields that tell something of the partner."""
        return [self[name] for name in PartnerFacts.__slots__]

    @property
    def said(self) -> PartnerFacts:
        """What was typed; call when the form is valid."""
        said: dict[str, Any] = {field.name: None if field.data == "" else field.data for field in self.facts}
        employer = said.pop("employer_id")
        return PartnerFacts(**said, employer_id=uuid.UUID(employer) if employer else None)

    @staticmethod
    def stored(partner: Partner) -> dict[str, Any]:
        """What is known of the partner now, by field."""
        known = {name: getattr(partner, name) for name in PartnerFacts.__slots__}
        return {**known, "employer_id": str(partner.employer_id or "")}
