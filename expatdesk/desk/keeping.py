"""What the page of a case says of how long it is kept: what is erased when, and why."""

from collections.abc import Iterable

from expatdesk.cases.models import Case
from expatdesk.desk.papers import PapersOf
from expatdesk.documents.retention import erasure_of
from expatdesk.retention.terms import Kept, Why, term_of
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import LazyString, ngettext, plain_date
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

ENDS: dict[Why, LazyString] = {
    Why.UNUSED: _l("on %(day)s, if the household does not take up the invitation"),
    Why.ABANDONED: _l("on %(day)s, if nobody goes on with it; the household gets a mail before"),
    Why.CLOSED: _l("on %(day)s, as it is closed"),
}


def keeping_of(case: Case, papers: Iterable[PapersOf], region: Region) -> list[Kept]:
    """What is erased when of a case that nobody holds: mails, papers, the case, its history."""
    retention = region.retention
    documents = [line.document for one in papers for line in one.papers if line.document]
    days = [erasure.on for document in documents if (erasure := erasure_of(document, retention))]
    days_kept = ngettext(
        "%(num)d day after they were sent", "%(num)d days after they were sent", retention.mail_texts_days
    )
    kept = [Kept(_("What mails said"), days_kept)]
    if days:
        kept.append(
            Kept(_("Scans of papers"), _("the first on %(day)s; each paper says when", day=plain_date(min(days))))
        )
    if term := term_of(case, retention):
        kept.append(Kept(_("The whole case"), str(ENDS[term.why]) % {"day": plain_date(term.on)}))
    months = ngettext("%(num)d month after each act", "%(num)d months after each act", retention.logbook_months)
    return [*kept, Kept(_("Who did what in it"), months)]
