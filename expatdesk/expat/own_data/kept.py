"""What came to a file beside its facts: registrations, visits, papers and mails, each in a line or two."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from expatdesk.appointments.models import Appointment, Progress, VisitKind
from expatdesk.appointments.places import where_of
from expatdesk.cases.history import BSN_WAYS
from expatdesk.cases.labels import PAPERS, PURPOSES, paper_name
from expatdesk.cases.models import Case, Registration
from expatdesk.documents.checks import paper_of
from expatdesk.documents.models import Document, DocumentState
from expatdesk.documents.retention import erasure_of
from expatdesk.expat.family import called
from expatdesk.people.models import Person
from expatdesk.rights.queries import papers_handed_in, visits_of
from expatdesk.rules.plan import Paper, PaperKey, Plan
from expatdesk.rules.region import Region, Retention
from expatdesk.shared.clock import local
from expatdesk.shared.i18n import LazyString, long_date
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is kept, what there is to say of it, and when it came."""

    what: str
    more: str
    at: datetime | date | None = None


BECAME: Mapping[str, LazyString] = {
    Progress.BOOKED: _l("Booked"),
    Progress.CHECKED_IN: _l("You are here"),
    Progress.SERVING: _l("You are at the counter"),
    Progress.DONE: _l("You came"),
    Progress.NO_SHOW: _l("You did not come"),
    Progress.CANCELLED: _l("Cancelled"),
    Progress.LEFT_OPEN: _l("Nobody wrote down whether you came"),
}


def registrations_of(case: Case, region: Region) -> list[Line]:
    """What the registrar recorded of each member. The number itself is nowhere (UAVG art. 46)."""
    people = {person.id: person for person in case.people}
    return [_registration(row, people[row.person_id], region) for row in case.registrations]


def _registration(row: Registration, person: Person, region: Region) -> Line:
    words = _("Registered by the municipality of %(town)s.", town=region.municipality(row.municipality).name)
    if row.bsn_on:
        how = str(BSN_WAYS[row.bsn_way or ""])
        words += " " + _(
            "BSN issued on %(day)s: %(how)s. We do not keep the number.", day=long_date(row.bsn_on), how=how
        )
    return Line(called(person), words, row.registered_on)


def visits_in_words(case: Case, region: Region) -> list[Line]:
    """Every visit that was booked, and what became of it."""
    return [
        Line(_visit(visit), f"{_became(visit, case)}. {where_of(visit, region)}", visit.starts_at)
        for visit in visits_of(case.id)
    ]


def _became(visit: Appointment, case: Case) -> LazyString:
    """What became of a visit; who was registered that day came, also where nobody wrote that down yet."""
    day = local(visit.starts_at).date()
    came = visit.kind == VisitKind.REGISTRATION and any(row.registered_on == day for row in case.registrations)
    return BECAME[Progress.DONE if came and visit.progress == Progress.BOOKED else visit.progress]


def _visit(visit: Appointment) -> str:
    purpose = PURPOSES.get(visit.kind)
    return _("Visit %(purpose)s", purpose=purpose) if purpose else _("Visit to be registered")


def papers_in_words(case: Case, plan: Plan, retention: Retention) -> list[Line]:
    """Every paper that was handed in, how far it is, and until when its pages are kept."""
    people = {person.id: person for person in case.people}
    return [
        _paper(row, paper_of(case, row, plan), people[row.person_id], retention)
        for row in papers_handed_in(case.id)
    ]


def _paper(row: Document, asked: Paper | None, person: Person, retention: Retention) -> Line:
    erasure = erasure_of(row, retention)
    if row.state == DocumentState.ERASED or erasure is None:
        kept = _("The pages are erased. What we found of it stays.")
    else:
        kept = _("The pages are kept until %(day)s at the latest.", day=long_date(erasure.on))
    paper = paper_name(asked) if asked is not None else PAPERS[PaperKey(row.paper)]
    title = _("%(paper)s of %(name)s", paper=paper, name=called(person))
    return Line(title, kept, row.given_at)
