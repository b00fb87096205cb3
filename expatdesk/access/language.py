"""The language that a visitor chose: kept in the browser for pages and, when signed in, for mails."""

from werkzeug.wrappers import Response

from expatdesk.access.guards import own_case
from expatdesk.access.visitor import current_visitor
from expatdesk.cases import language as households
from expatdesk.cases import representatives
from expatdesk.people import actions as users
from expatdesk.people.queries import user
from expatdesk.shared.i18n import LANGUAGES, keep_language


def speak_from_now_on(chosen: str, answer: Response) -> None:
    """Keep the visitor's choice with this answer; a language that we do not speak changes nothing (T34)."""
    if chosen not in LANGUAGES:
        return
    visitor = current_visitor()
    if visitor.user_id is not None:
        users.choose_language(user(visitor.user_id), chosen)
    elif visitor.representative_id is not None:
        representatives.choose_language(visitor.representative_id, chosen)
    elif visitor.case_id is not None and not visitor.only_reads:
        households.choose_language(own_case(), chosen, by=visitor.actor)
    keep_language(chosen, answer)
