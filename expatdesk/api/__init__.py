"""The door of HR systems: JSON by the same rules as HR's own pages, for whoever comes with a key."""

from expatdesk.api import description, docs, hires, papers, visits
from expatdesk.api.blueprint import blueprint

__all__ = ["blueprint", "description", "docs", "hires", "papers", "visits"]
