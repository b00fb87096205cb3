"""What came back to the household: which papers or which step, and why."""

from dataclasses import dataclass

from expatdesk.cases.labels import label_of
from expatdesk.cases.models import Outcome
from expatdesk.cases.queries import record_of
from expatdesk.cases.reasons import RETURN_REASONS
from expatdesk.documents.checks import document_for, each_once, returned_papers
from expatdesk.documents.models import Document
from expatdesk.expat.overview.situation import Situation
from expatdesk.expat.papers import titled
from expatdesk.rules.plan import Step
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import listed, ngettext

# More papers than this are not named in a heading.
MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class CameBack:
    """What it is, the desk's reason, and what it wrote; `is_named` where that tells which paper or step."""

    what: str
    reason: str
    note: str
    is_named: bool = True


def came_back(step: Step, situation: Situation) -> CameBack | None:
    """What of this step came back, if anything: the papers of handing in, else the step itself."""
    papers = _papers(situation) if step.key == "papers_handed_in" else []
    if len(papers) == 1:
        ((title, row),) = papers
        return CameBack(title, str(RETURN_REASONS[row.reason or ""]), row.note or "")
    if papers:
        return CameBack(
            _named([title for title, _row in papers]), _("With each of them stands what is wrong."), ""
        )
    record = record_of(situation.case, step.id)
    if record is None or record.outcome != Outcome.RETURNED:
        return None
    reason, note = str(RETURN_REASONS[record.reason or ""]), record.note or ""
    if step.key == "papers_handed_in":
        return CameBack(_("Hand in your papers again"), reason, note, is_named=False)
    return CameBack(str(label_of(step, situation.plan.route).title), reason, note)


def _papers(situation: Situation) -> list[tuple[str, Document]]:
    """The papers that came back and are still asked for, each once, by name."""
    handed = returned_papers(situation.case)
    return [
        (titled(situation.case, paper, people), row)
        for paper, people in each_once(situation.plan, handed)
        if (row := document_for(paper, handed)) is not None
    ]


def _named(titles: list[str]) -> str:
    if len(titles) > MOST_NAMED:
        return ngettext("%(num)d paper", "%(num)d papers", len(titles))
    return listed(titles)
