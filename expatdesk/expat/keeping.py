"""What the household's own page says of how long it is kept: what is erased when."""

from collections.abc import Mapping
from datetime import date

from expatdesk.cases.models import Case
from expatdesk.cases.queries import is_held
from expatdesk.documents.queries import documents_of
from expatdesk.documents.retention import erasure_of
from expatdesk.expat.household import Household
from expatdesk.retention.settings import with_terms
from expatdesk.retention.terms import Kept, Why, term_of
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import LazyString, long_date, ngettext
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.social.activity_queries import sign_ups_of
from expatdesk.social.attendance import DAYS_WITH_NAMES

ENDS: Mapping[Why, LazyString] = {
    Why.UNUSED: _l("On %(day)s, if you do not go on with it."),
    Why.ABANDONED: _l("On %(day)s, if nothing happens in it any more. We write to you before."),
    Why.CLOSED: _l("On %(day)s, as your case is closed."),
}


def read_until(case: Case, region: Region, today: date) -> str:
    """Until when a household reads its closed case; empty where the desk may not erase it for now."""
    term = term_of(case, with_terms(region, today).retention)
    if term is None or is_held(case):
        return ""
    return _("You can read it here until it is erased on %(day)s.", day=long_date(term.on))


def keeping_of(household: Household) -> list[Kept]:
    """What is erased when: mails, papers, the case; nothing where the desk may not erase the case for now."""
    case, retention = household.case, with_terms(household.region, household.today).retention
    if is_held(case):
        return []
    sent = ngettext("%(num)d day after sending.", "%(num)d days after sending.", retention.mail_texts_days)
    kept = [Kept(_("The text of mails to you"), sent)]
    if sign_ups_of(case.id):
        until = ngettext("%(num)d day after each.", "%(num)d days after each.", DAYS_WITH_NAMES)
        kept.append(Kept(_("For which activities you signed up"), until))
    days = [erasure.on for row in documents_of(case).values() if (erasure := erasure_of(row, retention))]
    if days:
        until = _("The last on %(day)s at the latest, and sooner once we accept them.", day=long_date(max(days)))
        kept.append(Kept(_("Scans and photos of your papers"), until))
    if term := term_of(case, retention):
        kept.append(Kept(_("Your whole file"), str(ENDS[term.why]) % {"day": long_date(term.on)}))
    return kept
