"""Who represents a household, named and accepted by the real actions."""

from collections.abc import Collection
from datetime import timedelta

from expatdesk.cases.models import Case
from expatdesk.cases.representative_models import Grant, Mails, Relation, Representative
from expatdesk.cases.representatives import Named, accept, name_representative
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Role
from expatdesk.shared.clock import today


def a_representative(
    case: Case,
    sees: Collection[Grant] = tuple(Grant),
    *,
    may_act: bool = False,
    mails: Mails = Mails.NONE,
    name: str = "Joost Visser",
    email: str = "joost@agent.example",
    language: str = "en",
    days: int = 30,
    has_accepted: bool = True,
) -> Representative:
    """Joost Visser, who has accepted unless the test says otherwise."""
    named = Named(name, email, language, Relation.AGENT, sees, may_act, mails, today() + timedelta(days=days))
    one = name_representative(case, named, by=Actor(Role.EXPAT, case.title))
    if has_accepted:
        accept(one)
    return one
