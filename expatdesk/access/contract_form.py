"""Questions about a rental contract, page by page, for the household; for the desk all of them on one page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import Field, RadioField, ValidationError
from wtforms.form import BaseForm
from wtforms.validators import Optional

from expatdesk.housing.contract_models import LONGEST_STREET, ContractCheck
from expatdesk.rules.contract_facts import FACT_NAMES, Lets
from expatdesk.shared.forms import CountField, DayField, LineField, PageForm, Plain, PostcodeField, options
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.money_field import MoneyField

MOST_PEOPLE, MOST_POINTS = 30, 500
SAID = {"yes": True, "no": False, "unknown": None}
OPEN = [Optional()]
YES_OR_NO = options((("yes", _l("Yes")), ("no", _l("No")), ("unknown", _l("I do not know"))))


class ChoiceField(RadioField):
    """One of a few answers, which has to be chosen."""

    def pre_validate(self, _form: BaseForm) -> None:
        """Raise ValidationError where none is."""
        if self.data not in {value for value, *_rest in self.iter_choices()}:
            raise ValidationError(_l("Choose one of these."))


class AnswerField(ChoiceField):
    """Yes, no, or "I do not know": that one has no answer is one too."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, choices=YES_OR_NO, **kwargs)


class HomePart(PageForm):
    """Which home it is."""

    street = LineField(_l("Street and number"), [Plain(LONGEST_STREET)])
    postcode = PostcodeField(_l("Postcode"), [Plain(20)])
    lets = ChoiceField(
        _l("What do you rent?"),
        choices=options(
            (
                (Lets.WHOLE_HOME, _l("A whole home, with a front door of its own")),
                (Lets.ROOM, _l("A room in a home that you share")),
                (Lets.SHORT_STAY, _l("A home for a short stay")),
                (Lets.HOTEL, _l("A hotel or a holiday home, such as an Airbnb")),
            )
        ),
    )


class RegistrationPart(PageForm):
    """Whether one may be registered there, and how many."""

    registration_allowed = AnswerField(_l("May you register at this address?"))
    most_registered = CountField(_l("How many people may be registered there?"), OPEN, least=0, most=MOST_PEOPLE)
    others = CountField(_l("How many others live there already?"), OPEN, least=0, most=MOST_PEOPLE)


class LandlordPart(PageForm):
    """Whether the landlord may let it."""

    is_sublet = AnswerField(_l("Does the person who lets it rent it too?"))
    owner_consents = RadioField(_l("Has the owner agreed in writing?"), OPEN, choices=YES_OR_NO)


class PermitPart(PageForm):
    """Whether a permit is needed to let it, and there."""

    in_permit_district = AnswerField(_l("Is the home in one of these districts?"))
    has_permit = RadioField(_l("Has the landlord shown a rental permit, or its number?"), OPEN, choices=YES_OR_NO)


class TermPart(PageForm):
    """From when, until when, and leaving before."""

    starts = DayField(_l("What is the first day of the contract?"))
    has_end = AnswerField(_l("Has the contract an end date?"))
    ends = DayField(_l("Which day is that?"))
    end_has_ground = RadioField(_l("Does it name a reason that the law allows?"), OPEN, choices=YES_OR_NO)
    may_leave_early = AnswerField(_l("Can you end it early if your work ends?"))

    def validate_ends(self, field: Field) -> None:
        """A contract ends after it began."""
        if self.has_end.data == "yes" and field.data and self.starts.data and field.data < self.starts.data:
            raise ValidationError(_l("This is before the first day. Check both days."))


class MoneyPart(PageForm):
    """What is paid."""

    rent = MoneyField(_l("Bare rent a month, in euros"), OPEN)
    service_costs = MoneyField(_l("Service costs a month, in euros"), OPEN)
    deposit = MoneyField(_l("Deposit, in euros"), OPEN)
    asks_agency_fee = AnswerField(_l("Do you have to pay an agency of the landlord?"))


class GivenPart(PageForm):
    """What the landlord must give."""

    is_written = AnswerField(_l("Is the contract in writing?"))
    is_informed = AnswerField(_l("Did the landlord tell you your rights in writing?"))
    points = CountField(_l("How many points has the home?"), OPEN, least=0, most=MOST_POINTS)


class SignsPart(PageForm):
    """Signs of fraud."""

    pay_before_viewing = AnswerField(_l("Do you have to pay before you have been inside?"))
    landlord_abroad = AnswerField(_l("Is the landlord abroad, so that nobody can show you the home?"))
    price_too_low = AnswerField(_l("Is the rent much lower than that of other homes you saw?"))


class WholeContract(
    HomePart, RegistrationPart, LandlordPart, PermitPart, TermPart, MoneyPart, GivenPart, SignsPart
):
    """All of it on one page; what is left open stays unknown."""


@dataclass(frozen=True, slots=True)
class ContractPage:
    """One page of questions; `topic` is the answer of the knowledge base that tells more."""

    slug: str
    form: type[PageForm]
    topic: str


PAGES: tuple[ContractPage, ...] = (
    ContractPage("home", HomePart, "hotel-or-airbnb"),
    ContractPage("registration", RegistrationPart, "contract-as-proof-of-address"),
    ContractPage("landlord", LandlordPart, "living-with-somebody"),
    ContractPage("permit", PermitPart, "letting-permit"),
    ContractPage("term", TermPart, "length-of-contract"),
    ContractPage("money", MoneyPart, "deposit"),
    ContractPage("given", GivenPart, "rent-and-points"),
    ContractPage("signs", SignsPart, "housing-scams"),
)
TITLES: dict[str, LazyString] = {
    "home": _l("The home"),
    "registration": _l("Registering there"),
    "landlord": _l("The landlord"),
    "permit": _l("The rental permit"),
    "term": _l("First and last day"),
    "money": _l("What you pay"),
    "given": _l("What the landlord gave"),
    "signs": _l("Signs of fraud"),
}
# What is asked with a yes, a no, or neither.
ASKED = frozenset(name for name in FACT_NAMES if issubclass(getattr(WholeContract, name).field_class, AnswerField))
# What only counts after a yes to the other.
FOLLOWS = {"owner_consents": "is_sublet", "has_permit": "in_permit_district"}
FOLLOWS |= {"ends": "has_end", "end_has_ground": "has_end"}


def stored_in(contract: ContractCheck, *, is_answered: bool = True) -> dict[str, Any]:
    """What a form about this contract holds. Before a page was answered nothing is chosen on it."""
    facts = contract.facts
    values = {name: _as_said(getattr(facts, name), name, is_answered=is_answered) for name in FACT_NAMES}
    return {**values, "street": contract.street}


def answers_in(form: PageForm) -> dict[str, Any]:
    """The facts that the form holds, as they are stored."""
    answers = {name: _as_stored(form[name].data) for name in FACT_NAMES if name in form}
    for name, other in FOLLOWS.items():
        if other in answers and answers[other] is not True:
            answers[name] = None
    return answers


def _as_said(value: object, name: str, *, is_answered: bool) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "unknown" if value is None and name in ASKED and is_answered else value


def _as_stored(value: object) -> object:
    if isinstance(value, str) and value in SAID:
        return SAID[value]
    if isinstance(value, date):
        return value.isoformat()
    return value or None if isinstance(value, str) else value
