"""What was known when the intake began, as its first page shows it: to confirm in one press, or to change."""

from dataclasses import dataclass, replace

from flask import url_for

from expatdesk.cases.models import Case
from expatdesk.cases.words import fact_in_words, work_address
from expatdesk.expat.employer_told import is_told, told_facts
from expatdesk.expat.family import isolated
from expatdesk.expat.questions import Intake, Question
from expatdesk.expat.summary import nationalities_of
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import long_date, ngettext, plain_date


@dataclass(frozen=True, slots=True)
class Known:
    """Something that is known; `facts` are its names in `Hire`. Without a `url` the household cannot change it."""

    label: str
    answer: str
    url: str = ""
    facts: frozenset[str] = frozenset()
    # It is no longer as the employer told it.
    is_changed: bool = False


def known_before(case: Case) -> list[Known]:
    """All that was told before the household was asked, in the order of the questions."""
    said, still = case.as_submitted or {}, told_facts(case)
    lines = [*_who(case), *_why(case), *_stay(case), *_home(case), *_earlier(case)]
    return [
        replace(line, is_changed=any(is_told(said, fact) and fact not in still for fact in line.facts))
        for line in lines
        if line.answer
    ]


def _line(label: str, answer: str, question: str, *facts: str) -> Known:
    """Something that is changed at this question; where that is none, by who told it alone."""
    url = url_for("expat.question", slug=question, back="known") if question else ""
    return Known(label, answer, url, frozenset(facts))


def _who(case: Case) -> list[Known]:
    language = fact_in_words("language", case.language)
    return [
        _line(_("Name"), isolated(case.principal.full_name), "name", "given_names", "particle", "family_name"),
        Known(_("E-mail address"), case.email, url_for("expat.email"), frozenset({"email"})),
        Known(_("Language of our mails"), language, url_for("expat.mails"), frozenset({"language"})),
        _line(_("Nationality"), _nationality(case), "origin", "nationality"),
    ]


def _nationality(case: Case) -> str:
    is_stateless = "nationality" in told_facts(case) and not case.principal.nationalities
    return _("No nationality (stateless)") if is_stateless else nationalities_of(case.principal)


def _why(case: Case) -> list[Known]:
    signs = fact_in_words("address_form_signed", case.address_form_signed) if case.address_form_signed else ""
    return [
        _line(_("You come as"), fact_in_words("category", case.category), "", "category"),
        _line(_("Work"), case.employer.name if case.employer else "", ""),
        _line(_("Address of your work"), work_address(case), "", "work_street", "work_postcode"),
        _line(_("Your employer signs the form for its address"), signs, "", "address_form_signed"),
        _line(_("Department, as your employer calls it"), case.department or "", "", "department"),
        _line(
            _("First working day"),
            long_date(case.first_working_day) if case.first_working_day else "",
            "",
            "first_working_day",
        ),
    ]


def _stay(case: Case) -> list[Known]:
    along = case.people_expected - 1
    with_them = ngettext("%(num)d person", "%(num)d people", along) if along else ""
    if not along and "people_expected" in told_facts(case):
        with_them = _("Nobody")
    return [
        _line(_("Arrival"), long_date(case.arrival) if case.arrival else "", "arrival", "arrival"),
        _line(_("Stay"), ngettext("%(num)d month", "%(num)d months", case.stay_months), "arrival", "stay_months"),
        _line(_("Who come along"), with_them, "household", "people_expected"),
    ]


def _home(case: Case) -> list[Known]:
    if case.home_kind is None:
        return []
    since = _("from %(day)s", day=plain_date(case.home_from)) if case.home_from else ""
    until = _("until %(day)s", day=plain_date(case.home_until)) if case.home_until else ""
    parts = (fact_in_words("home_kind", case.home_kind), case.home_street, case.home_postcode, since, until)
    allowed = fact_in_words("home_registration_allowed", case.home_registration_allowed)
    facts = ("home_kind", "home_street", "home_postcode", "home_from", "home_until")
    return [
        _line(_("Home"), ", ".join(part for part in parts if part), "home", *facts),
        _line(_("You may register there"), allowed, "address", "home_registration_allowed"),
    ]


def _earlier(case: Case) -> list[Known]:
    """What the file holds by default nobody told: not by the employer, and not yet by the household."""
    is_answered, told = Intake(case).is_answered(Question("earlier")), told_facts(case)
    labels = {"lived_in_nl": _("Lived in the Netherlands before"), "has_bsn": _("Already has a BSN")}
    return [
        _line(label, fact_in_words(fact, getattr(case, fact)), "earlier", fact)
        for fact, label in labels.items()
        if is_answered or fact in told or getattr(case, fact) or case.as_submitted is None
    ]
