"""Accepted papers that are not good on the day of the visit, as their household reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from expatdesk.cases.models import Case
from expatdesk.documents.checks import document_for, is_waiting, not_good_at_visit
from expatdesk.documents.models import Document
from expatdesk.documents.queries import newer_of
from expatdesk.expat.papers import titled
from expatdesk.rules.acceptance import AnswerWhy
from expatdesk.rules.plan import Plan
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

TOO_OLD = _l("“%(paper)s” will be too old on the day of your visit.")
WORDS: Mapping[AnswerWhy, LazyString] = {
    AnswerWhy.EXPIRES: _l("“%(paper)s” is not valid any more on the day of your visit."),
    AnswerWhy.LEGALISATION_TOO_OLD: TOO_OLD,
    AnswerWhy.TRANSLATION_TOO_OLD: TOO_OLD,
    AnswerWhy.STARTS_TOO_LATE: _l("“%(paper)s” starts after the day of your visit."),
}
NEWER = _l("Hand in a newer one, which the desk checks, or choose an earlier day.")
CHECKED_NOW = _l("You handed in a newer one: the desk checks it.")
LATER = _l("The desk decides whether it will do: choose a later day, or ask the desk.")


@dataclass(frozen=True, slots=True)
class LatePaper:
    """One such paper: what is the matter, and what to do."""

    matter: str
    what_to_do: LazyString


def late_papers(case: Case, plan: Plan, region: Region, today: date) -> list[LatePaper]:
    """What a household has to know before its visit; the desk sees the same papers in amber."""
    newer = newer_of(case)
    return [
        LatePaper(
            str(WORDS[answer.why]) % {"paper": titled(case, paper, (paper.person,))},
            _what_to_do(answer.why, document_for(paper, newer)),
        )
        for paper, answer in not_good_at_visit(case, plan, region, today)
    ]


def _what_to_do(why: AnswerWhy, newer: Document | None) -> LazyString:
    if why is AnswerWhy.STARTS_TOO_LATE:
        return LATER
    return CHECKED_NOW if is_waiting(newer) else NEWER
