"""Somebody who visits Expatdesk in a test: opens pages, fills in forms, presses buttons, reads.

Every page they open is checked as a whole (tests/page_rules.py); in the other language too where it says what no
page of its route has said yet.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Self
from unittest.mock import patch
from urllib.parse import urljoin, urlsplit

from flask import Flask, url_for
from werkzeug.routing import MapAdapter
from werkzeug.test import TestResponse

from expatdesk.shared.db import db, session
from expatdesk.shared.i18n import LANGUAGES, catalogue, gettext, speaking
from tests.page import Form, Page
from tests.page_rules import check_cookies, check_headers, check_page
from tests.signing_in import Somebody, sign_in

Value = str | bool | int | list[str]

# Texts that pages were made of, by route and language: those were looked at in the other language.
looked_at: defaultdict[tuple[str, str], set[str]] = defaultdict(set)


class Visitor:
    """A browser with somebody in front of it."""

    page: Page
    response: TestResponse

    def __init__(self, app: Flask, who: Somebody | None = None, *, language: str = "en") -> None:
        self.app = app
        self.who = who
        self.language = language
        self.base_url = str(app.config["BASE_URL"])
        self.client = app.test_client()
        self.signs_in()

    # -- what somebody does -----------------------------------------------------------------------

    def signs_in(self) -> Self:
        """Sign in, for the first time or because it was too long ago."""
        if self.who is not None:
            sign_in(self.app, self.client, self.who)
        return self

    def opens(self, endpoint: str, **values: object) -> Self:
        """Open a page by the name of its route."""
        return self.goes_to(self.address(endpoint, **values))

    def goes_to(self, url: str) -> Self:
        """Open a page by its address, as typed or as from a mail."""
        with _overheard(self.language) as texts:
            answer = self._get(url)
        assert answer.status_code == 200, f"{url}: {answer.status} {answer.location or ''}"
        return self._arrive(answer, url, texts)

    def follows(self, link: str) -> Self:
        """Open the page that the link with this text leads to."""
        return self.goes_to(urljoin(self.page.url, self.page.link(link)))

    def presses(self, button: str, about: str = "", /, *, refused: Value = 0, **filled_in: Value) -> Self:
        """Fill these fields (by name or label) in, press the button, and follow to the next page.

        `refused` is the status of an answer that keeps the visitor on the page, such as 422.
        """
        form, pressed = self.page.form_with(button, about)
        values = _filled(form, filled_in)
        if name := pressed.get("name"):
            values[name] = [pressed.get("value", "")]
        url = urljoin(self.page.url, pressed.get("formaction") or form.action)
        if form.method == "get":
            with _overheard(self.language) as texts:
                answer = self._get(url, values)
            return self._arrive(answer, answer.request.full_path.rstrip("?"), texts)
        answer = self._post(url, values)
        assert answer.status_code == (refused or 303), f"{button!r} on {url}: {answer.status}: {_error(answer)}"
        return self._arrive(answer, url, set()) if refused else self._redirected(answer, url)

    def posts(self, endpoint: str, data: Mapping[str, Value] | None = None, **values: object) -> TestResponse:
        """Send a form that no page of theirs shows, with a valid token, as somebody up to no good would."""
        token = self._token()
        filled = {name: _as_list(value) for name, value in (data or {}).items()}
        return self._post(self.address(endpoint, **values), {"csrf_token": [token], **filled})

    def asks_for(self, endpoint: str, **values: object) -> TestResponse:
        """The bare answer to a GET: for downloads, redirects, refusals."""
        return self._get(self.address(endpoint, **values))

    # -- what somebody finds ----------------------------------------------------------------------

    def sees(self, *texts: str) -> Self:
        """All of these texts stand on the page."""
        for text in texts:
            assert text in self.page.text, f"{text!r} is not on {self.page.url}: {self.page.text}"
        return self

    def does_not_see(self, *texts: str) -> Self:
        """None of these texts stands anywhere in the page, not even where nobody looks."""
        for text in texts:
            assert text not in self.page.text, f"{text!r} is on {self.page.url}"
            assert text not in self.page.html, f"{text!r} is hidden in {self.page.url}"
        return self

    def cannot_open(self, endpoint: str, **values: object) -> Self:
        """The page is missing to them, in the very words in which a page is missing that never existed."""
        # The first answer to a browser sets its cookie; these two must not differ in that.
        self._get("/this-page-never-existed")
        answer = self.asks_for(endpoint, **values)
        missing = self._get("/this-page-never-existed")
        assert answer.status_code == 404, f"{endpoint}: {answer.status}"
        assert (answer.text, dict(answer.headers)) == (missing.text, dict(missing.headers))
        return self

    def must_sign_in_for(self, endpoint: str, **values: object) -> Self:
        """They are sent to the sign-in page."""
        answer = self.asks_for(endpoint, **values)
        assert answer.status_code == 303, f"{endpoint}: {answer.status}"
        assert urlsplit(answer.location).path == urlsplit(self.address("signin.start")).path
        return self

    def says(self, english: str, **values: object) -> str:
        """A text of ours in this visitor's language: `presses(officer.says("Save"))`."""
        with self.app.app_context(), speaking(self.language):
            return gettext(english, **values)

    def address(self, endpoint: str, **values: object) -> str:
        """The path of a route."""
        with self.app.test_request_context(base_url=self.base_url):
            return url_for(endpoint, **values)  # type: ignore[arg-type]

    # -- how it works -----------------------------------------------------------------------------

    def _arrive(self, answer: TestResponse, url: str, texts: set[str]) -> Self:
        self.response, self.page = answer, Page(answer.text, url, answer.status_code)
        # Every database gives the same pages: the run on SQLite looks closely at each, the other one goes on.
        if session.get_bind().dialect.name != "sqlite":
            return self
        self._check(answer, self.page, self.language)
        if texts and not texts <= looked_at[route := self._route(answer), self.language]:
            self._check_in_the_other_language(answer)
            looked_at[route, self.language] |= texts
        return self

    def _redirected(self, answer: TestResponse, url: str) -> Self:
        target = urljoin(url, answer.location)
        assert urlsplit(target).netloc in ("", urlsplit(self.base_url).netloc), f"leads elsewhere: {target}"
        return self.goes_to(urlsplit(target)._replace(scheme="", netloc="").geturl())

    def _check(self, answer: TestResponse, page: Page, language: str) -> None:
        check_headers(dict(answer.headers), answer.request.path)
        check_page(page, language, self._routes())

    def _routes(self) -> MapAdapter:
        return self.app.url_map.bind(urlsplit(self.base_url).netloc)

    def _route(self, answer: TestResponse) -> str:
        endpoint, _values = self._routes().match(answer.request.path, method=answer.request.method)
        return str(endpoint)

    def _check_in_the_other_language(self, seen: TestResponse) -> None:
        """What this second look writes is taken back: the test goes on as if it had not been."""
        url = seen.request.full_path.rstrip("?")
        other = next(language for language in LANGUAGES if language != self.language)
        looked = db.engines[None].begin_nested()  # type: ignore[attr-defined]
        answer = self._get(url, language=other)
        looked.rollback()
        assert answer.status == seen.status, f"{url} ({other}): {answer.status}"
        self._check(answer, Page(answer.text, url, answer.status_code), other)

    def _get(self, url: str, values: dict[str, list[str]] | None = None, language: str = "") -> TestResponse:
        return self._send("GET", url, language, query_string=values)

    def _post(self, url: str, values: dict[str, list[str]]) -> TestResponse:
        # With our Referrer-Policy a browser says no more than this on where a form stood.
        headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
        return self._send("POST", url, "", data=values, headers=headers)

    def _send(self, method: str, url: str, language: str, **how: object) -> TestResponse:
        session.commit()
        self.prefers(language or self.language)
        # A request gets a context of its own, as it would on a server; Flask would reuse the test's.
        with self.app.app_context():
            answer = self.client.open(url, method=method, base_url=self.base_url, buffered=True, **how)  # type: ignore[arg-type]
        check_cookies(answer.headers.getlist("Set-Cookie"), url)
        return answer

    def prefers(self, language: str) -> None:
        """Keep a choice of language in the browser, as the button on every page does."""
        cookie = self.app.config["LANGUAGE_COOKIE_NAME"]
        self.client.set_cookie(cookie, language, domain=urlsplit(self.base_url).netloc)

    def _token(self) -> str:
        """The token of a form on the present page, or on the start page of this visitor."""
        if not hasattr(self, "page") or not self.page.forms:
            self.page = Page(self._get("/").text, "/", 200)
        tokens = [value for form in self.page.forms for value in form.values().get("csrf_token", [])]
        return tokens[0] if tokens else ""


@contextmanager
def _overheard(language: str) -> Iterator[set[str]]:
    """The texts of ours that are asked for meanwhile in this language."""
    texts: set[str] = set()
    kept = catalogue(language)
    one, several = kept.ugettext, kept.ungettext

    def noted(text: str) -> str:
        texts.add(text)
        return str(one(text))

    def noted_for_number(singular: str, plural: str, number: int) -> str:
        texts.update((singular, plural))
        return str(several(singular, plural, number))

    with patch.multiple(kept, ugettext=noted, ungettext=noted_for_number):
        yield texts


def _filled(form: Form, filled_in: Mapping[str, Value]) -> dict[str, list[str]]:
    values = form.values()
    for wanted, value in filled_in.items():
        names = form.names_for(wanted)
        assert names, f"no field {wanted!r} in the form {form.action!r}: {sorted(form.values())}"
        values[names[0]] = _as_list(value, _tick_value(form, names[0]))
    return values


def _tick_value(form: Form, name: str) -> str:
    return next(e.get("value", "on") for e in form.fields if e.get("name") == name)


def _as_list(value: Value, ticked: str = "on") -> list[str]:
    if isinstance(value, bool):
        return [ticked] if value else []
    return value if isinstance(value, list) else [str(value)]


def _error(answer: TestResponse) -> str:
    return Page(answer.text, "", answer.status_code).text[:800] if answer.mimetype == "text/html" else ""
