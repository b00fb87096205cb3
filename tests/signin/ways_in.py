"""What tests of signing in share: reading the mails that were written, and the links in them."""

import re

from sqlalchemy import select

from expatdesk.cases.ways_in import send_requested_links
from expatdesk.messages.models import Mail
from expatdesk.people.actions import send_requested_password_links
from expatdesk.shared.db import session
from tests.visitor import Visitor

SPELT_CODE = re.compile(r"\b\d(?: \d){5}\b")
LINK = re.compile(r"https://expatdesk\.example(/sign-in/(?:link|new-password)/\S+)")


def mails(kind: str = "", to: str = "") -> list[Mail]:
    """The mails written so far, of this kind and to this address."""
    written = session.scalars(select(Mail).order_by(Mail.written_at, Mail.id))
    return [mail for mail in written if kind in ("", mail.kind) and to in ("", mail.recipient)]


def links(kind: str, to: str = "") -> list[str]:
    """The paths of the links in these mails; each mail has exactly one."""
    found = [LINK.findall(mail.text) for mail in mails(kind, to)]
    assert all(len(paths) == 1 for paths in found), found
    return [paths[0] for paths in found]


def the_worker_works() -> None:
    """What the worker does about links that were asked for."""
    send_requested_links()
    send_requested_password_links()


def asks_for_link(visitor: Visitor, email: str) -> str:
    """Ask for a link as this visitor; the code that their screen shows."""
    visitor.opens("signin.start").presses("Send me a link", email=email)
    assert visitor.page.heading == "Look in your mailbox"
    (spelt,) = SPELT_CODE.findall(visitor.page.text)
    return str(spelt).replace(" ", "")


def gets_link(visitor: Visitor, email: str) -> tuple[str, str]:
    """Ask for a link and get the mail; its path, and the code on the screen."""
    before = set(links("sign_in_link", email))
    code = asks_for_link(visitor, email)
    the_worker_works()
    (new,) = set(links("sign_in_link", email)) - before
    return new, code


def token_in(path: str) -> str:
    """The token at the end of the path of a link."""
    return path.rsplit("/", 1)[1]


def is_signed_in(visitor: Visitor) -> bool:
    """Whether this browser is anybody's: the sign-in page sends those home."""
    return visitor.asks_for("signin.start").status_code == 303
