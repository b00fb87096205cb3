"""The status page on a bad connection: the first visit of a large household, typeface aside."""

from pathlib import Path
from urllib.parse import urlsplit

from tests.conftest import Visit
from tests.factories import a_case, with_family

LIGHT = 100_000


def test_the_status_page_of_a_large_household_is_light(visit: Visit) -> None:
    """Uncompressed, so that it is light behind every proxy."""
    expat = visit(with_family(a_case(), children=4), language="nl").opens("expat.status")
    addresses = [e.get("href", e.get("src", "")) for e in expat.page.all("link", "script", "use")]
    paths = [urlsplit(address).path for address in addresses]
    files = {path.removeprefix("/static/") for path in paths if path.startswith("/static/")}
    static = Path(expat.app.static_folder or "")
    assert {"app.js", "icons.svg", "expat.css"} <= files
    assert len(expat.page.html.encode()) + sum((static / file).stat().st_size for file in files) < LIGHT
