"""What somebody says to hear where they register: nothing of it is kept, and nothing tells who they are."""

from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from expatdesk.rules.facts import (
    UNKNOWN_BIRTH,
    Category,
    Earlier,
    Employer,
    Facts,
    Home,
    HomeKind,
    Person,
    PersonRole,
    Wants,
)
from expatdesk.rules.region import Region
from expatdesk.rules.route import SHORTEST_STAY_OF_A_RESIDENT
from expatdesk.shared.clock import today
from expatdesk.shared.forms import PageForm, options
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

ELSEWHERE, NOWHERE = "elsewhere", "none"
# A postcode that lies in no municipality, for an address outside the region.
OUTSIDE = "0000 AA"
# Any country outside the EU, and any in it: the rules ask no more of a nationality.
NATIONALITIES = {"eu": "DE", "other": "IN"}
WORK, FAMILY = "work", "family"
PURPOSES = {
    WORK: _l("To work for an employer"),
    FAMILY: _l("With my partner or family"),
    Category.RESEARCHER: _l("To do research, or as a doctor in training"),
    Category.ENTREPRENEUR: _l("To start or run my own business"),
    Category.ORIENTATION_YEAR: _l("I graduated and look for work (orientation year)"),
    Category.STUDENT: _l("To study"),
    Category.PRIVILEGED_PERSON: _l("For an embassy or international organisation"),
    Category.TEMPORARY_PROTECTION: _l("I come from Ukraine, under temporary protection"),
}


def _choice(label: LazyString, missing: LazyString, choices: dict[str, LazyString]) -> RadioField:
    return RadioField(label, [InputRequired(missing)], choices=options(choices.items()))


class CanHelpForm(PageForm):
    """A few choices, which stand in the address of the page and nowhere else."""

    class Meta(PageForm.Meta):
        """Nothing is changed by asking: no token is needed."""

        csrf = False

    nationality = _choice(
        _l("Which nationality do you have?"),
        _l("Say which nationality you have."),
        {"eu": _l("Of a country of the EU or EEA, or Swiss"), "other": _l("Another one")},
    )
    stay = _choice(
        _l("How long do you stay in the Netherlands?"),
        _l("Say how long you stay."),
        {"long": _l("Four months or longer"), "short": _l("Less than four months")},
    )
    earlier = _choice(
        _l("Were you registered in the Netherlands before?"),
        _l("Say whether you were registered here before."),
        {
            "no": _l("No, never"), "bsn": _l("I have a BSN, but never lived here"),
            "lived": _l("Yes, I lived here before"),
        },
    )  # fmt: skip
    purpose = _choice(_l("Why do you come?"), _l("Say why you come."), PURPOSES)
    home = SelectField(_l("Where will you live?"), [InputRequired(_l("Say where you will live."))])
    work = SelectField(_l("Where is your employer?"), [InputRequired(_l("Say where your employer is."))])
    sponsor = _choice(
        _l("Is your employer a recognised sponsor with the IND?"),
        _l("Say whether your employer is a recognised sponsor."),
        {"yes": _l("Yes"), "unknown": _l("I do not know"), "no": _l("No, or I have no employer")},
    )

    @classmethod
    def of(cls, arguments: Any, region: Region) -> "CanHelpForm":
        """The form as its page was asked for."""
        form = cls(formdata=arguments)
        towns = [(town.code, town.name) for town in region.municipalities]
        elsewhere = (ELSEWHERE, _("In another municipality"))
        form.home.choices = options([("", ""), *towns, elsewhere, (NOWHERE, _("I have no home yet, or a hotel"))])
        form.work.choices = options([("", ""), *towns, elsewhere, (NOWHERE, _("I have no employer"))])
        return form

    @property
    def said(self) -> dict[str, Any]:
        """What was said, for another address: nothing else that somebody wrote into this one."""
        return {field.name: field.data for field in self}

    def facts(self, region: Region) -> Facts:
        """What was said, as the rules know it; what nobody asked is as in the plainest case."""
        home, work = (_postcode(field.data, region) for field in (self.home, self.work))
        return Facts(
            category=self.category(), arrival=None, first_working_day=None, submitted=today(),
            stay_months=12 if self.stay.data == "long" else SHORTEST_STAY_OF_A_RESIDENT - 1,
            earlier=Earlier(has_bsn=self.earlier.data != "no", lived_in_nl=self.earlier.data == "lived"),
            home=Home(home, HomeKind.RENT, None, registration_allowed=True) if home else None,
            employer=Employer(work, self.sponsor.data != "no", address_form_signed=True) if work else None,
            wants=Wants(), people=(self._person(),),
        )  # fmt: skip

    def category(self) -> Category:
        """As what they come, as far as that was said."""
        if self.purpose.data in (WORK, FAMILY):
            is_free = self.nationality.data == "eu"
            if is_free:
                return Category.EU_CITIZEN
            return Category.FAMILY_MEMBER if self.purpose.data == FAMILY else Category.HIGHLY_SKILLED_MIGRANT
        return Category(self.purpose.data)

    def _person(self) -> Person:
        return Person(PersonRole.PRINCIPAL, UNKNOWN_BIRTH, (NATIONALITIES[self.nationality.data],))


def _postcode(place: str, region: Region) -> str:
    """Some postcode of the chosen municipality; empty where there is no address."""
    if place in (ELSEWHERE, NOWHERE):
        return OUTSIDE if place == ELSEWHERE else ""
    return f"{region.municipality(place).postcodes[0][0]} AA"
