"""Small builders of what tests start from, made through the real actions where that is cheap."""

from tests.factories.cases import (
    a_case,
    a_hire,
    complete,
    done_by,
    mail_about,
    registered,
    the_plan,
    up_to_visit,
    with_family,
    with_time_held,
)
from tests.factories.counters import a_closure, a_counter, a_terms, room_for, visit_of
from tests.factories.homes import a_home
from tests.factories.organisations import (
    KATWIJK,
    LEIDEN,
    LEIDERDORP,
    VOORSCHOTEN,
    a_partner,
    an_address,
    an_employer,
)
from tests.factories.people import PASSWORD, a_user, actor_of
from tests.factories.representatives import a_representative
from tests.factories.systems import a_home_key, a_hook, a_key

__all__ = [
    "KATWIJK",
    "LEIDEN",
    "LEIDERDORP",
    "PASSWORD",
    "VOORSCHOTEN",
    "a_case",
    "a_closure",
    "a_counter",
    "a_hire",
    "a_home",
    "a_home_key",
    "a_hook",
    "a_key",
    "a_partner",
    "a_representative",
    "a_terms",
    "a_user",
    "actor_of",
    "an_address",
    "an_employer",
    "complete",
    "done_by",
    "mail_about",
    "registered",
    "room_for",
    "the_plan",
    "up_to_visit",
    "visit_of",
    "with_family",
    "with_time_held",
]  # fmt: skip
