"""The status page on a bad connection: the first visit of a large household, typeface aside."""

from pathlib import Path
from urllib.parse import urlsplit

import brotli

from expatdesk.shared.clock import today
from tests.conftest import Visit
from tests.factories import a_case, with_family
from tests.factories.activities import an_activity

# A first visit may weigh 100 kB. This leaves room for what goes around it, and for what is to come.
LIGHT = 60_000


def test_the_status_page_of_a_large_household_is_light(visit: Visit) -> None:
    """As our server sends it: assets compressed, pages never, as their length would tell of secrets in them."""
    for days in (7, 9, 11):
        an_activity(days, title_nl="Een middag langs de plassen", topics=["outdoors", "family"])
    case = with_family(a_case(arrival=today()), children=4)
    expat = visit(case, language="nl").opens("expat.status").sees("3 activiteiten voor u")
    addresses = [e.get("href", e.get("src", "")) for e in expat.page.all("link", "script", "use")]
    paths = [urlsplit(address).path for address in addresses]
    files = {path.removeprefix("/static/") for path in paths if path.startswith("/static/")}
    assert {"app.js", "icons.svg", "expat.css"} <= files
    static, level = Path(expat.app.static_folder or ""), expat.app.config["COMPRESS_BR_LEVEL"]
    sent = [brotli.compress((static / file).read_bytes(), quality=level) for file in files]
    assert len(expat.page.html.encode()) + sum(len(file) for file in sent) < LIGHT
