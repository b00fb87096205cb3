"""Hundreds of households sign up at the moment an activity opens: through a real server, each with a browser.

Each has the page open already, with its form, and presses in the same moment. Who is told that the desk is busy
presses again, as people do. What is looked at is not only the time: nobody may come for whom there is no place,
and who was answered before another one pressed must stand before them.
"""

import http.client
import re
import statistics
import threading
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import delete, select

from expatdesk.access.acting import the_region
from expatdesk.access.sessions import TOKEN
from expatdesk.bench.copies import COPIED
from expatdesk.bench.pages import NotSeeded
from expatdesk.bench.server import NoServer, p95, running
from expatdesk.cases.models import Case, CaseState
from expatdesk.logbook.models import SYSTEM
from expatdesk.people.models import Role, SignIn
from expatdesk.people.sign_ins import start_stay
from expatdesk.rules.waiting_list import WITH_PLACES
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session
from expatdesk.social.activities import ActivityFacts, add_activity, publish
from expatdesk.social.activity_models import Activity, ActivitySignUp, Occasion

# Two of five come, the others wait.
SHARE_OF_PLACES = 0.4
LOOKING_AT_ONCE = 8
FORM_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
BUSY, TAKEN = 503, 303
PAUSE = 0.2


class Press(NamedTuple):
    """When a household pressed for the last time and was answered, and how often it was told to come again."""

    case_id: uuid.UUID
    first: float
    pressed: float
    answered: float
    busy: int


@dataclass(frozen=True, slots=True)
class SignUpFigures:
    """What was measured: times in milliseconds, and what became of the line."""

    households: int
    places: int
    seconds: float
    rate: float
    median: float
    p95: float
    longest: float
    busy: int
    people_with_places: int
    out_of_order: int


@dataclass(frozen=True, slots=True)
class Household:
    """A household with its browser."""

    case_id: uuid.UUID
    cookie: str


def measure_sign_ups(app: Flask, count: int) -> SignUpFigures:
    """Let so many households sign up at once for something that is then erased again. Raises NotSeeded."""
    households, occasion = _households(app, count), _occasion(int(count * SHARE_OF_PLACES))
    path, places = f"/my/activities/{occasion.id}", occasion.capacity
    occasion_id, activity_id = occasion.id, occasion.activity_id
    session.remove()
    try:
        with running("") as server:
            presses = _press(server.port, path, households)
        return _figures(presses, places, occasion_id)
    finally:
        _tidy_up(activity_id, [one.case_id for one in households])


def _households(app: Flask, count: int) -> list[Household]:
    """Open cases of this measurement, each signed in."""
    begin_immediate()
    wanted = select(Case.id).where(Case.email.like(COPIED), Case.state == CaseState.OPEN).limit(count)
    cases = session.scalars(wanted).all()
    if len(cases) < count:
        raise NotSeeded("too few households: run expatdesk bench seed with more cases")
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    name = app.config["SESSION_COOKIE_NAME"]
    signed_in = [
        Household(case_id, f"{name}={signer.dumps({TOKEN: start_stay(Role.EXPAT, case_id=case_id)})}")
        for case_id in cases
    ]
    session.commit()
    return signed_in


def _occasion(places: int) -> Occasion:
    begin_immediate()
    starts_at, town = now() + timedelta(days=7), the_region().municipalities[0].code
    facts = ActivityFacts(
        "Welkomstavond", "Welcome evening", "Soep", "Soup", town, "Bench", ["en"], topics=[], child_friendly=True,
        cost_cents=0, capacity=places, organiser=None, opens_at=None, closes_hours=0,
    )  # fmt: skip
    activity = add_activity(facts, [(starts_at, starts_at + timedelta(hours=2))], by=SYSTEM)
    publish(activity, version=activity.version, by=SYSTEM)
    session.commit()
    return activity.occasions[0]


def _press(port: int, path: str, households: Sequence[Household]) -> list[Press]:
    """All look first, and then press in one moment."""
    with ThreadPoolExecutor(LOOKING_AT_ONCE) as looking:
        forms = list(looking.map(lambda one: _look(port, path, one.cookie), households))
    together = threading.Barrier(len(households))

    def press(household: Household, form: tuple[str, str]) -> Press:
        together.wait()
        first, busy = time.monotonic(), 0
        while True:
            pressed = time.monotonic()
            status = _send(port, path, *form)
            if status == TAKEN:
                return Press(household.case_id, first, pressed, time.monotonic(), busy)
            if status != BUSY:
                raise NoServer(f"signing up answers {status}")
            busy += 1
            time.sleep(PAUSE)

    with ThreadPoolExecutor(len(households)) as clients:
        return list(clients.map(press, households, forms))


def _look(port: int, path: str, cookie: str) -> tuple[str, str]:
    """The cookie and the form's token of a browser that has the page open."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    found = FORM_TOKEN.search(answer.read().decode())
    connection.close()
    if answer.status != 200 or found is None:
        raise NoServer(f"{path} answers {answer.status}")
    return answer.getheader("Set-Cookie", cookie).partition(";")[0], found[1]


def _send(port: int, path: str, cookie: str, token: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, urlencode({"csrf_token": token, "persons": 1}), headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def _figures(presses: Sequence[Press], places: int, occasion_id: uuid.UUID) -> SignUpFigures:
    of_it = select(ActivitySignUp.case_id, ActivitySignUp.number, ActivitySignUp.standing, ActivitySignUp.persons)
    rows = session.execute(of_it.where(ActivitySignUp.occasion_id == occasion_id)).all()
    numbers = {row.case_id: row.number for row in rows}
    waits = [(one.answered - one.first) * 1000 for one in presses]
    seconds = max(one.answered for one in presses) - min(one.first for one in presses)
    return SignUpFigures(
        households=len(rows), places=places, seconds=seconds, rate=len(rows) / seconds,
        median=statistics.median(waits), p95=p95(waits), longest=max(waits),
        busy=sum(one.busy for one in presses),
        people_with_places=sum(row.persons for row in rows if row.standing in WITH_PLACES),
        out_of_order=pairs_out_of_order(presses, numbers),
    )  # fmt: skip


def pairs_out_of_order(presses: Sequence[Press], numbers: dict[uuid.UUID, int]) -> int:
    """How many pairs stand the wrong way round: one was answered before the other one pressed."""
    return sum(
        numbers[one.case_id] > numbers[other.case_id]
        for one in presses for other in presses if one.answered < other.pressed
    )  # fmt: skip


def _tidy_up(activity_id: uuid.UUID, cases: Sequence[uuid.UUID]) -> None:
    begin_immediate()
    session.execute(delete(Activity).where(Activity.id == activity_id))
    session.execute(delete(SignIn).where(SignIn.case_id.in_(cases)))
    session.commit()
