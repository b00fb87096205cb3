"""The door that is open to everybody: start page, language, statements, health, and the demonstration's mails."""

from expatdesk.public import demo_mails, health, installing, language, start, statements, waiting_room
from expatdesk.public.blueprint import blueprint

__all__ = ["blueprint", "demo_mails", "health", "installing", "language", "start", "statements", "waiting_room"]
