"""What a household told, as rows to read and to change: the intake's last page, and beside a conflict."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from expatdesk.cases.labels import HOME_KINDS, MARITAL_STATUSES
from expatdesk.cases.models import Case
from expatdesk.cases.words import birth_in_words, language_name, yes_no
from expatdesk.expat.answers import last_change
from expatdesk.expat.employer_told import told_facts
from expatdesk.expat.family import are_joined, called, children_of, couple_of, isolated, partner_of
from expatdesk.expat.forms.intake import FORMS
from expatdesk.expat.questions import Intake, Question, has_answered
from expatdesk.people.models import Person
from expatdesk.rules.facts import HomeKind, MaritalStatus
from expatdesk.shared.countries import country_name
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import long_date, ngettext, plain_date

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: what it is about, what was said, and the question where it is changed."""

    label: str
    answer: str
    slug: str
    # The row above is changed on the same page.
    continues: bool = False
    is_missing: bool = False


def rows_of(case: Case, questions: Iterable[Question]) -> list[Row]:
    """What the file says now on these questions."""
    return [
        Row(label, answer or _("Not told yet"), question.slug, continues=number > 0, is_missing=not answer)
        for question in questions
        if question.key in WORDS
        for number, (label, answer) in enumerate(_said(case, question))
    ]


def _said(case: Case, question: Question) -> Pairs:
    """Labels and answers; what the file holds by default is no answer before the household was asked."""
    pairs = WORDS[question.key](case, question.member or 0)
    if question.key in HELD_BY_DEFAULT and not _is_told(case, question):
        return [(label, "") for label, _default in pairs]
    return pairs


def _is_told(case: Case, question: Question) -> bool:
    """Whether somebody told it: the household, at its turn or as a whole, or the desk for it."""
    if has_answered(case) or Intake(case).is_answered(question):
        return True
    if question.key == "earlier" and (case.as_submitted is None or "lived_in_nl" in told_facts(case)):
        return True
    return last_change(case, FORMS[question.key].touches) is not None


@dataclass(frozen=True, slots=True)
class Section:
    """Answers that belong together, under one heading."""

    title: str
    rows: list[Row]


def sections_of(case: Case) -> list[Section]:
    """Everything that the household told, or that was told for it."""
    married = [] if are_joined(case) else ["status"]
    couple = ["couple", *married] if partner_of(case) else ["status"]
    address = ["address"] if case.home_kind else []
    about_you = Section(_("You"), _rows(case, "name", "birth", "origin", "earlier"))
    members = [
        Section(called(person), rows_of(case, [Question("member", person.position)])) for person in case.people[1:]
    ]
    return [
        about_you,
        Section(_("Your household"), rows_of(case, _of_the_household(case, *couple))),
        *members,
        Section(_("Your stay and your home"), _rows(case, "arrival", "home", *address)),
        Section(_("What you would like"), _rows(case, "wishes")),
    ]


def without_gaps(sections: Iterable[Section]) -> list[Section]:
    """What was told alone: for who is not asked the rest, nothing of it is missing."""
    told = [Section(one.title, [row for row in one.rows if not row.is_missing]) for one in sections]
    return [section for section in told if section.rows]


def _of_the_household(case: Case, *couple: str) -> list[Question]:
    certificates = [Question("certificates", person.position) for person in case.people]
    return [Question("household"), *map(Question, couple), *certificates, Question("licence")]


def _rows(case: Case, *keys: str) -> list[Row]:
    return rows_of(case, [Question(key) for key in keys])


def _name(case: Case, member: int) -> Pairs:
    return [(_("Name"), isolated(case.people[member].full_name))]


def _birth(case: Case, member: int) -> Pairs:
    born = case.people[member].born
    return [(_("Date of birth"), birth_in_words(born) if born else "")]


def _origin(case: Case, member: int) -> Pairs:
    person = case.people[member]
    return [(_("Nationality"), nationalities_of(person)), (_("Comes from"), _country(person.comes_from))]


def nationalities_of(person: Person) -> str:
    """The nationalities of somebody, by the names of their countries."""
    if not person.nationalities and person.comes_from:
        return _("No nationality (stateless)")
    return ", ".join(country_name(code) for code in person.nationalities)


def _country(code: str | None) -> str:
    return country_name(code) if code else ""


def _household(case: Case, _member: int) -> Pairs:
    children = len(children_of(case))
    along = [_("Your partner")] if partner_of(case) else []
    along += [ngettext("%(num)d child", "%(num)d children", children)] if children else []
    return [(_("Who comes along"), ", ".join(along) or _("Nobody"))]


def _member(case: Case, member: int) -> Pairs:
    return [*_name(case, member), *_birth(case, member), *_origin(case, member)]


def _couple(case: Case, _member: int) -> Pairs:
    status = case.principal.marital_status
    return [(_("Marital status"), str(MARITAL_STATUSES[MaritalStatus(status)]) if status else "")]


def _status(case: Case, _member: int) -> Pairs:
    couple = couple_of(case)
    labels = (
        [_("Marital status")]
        if len(couple) == 1
        else [_("Marital status of %(name)s", name=called(person)) for person in couple]
    )
    said = [person.marital_status for person in couple]
    words = [str(MARITAL_STATUSES[MaritalStatus(status)]) if status else "" for status in said]
    return list(zip(labels, words, strict=True))


def _certificates(case: Case, member: int) -> Pairs:
    person = case.people[member]
    return [(_("Birth certificate of %(name)s", name=called(person)), _certificate(person))]


def _certificate(person: Person) -> str:
    if not person.birth_certificate_country:
        return ""
    country = country_name(person.birth_certificate_country)
    if not person.birth_certificate_language:
        return _("From %(country)s, language not known yet", country=country)
    return _(
        "From %(country)s, in %(language)s",
        country=country,
        language=language_name(person.birth_certificate_language),
    )


def _earlier(case: Case, _member: int) -> Pairs:
    """Of who lived here by what the employer told, nobody asked for a BSN."""
    lived, told = (_("Lived in the Netherlands before"), yes_no(case.lived_in_nl)), told_facts(case)
    if "lived_in_nl" in told and "has_bsn" not in told and not case.has_bsn:
        return [lived]
    return [lived, (_("Already has a BSN"), yes_no(case.has_bsn))]


def _arrival(case: Case, _member: int) -> Pairs:
    day = long_date(case.arrival) if case.arrival else _("Not known yet")
    stay = ngettext("%(num)d month", "%(num)d months", case.stay_months)
    return [(_("Arrival"), day), (_("Stay"), stay)]


def _home(case: Case, _member: int) -> Pairs:
    kind = str(HOME_KINDS[HomeKind(case.home_kind)]) if case.home_kind else _("No home yet")
    return [(_("Home"), kind)]


def _address(case: Case, _member: int) -> Pairs:
    if case.home_kind is None:
        return []
    place = ", ".join(part for part in (case.home_street, case.home_postcode) if part)
    since = plain_date(case.home_from) if case.home_from else _("Not known yet")
    pairs = [(_("Address"), place), (_("From"), since)]
    if case.home_until:
        pairs.append((_("Until"), plain_date(case.home_until)))
    if case.home_kind != HomeKind.HOTEL:
        pairs.append((_("You may register there"), yes_no(case.home_registration_allowed)))
    return pairs


def _licence(case: Case, _member: int) -> Pairs:
    drivers = [person for person in case.people if person.driving_licence]
    held = [f"{called(person)}: {_country(person.driving_licence)}" for person in drivers]
    return [(_("Driving licence"), ", ".join(held) or _("No driving licence"))]


def _wishes(case: Case, _member: int) -> Pairs:
    wishes = {
        _("help with a home"): case.wants_housing_help,
        _("social network"): case.wants_social,
        _("a buddy"): case.wants_buddy,
        _("a Dutch course"): case.wants_language_course,
    }
    wanted = ", ".join(wish for wish, is_wanted in wishes.items() if is_wanted)
    return [(_("You would like"), wanted or _("Nothing more"))]


HELD_BY_DEFAULT = frozenset({"licence", "wishes", "earlier"})
WORDS: dict[str, Callable[[Case, int], Pairs]] = {
    "name": _name,
    "birth": _birth,
    "origin": _origin,
    "household": _household,
    "member": _member,
    "couple": _couple,
    "status": _status,
    "certificates": _certificates,
    "earlier": _earlier,
    "arrival": _arrival,
    "home": _home,
    "address": _address,
    "licence": _licence,
    "wishes": _wishes,
}
