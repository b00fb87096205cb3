"""What the page of a case says of other cases that look alike, and of one that was put into it."""

import uuid
from collections.abc import Sequence
from typing import NamedTuple

from expatdesk.access.permissions import Permission
from expatdesk.access.policy import visible_case, visible_cases
from expatdesk.access.visitor import Visitor
from expatdesk.cases.duplicates import Alike, Likeness, possible_duplicates
from expatdesk.cases.merge_models import Merge
from expatdesk.cases.merging import merge_into, merge_to_undo
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import find_case
from expatdesk.logbook.models import LogLine
from expatdesk.shared.i18n import LazyString, listed
from expatdesk.shared.i18n import lazy_gettext as _l

LIKENESSES: dict[Likeness, LazyString] = {
    Likeness.EMAIL: _l("the same e-mail address"),
    Likeness.NAME_AND_BIRTH: _l("somebody with the same name and date of birth"),
    Likeness.NAME_AND_EMPLOYER: _l("the same name and employer"),
    Likeness.NAME: _l("the same name, and who signed up may be known from an employer"),
}


class AlikeInWords(NamedTuple):
    """Another case, and what the two share."""

    case: Case
    what: str


class Beside(NamedTuple):
    """What stands beside a case: others that look alike, and a merge that can still be undone, the last move."""

    alike: list[AlikeInWords]
    merge: Merge | None
    handed_over: LogLine | None = None


def beside(case: Case, visitor: Visitor, history: Sequence[LogLine]) -> Beside:
    """What stands beside this case, for who may do something about it."""
    if case.state != CaseState.OPEN or not visitor.may(Permission.CHANGE_CASE):
        return Beside([], None)
    handed_over = next((line for line in history if line.verb == "municipality_changed"), None)
    alike = possible_duplicates(case, visible_cases(visitor))
    in_words = [AlikeInWords(one.case, what_they_share(one)) for one in alike]
    return Beside(in_words, merge_to_undo(case), handed_over)


def what_they_share(alike: Alike) -> str:
    """In what two cases are alike, in words."""
    return listed([str(LIKENESSES[one]) for one in alike.likenesses])


def leads_to(case: Case, visitor: Visitor) -> uuid.UUID | None:
    """The case into which this closed one was put, where the visitor may see that."""
    merge = merge_into(case) if case.state == CaseState.CLOSED else None
    kept = find_case(visible_case(visitor, merge.kept_id)) if merge else None
    return kept.id if kept else None
