"""The forms of the intake, one per question."""

from .base import Answers, Asked, IntakeForm
from .family import CertificatesForm, CoupleForm, HouseholdForm, LicenceForm, MemberForm, StatusForm
from .life import AddressForm, ArrivalForm, EarlierForm, HomeForm, WishesForm
from .papers import PapersForm
from .you import BirthForm, NameForm, OriginForm

__all__ = ["FORMS", "Answers", "Asked", "IntakeForm"]

FORMS: dict[str, type[IntakeForm]] = {
    "known": IntakeForm,
    "name": NameForm,
    "birth": BirthForm,
    "origin": OriginForm,
    "household": HouseholdForm,
    "member": MemberForm,
    "couple": CoupleForm,
    "status": StatusForm,
    "certificates": CertificatesForm,
    "earlier": EarlierForm,
    "arrival": ArrivalForm,
    "home": HomeForm,
    "address": AddressForm,
    "licence": LicenceForm,
    "wishes": WishesForm,
    "papers": PapersForm,
}
