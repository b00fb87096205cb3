"""The door of the desk: what officers, registrars and coordinators see and do."""

from expatdesk.desk import worklist
from expatdesk.desk.blueprint import blueprint

__all__ = ["blueprint", "worklist"]
