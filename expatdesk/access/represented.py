"""What a representative sees and does of a household's file, as data. The household reads the same list."""

from collections.abc import Collection
from dataclasses import dataclass

from expatdesk.access.permissions import EVERYBODY
from expatdesk.access.permissions import Permission as P
from expatdesk.cases.representative_models import Grant
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Shown:
    """What a grant is called, what it shows and lets them do, and what of our pages that is."""

    name: LazyString
    words: LazyString
    looks: frozenset[P] = frozenset()
    acts: frozenset[P] = frozenset()
    acts_in_words: LazyString | None = None


REPRESENTATIVE_SEES: dict[Grant, Shown] = {
    Grant.PLAN: Shown(
        _l("The plan and the visit"),
        _l("The steps and their days, whom they are for, and when and where the visit is"),
        acts=frozenset({P.BOOK_OWN_VISIT}),
        acts_in_words=_l("Book, move and cancel visits"),
    ),
    Grant.PAPERS: Shown(
        _l("How far the papers are"),
        _l("Which papers are asked of whom, what came back and why"),
        frozenset({P.SEE_OWN_PAPERS}),
        frozenset({P.HAND_IN_OWN_PAPER}),
        _l("Hand in papers"),
    ),
    Grant.SCANS: Shown(
        _l("The papers themselves"),
        _l("The scans and photos that were handed in, to download"),
        frozenset({P.SEE_OWN_SCANS}),
    ),
    Grant.QUESTIONS: Shown(
        _l("The questions to the desk"),
        _l("All questions to the desk, and its answers"),
        frozenset({P.SEE_OWN_QUESTIONS}),
        frozenset({P.ASK_DESK}),
        _l("Put questions to the desk"),
    ),
}

REPRESENTATIVE_NEVER_SEES = _l(
    "Nothing else: not your answers, your data and its copies, who looked at your file, where you are signed in, "
    "your secret or your mails, and never the BSN. They change nothing of these either."
)


def allowed_by(sees: Collection[str], *, may_act: bool) -> frozenset[P]:
    """What somebody may do to whom a household grants this."""
    shown = [REPRESENTATIVE_SEES[Grant(grant)] for grant in sees]
    allowed = frozenset(EVERYBODY | {P.SEE_OWN_PAGE}).union(*(one.looks for one in shown))
    return allowed.union(*(one.acts for one in shown)) if may_act else allowed
