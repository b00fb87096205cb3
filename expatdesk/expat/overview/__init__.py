"""What the status page says, put together without any page: from the case, its plan and the day."""

from expatdesk.expat.overview.page import StatusPage, status_page
from expatdesk.expat.overview.situation import Situation

__all__ = ["Situation", "StatusPage", "status_page"]
