"""A running desk and people with browsers."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, StorageState

from expatdesk.demo.accounts import PASSWORD
from expatdesk.shared.i18n import LANGUAGES
from tests.browser.person import Person
from tests.browser.site import Site, running_site

CHROMIUM = "/usr/bin/chromium-headless-shell"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}

NewPerson = Callable[..., Person]


@pytest.fixture(autouse=True)
def clock() -> None:
    """Browsers and servers live in the real time."""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """The system's Chromium. Its sandbox does not work for root."""
    if not Path(CHROMIUM).exists():
        pytest.exit("no Chromium: apt-get install chromium-headless-shell, or run script/test", returncode=1)
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox"] if os.geteuid() == 0 else []}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The desk, with its demonstration."""
    folder = tmp_path_factory.mktemp("site")
    shared = folder.parent.parent if "PYTEST_XDIST_WORKER" in os.environ else folder.parent
    with running_site(folder, shared / "filled") as site:
        yield site


@pytest.fixture(scope="session")
def stays() -> dict[tuple[str, str], StorageState]:
    """What the browser keeps of whoever signed in before, by language and address."""
    return {}


# One worker has the pages of one language: none is looked at closely twice.
SPOKEN = {code: pytest.param(code, marks=pytest.mark.xdist_group(code)) for code in LANGUAGES}
# What a browser does, whatever the words: once is enough. Every page itself is looked at in both languages.
IN_DUTCH, IN_ENGLISH = (
    pytest.mark.parametrize("language", [SPOKEN[code]], indirect=True) for code in ("nl", "en")
)


@pytest.fixture(params=SPOKEN.values())
def language(request: pytest.FixtureRequest) -> str:
    """Everybody speaks it in this test."""
    return str(request.param)


@pytest.fixture
def new_person(browser: Browser, site: Site, language: str) -> Iterator[NewPerson]:
    """A person with a browser of their own: `new_person()`, or on a telephone `new_person(PHONE)`."""
    contexts: list[BrowserContext] = []

    def make(screen: dict[str, int] = DESK, **options: object) -> Person:
        locale = {"nl": "nl-NL", "en": "en-GB"}[language]
        # A colour on its way to another one is neither: contrast is measured of what stands still.
        options = {"viewport": screen, "locale": locale, "reduced_motion": "reduce", **options}
        context = browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        contexts.append(context)
        return Person(context.new_page(), site, language)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def signed_in(new_person: NewPerson, language: str, stays: dict[tuple[str, str], StorageState]) -> NewPerson:
    """Somebody of the demonstration who has signed in with the password: `signed_in("sanne@…")`."""

    def make(email: str, screen: dict[str, int] = DESK) -> Person:
        if (language, email) in stays:
            return new_person(screen, storage_state=stays[language, email])
        person = new_person(screen).opens("/sign-in/password")
        person.fills(email=email, password=PASSWORD).presses("Sign in").speaks_their_language()
        stays[language, email] = person.page.context.storage_state()
        return person

    return make
