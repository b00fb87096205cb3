"""What households look for in a home, said with the real action."""

from typing import Any

from expatdesk.cases.models import Case
from expatdesk.housing.wishes import Said, say_wishes
from tests.factories.cases import a_case, done_by

NO_HOME: dict[str, Any] = {"home_kind": None, "home_street": None, "home_postcode": None}


def who_looks(case: Case | None = None, **wishes: Any) -> Case:
    """A household without a home that looks for three rooms for 1,800 euros at the most, unless said otherwise."""
    looking = case or a_case(**NO_HOME)
    say_wishes(looking, Said(**{"version": 0, "budget": 180_000, "rooms": 3, **wishes}), **done_by())
    return looking
