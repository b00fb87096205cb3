"""Households of all kinds, for properties that hold for every one of them."""

from datetime import date

from hypothesis import strategies as st

from expatdesk.rules.careers import Career, Diploma, Looking, Regulated, Speaks
from expatdesk.rules.check_ins import CheckIn
from expatdesk.rules.facts import (
    Category,
    Certificate,
    Earlier,
    Employer,
    Facts,
    Home,
    HomeKind,
    MaritalStatus,
    PartialDate,
    Person,
    PersonRole,
    Wants,
)
from expatdesk.rules.tracks import CATALOGUE
from tests.rules.households import (
    KATWIJK,
    LEIDEN,
    LEIDERDORP,
    OEGSTGEEST,
    THE_HAGUE,
    VOORSCHOTEN,
    ZOETERWOUDE,
)

POSTCODES = st.sampled_from([LEIDEN, LEIDERDORP, OEGSTGEEST, VOORSCHOTEN, ZOETERWOUDE, KATWIJK, THE_HAGUE])
COUNTRIES = st.sampled_from(["IN", "FR", "NL", "CH", "NO", "US", "EG", "CW", "BR"])
LANGUAGES = st.sampled_from(["nl", "en", "fr", "de", "it", "ar", "zh"])
# Around the end of a coverage, and years with holidays in clusters.
DAYS = st.dates(date(2022, 12, 1), date(2029, 12, 31))


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


births = st.one_of(
    st.just(PartialDate()),
    st.builds(PartialDate, st.integers(1940, 2027)),
    st.builds(PartialDate, st.integers(1940, 2027), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1940, 2027), st.integers(1, 12), st.integers(1, 28)),
)


def people_with(role: PersonRole) -> st.SearchStrategy[Person]:
    return st.builds(
        Person,
        role=st.just(role),
        born=births,
        nationalities=st.lists(COUNTRIES, max_size=2).map(tuple),
        comes_from=maybe(COUNTRIES),
        birth_certificate=maybe(st.builds(Certificate, COUNTRIES, LANGUAGES)),
        marital_status=maybe(st.sampled_from(MaritalStatus)),
        driving_licence=maybe(COUNTRIES),
    )


households = st.tuples(
    people_with(PersonRole.PRINCIPAL),
    st.lists(people_with(PersonRole.PARTNER), max_size=1),
    st.lists(people_with(PersonRole.CHILD), max_size=3),
).flatmap(lambda found: st.permutations([found[0], *found[1], *found[2]]).map(tuple))

homes = st.builds(Home, POSTCODES, st.sampled_from(HomeKind), maybe(DAYS), st.booleans(), maybe(DAYS))
employers = st.builds(Employer, POSTCODES, st.booleans(), st.booleans(), st.booleans(), st.booleans(), maybe(DAYS))

careers = st.builds(
    Career, st.frozensets(st.sampled_from(Looking)), st.sampled_from(Diploma), st.sampled_from([None, "NL", "FR"]),
    st.sampled_from(Regulated), st.sampled_from(Speaks), maybe(DAYS),
)  # fmt: skip

STEP_IDS = [
    step_id
    for key, per_person in CATALOGUE.items()
    for step_id in ([f"{key}:{person}" for person in range(5)] if per_person else [key])
]
records = st.dictionaries(st.sampled_from(STEP_IDS), DAYS, max_size=12)

facts = st.builds(
    Facts,
    category=st.sampled_from(Category),
    arrival=maybe(DAYS),
    stay_months=st.integers(1, 60),
    first_working_day=maybe(DAYS),
    submitted=DAYS,
    earlier=st.builds(Earlier, st.booleans(), st.booleans()),
    home=maybe(homes),
    employer=maybe(employers),
    wants=st.builds(Wants, st.booleans(), st.booleans(), st.booleans(), st.booleans()),
    people=households,
    appointment=maybe(DAYS),
    completed=records,
    waived=records,
    talks_asked=st.dictionaries(st.sampled_from(CheckIn), DAYS),
    careers=st.dictionaries(st.integers(0, 4), careers, max_size=2),
    reported_as_non_resident=st.booleans(),
    moved_from_home=st.booleans(),
)
