"""Activities of the demonstration and who goes to them: one that was, one that is full, and several with room."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import exists, select

from expatdesk.cases.models import Case, CaseState, Registration
from expatdesk.demo.accounts import TAALHUIS
from expatdesk.demo.guests import GUESTS
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.partners import partner_named
from expatdesk.rules.region import Region
from expatdesk.rules.series import Rhythm, days_of
from expatdesk.shared.clock import AMSTERDAM, back_in
from expatdesk.shared.db import session
from expatdesk.social.activities import ActivityFacts, Times, add_activity, publish
from expatdesk.social.activity_models import Activity, ActivitySignUp
from expatdesk.social.attendance import check_in
from expatdesk.social.sign_ups import most_people, sign_up

LEIDEN, OEGSTGEEST, KATWIJK = "0546", "0579", "0537"
FRIDAY, WEDNESDAY, SUNDAY = 4, 2, 6
WELCOME = ActivityFacts(
    "Welkomstavond", "Welcome evening",
    "Soep, brood en verhalen. U leert andere nieuwkomers kennen, en mensen die hier al lang wonen.\n\n"
    "U hoeft niets mee te nemen.",
    "Soup, bread and stories. You meet other newcomers, and people who have lived here for long.\n\n"
    "You need bring nothing.",
    LEIDEN, "Expatdesk, Stadhuisplein 1", ["nl", "en"], topics=["food"], child_friendly=True,
    cost_cents=0, capacity=24, organiser=None, opens_at=None, closes_hours=24,
)  # fmt: skip
DUTCH_TABLE = ActivityFacts(
    "Nederlandse tafel", "Dutch table",
    "Rustig Nederlands praten, met koffie. Iedereen doet mee, ook wie net begint.",
    "Talk Dutch slowly, with coffee. Everybody joins in, also who has just begun.",
    LEIDEN, "Bibliotheek BplusC, Nieuwstraat 4", ["nl"], topics=["languages"], child_friendly=False,
    cost_cents=0, capacity=8, organiser=TAALHUIS, opens_at=None, closes_hours=0,
)  # fmt: skip
CYCLING = ActivityFacts(
    "Fietsen in het verkeer", "Cycling in traffic",
    "Eerst de regels, dan een rit door de stad. Neem uw eigen fiets mee.",
    "First the rules, then a ride through town. Bring your own bicycle.",
    OEGSTGEEST, "Gemeentehuis Oegstgeest, Rhijngeesterstraatweg 13", ["en"],
    topics=["sport", "outdoors"], child_friendly=True, cost_cents=0, capacity=12, organiser=None, opens_at=None,
    closes_hours=48,
)  # fmt: skip
BEACH = ActivityFacts(
    "Wandelen langs zee", "A walk along the sea",
    "Twee uur over het strand, met warme chocolademelk na afloop.",
    "Two hours along the beach, with hot chocolate afterwards.",
    KATWIJK, "Vuurtoren, Boulevard 109", ["nl", "en", "de"], topics=["outdoors", "family"],
    child_friendly=True, cost_cents=350, capacity=30, organiser=None, opens_at=None, closes_hours=24,
)  # fmt: skip
SINGING = ActivityFacts(
    "Samen zingen", "Singing together",
    "Liedjes uit alle landen, voor wie graag zingt. U hoeft geen noten te kunnen lezen.",
    "Songs of all countries, for who likes to sing. You need not read music.",
    LEIDEN, "Muziekhuis, Middelstegracht 123", ["en"], topics=["music"], child_friendly=False, cost_cents=500,
    capacity=16, organiser=None, opens_at=None, closes_hours=24,
)  # fmt: skip
PLAYING = ActivityFacts(
    "Speelochtend", "Morning of games",
    "Spelletjes voor ouders en kinderen, met koffie en ranja.",
    "Games for parents and children, with coffee and lemonade.",
    LEIDEN, "Buurthuis Vogelvlucht, Boshuizerlaan 5", ["nl", "en"], topics=["games", "family"],
    child_friendly=True, cost_cents=0, capacity=20, organiser=None, opens_at=None, closes_hours=24,
)  # fmt: skip

WORK = ActivityFacts(
    "Werk in de regio, voor partners", "Work in the region, for partners",
    "Voor wie met iemand meekwam: hoe u werk, een studie of vrijwilligerswerk vindt. Twee partners vertellen hoe "
    "het bij hen ging.\n\nDaarna kunt u iedereen vragen stellen.",
    "For who came along with somebody: how to find work, a study or a place as a volunteer. Two partners tell how "
    "it went with them.\n\nAfterwards you can ask everybody questions.",
    LEIDEN, "Expatdesk, Stadhuisplein 1", ["en"], topics=["profession"], child_friendly=True,
    cost_cents=0, capacity=20, organiser=None, opens_at=None, closes_hours=24,
)  # fmt: skip


def make_activities(region: Region, today: date) -> None:
    """The programme of the coming weeks, and who signed up for it."""
    session.flush()
    families = _registered()
    guests = [case for case in families if case.code in {guest.code for guest in GUESTS}]
    others = [case for case in families if case not in guests]
    _was_held(WELCOME, others[:5], region, today)
    welcome = _published(WELCOME, _next(today, FRIDAY, 3), time(19), Rhythm.MONTHLY, 3)
    table = _published(DUTCH_TABLE, _next(today, WEDNESDAY, 1), time(19, 30), Rhythm.WEEKLY, 8)
    _published(CYCLING, _next(today, SUNDAY, 5), time(10, 30), Rhythm.ONCE, 1)
    _published(BEACH, _next(today, SUNDAY, 8), time(14), Rhythm.FORTNIGHTLY, 2)
    _published(SINGING, _next(today, FRIDAY, 9), time(20), Rhythm.FORTNIGHTLY, 3)
    _published(PLAYING, _next(today, SUNDAY, 10), time(10), Rhythm.ONCE, 1)
    _published(WORK, _next(today, WEDNESDAY, 11), time(19), Rhythm.ONCE, 1)
    add_activity(CYCLING, [_at(_next(today, SUNDAY, 40), time(10, 30))], by=SYSTEM)
    _come(table, others[:6])
    _come(welcome, [*others[6:9], *guests])
    _come(table, guests, is_told=False)


def _registered() -> Sequence[Case]:
    """Households that live here by now."""
    is_here = exists().where(Registration.case_id == Case.id)
    return session.scalars(select(Case).where(Case.state == CaseState.OPEN, is_here).order_by(Case.code)).all()


def _published(facts: ActivityFacts, first: date, at: time, rhythm: Rhythm, count: int) -> Activity:
    times = [_at(day, at) for day in days_of(first, rhythm, count)]
    partner = partner_named(facts.organiser) if facts.organiser else None
    activity = add_activity(facts, times, by=SYSTEM, partner_id=partner.id if partner else None)
    publish(activity, version=activity.version, by=SYSTEM)
    return activity


def _was_held(facts: ActivityFacts, cases: Sequence[Case], region: Region, today: date) -> None:
    """Ten days ago; most of those who signed up were there."""
    day = today - timedelta(days=10)
    with back_in(datetime.combine(day - timedelta(days=8), time(12), AMSTERDAM)):
        activity = _published(facts, day, time(19), Rhythm.ONCE, 1)
        _come(activity, cases)
    session.flush()
    rows = session.query(ActivitySignUp).filter_by(occasion_id=activity.occasions[0].id)
    with back_in(datetime.combine(day, time(19, 5), AMSTERDAM)):
        for row in rows.order_by(ActivitySignUp.number).limit(max(len(cases) - 1, 0)):
            check_in(row, by=SYSTEM, region=region, today=today)


def _come(activity: Activity, cases: Sequence[Case], *, is_told: bool = True) -> None:
    """To the first time, with all there are. Of most nobody reads the mails; the worker writes the others."""
    for case in cases:
        people = min(most_people(case), activity.capacity)
        sign_up(case, activity.occasions[0].id, people, by=SYSTEM).told = is_told


def _next(today: date, weekday: int, after: int) -> date:
    """The first such day of the week, so many days from now at the earliest."""
    day = today + timedelta(days=after)
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _at(day: date, at: time) -> Times:
    starts_at = datetime.combine(day, at, AMSTERDAM)
    return starts_at, starts_at + timedelta(hours=2)
