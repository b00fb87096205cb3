"""The access table: every route and what it needs. A route that is not named here stops the application.

One module per door; together they are the table.
"""

from expatdesk.access.routes.api import OF_SYSTEMS
from expatdesk.access.routes.desk import OF_DESK
from expatdesk.access.routes.employer import OF_EMPLOYERS
from expatdesk.access.routes.expat import OF_EXPATS
from expatdesk.access.routes.partner import OF_PARTNERS
from expatdesk.access.routes.public import OF_EVERYBODY
from expatdesk.access.rules import Rule

ROUTES: dict[str, Rule] = {
    **OF_EVERYBODY, **OF_EXPATS, **OF_EMPLOYERS, **OF_PARTNERS, **OF_SYSTEMS, **OF_DESK,
}  # fmt: skip
