"""Expatdesk: the case-management system of a regional one-stop desk for expats."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from expatdesk.application import create_app
    from expatdesk.work import do_what_waits

__all__ = ["create_app", "do_what_waits"]
WHERE = {"create_app": "expatdesk.application", "do_what_waits": "expatdesk.work"}


def __getattr__(name: str) -> Any:
    """The application, loaded when somebody asks for it: the rules alone need nothing of the web."""
    if name not in WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(WHERE[name]), name)
