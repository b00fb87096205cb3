"""The door that is open to everybody: start page, answers, language, statements, health, demonstration's mails."""

from expatdesk.public import (
    activities,
    answers,
    ask,
    buddies,
    can_help,
    demo_mails,
    guide,
    health,
    installing,
    language,
    partner,
    sign_up,
    start,
    statements,
    waiting_room,
)
from expatdesk.public.blueprint import blueprint

__all__ = [
    "activities", "answers", "ask", "blueprint", "buddies", "can_help", "demo_mails", "guide", "health",
    "installing", "language", "partner", "sign_up", "start", "statements", "waiting_room",
]  # fmt: skip
