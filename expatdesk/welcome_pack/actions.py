"""Making the welcome pack of a case."""

from datetime import date

from expatdesk.cases.models import Case
from expatdesk.logbook.actions import record_reading
from expatdesk.logbook.models import Actor
from expatdesk.rules.region import Region
from expatdesk.welcome_pack.printing import pack_pdf
from expatdesk.welcome_pack.queries import content_of


def make_pack(case: Case, language: str, *, status_url: str, by: Actor, region: Region, today: date) -> bytes:
    """The pack of a case as a PDF in this language ('nl' or 'en'), as things stand today. Raises PdfNotMade."""
    pack = pack_pdf(content_of(case, region, today, status_url=status_url), language)
    record_reading("pack_made", by=by, case_id=case.id, language=language)
    return pack
