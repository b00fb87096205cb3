"""Being warned before the clock signs somebody out, and staying on by a button (security T18, section 3)."""

from datetime import timedelta

from lxml.etree import _Element as Element
from time_machine import Traveller

from tests.conftest import Visit
from tests.factories import a_case
from tests.signin.ways_in import is_signed_in
from tests.visitor import Visitor

MINUTES = 60


def left(visitor: Visitor, *, background: bool = False) -> dict[str, object]:
    """What the page learns when it asks how long its reader is still signed in."""
    headers = {"X-Background": "1"} if background else {}
    visitor.prefers(visitor.language)
    with visitor.app.app_context():
        answer = visitor.client.get("/sign-in/stay", base_url=visitor.base_url, headers=headers)
    return dict(answer.get_json())


def how_long(visitor: Visitor, *, background: bool = False) -> tuple[object, object]:
    """The seconds that are left, and whether use makes them more."""
    said = left(visitor, background=background)
    return said["seconds"], said["grows"]


def notice(visitor: Visitor) -> Element:
    """The place of the warning on the present page."""
    return next(e for e in visitor.page.all("div") if e.get("data-stay"))


def test_every_page_knows_when_the_stay_ends(visit: Visit) -> None:
    expat = visit(a_case()).opens("expat.status")
    assert notice(expat).get("data-seconds") == "1200"
    assert notice(expat).get("data-stay") == expat.address("signin.stay")
    assert all(text.get("hidden") is not None for text in notice(expat).findall("p"))


def test_nobody_in_particular_is_warned(nobody: Visitor) -> None:
    nobody.opens("signin.start")
    assert [e for e in nobody.page.all("div") if e.get("data-stay")] == []
    assert left(nobody)["seconds"] == 0


def test_staying_on_is_a_request_and_asking_is_none(visit: Visit, clock: Traveller) -> None:
    expat = visit(a_case()).opens("expat.status")
    clock.shift(timedelta(minutes=18))
    assert how_long(expat, background=True) == (2 * MINUTES, True)
    assert how_long(expat, background=True) == (2 * MINUTES, True)
    assert how_long(expat) == (20 * MINUTES, True)
    clock.shift(timedelta(minutes=19))
    assert is_signed_in(expat)


def test_after_its_longest_a_stay_does_not_grow(visit: Visit, clock: Traveller) -> None:
    expat = visit(a_case())
    for _ in range(7):
        clock.shift(timedelta(minutes=15))
        left(expat)
    clock.shift(timedelta(minutes=12))
    assert how_long(expat) == (3 * MINUTES, False)
    assert "nobody stays signed in for more than 2 hours" in str(left(expat)["text"])


def test_a_stay_that_is_over_says_so(visit: Visit, clock: Traveller) -> None:
    expat = visit(a_case())
    clock.shift(timedelta(minutes=21))
    assert left(expat)["seconds"] == 0
    assert "You are signed out." in str(left(expat)["text"])
