"""Making the welcome pack of a case."""

from datetime import date

from expatdesk.cases.models import Case
from expatdesk.rules.region import Region
from expatdesk.welcome_pack.printing import pack_pdf
from expatdesk.welcome_pack.queries import content_of


def make_pack(
    case: Case, language: str, *, status_url: str, follows_likes: bool, region: Region, today: date
) -> bytes:
    """The pack of a case as a PDF in this language ('nl' or 'en'), as things stand today. Raises PdfNotMade."""
    content = content_of(case, region, today, status_url=status_url, follows_likes=follows_likes)
    return pack_pdf(content, language)
