"""Words for categories, roles, marital status and kinds of homes."""

from expatdesk.rules.facts import Category, HomeKind, MaritalStatus, PersonRole
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

CATEGORIES: dict[Category, LazyString] = {
    Category.HIGHLY_SKILLED_MIGRANT: _l("Highly skilled migrant"),
    Category.EU_BLUE_CARD: _l("EU Blue Card holder"),
    Category.INTRA_CORPORATE_TRANSFEREE: _l("Transferred within a company (ICT)"),
    Category.RESEARCHER: _l("Researcher"),
    Category.DOCTOR_IN_TRAINING: _l("Doctor in training to be a specialist"),
    Category.ENTREPRENEUR: _l("Entrepreneur"),
    Category.ORIENTATION_YEAR: _l("Graduate in the orientation year"),
    Category.EU_CITIZEN: _l("Citizen of the EU, the EEA or Switzerland"),
    Category.PRIVILEGED_PERSON: _l("Privileged person, such as staff of an international organisation"),
    Category.STUDENT: _l("Student"),
    Category.TEMPORARY_PROTECTION: _l("Person under temporary protection, from Ukraine"),
    Category.FAMILY_MEMBER: _l("Partner or family member of somebody else"),
}
# As what an employer lets somebody come: a family comes along with its hire.
CATEGORIES_OF_HIRES = {key: words for key, words in CATEGORIES.items() if key is not Category.FAMILY_MEMBER}

ROLES: dict[PersonRole, LazyString] = {
    PersonRole.PRINCIPAL: _l("Main applicant"),
    PersonRole.PARTNER: _l("Partner"),
    PersonRole.CHILD: _l("Child"),
}

MARITAL_STATUSES: dict[MaritalStatus, LazyString] = {
    MaritalStatus.SINGLE: _l("Not married"),
    MaritalStatus.MARRIED: _l("Married"),
    MaritalStatus.REGISTERED_PARTNERSHIP: _l("Registered partnership"),
    MaritalStatus.DIVORCED: _l("Divorced"),
    MaritalStatus.WIDOWED: _l("Widowed"),
}

HOME_KINDS: dict[HomeKind, LazyString] = {
    HomeKind.RENT: _l("Rented home"),
    HomeKind.OWN: _l("Home of your own"),
    HomeKind.WITH_HOST: _l("Living with somebody"),
    HomeKind.TEMPORARY: _l("Temporary home"),
    HomeKind.HOTEL: _l("Hotel or Airbnb"),
}
