"""The door of systems of employers and partners: JSON by the rules of their pages, for who comes with a key."""

from expatdesk.api import description, docs, hires, home_docs, homes, papers, visits
from expatdesk.api.blueprint import blueprint

__all__ = ["blueprint", "description", "docs", "hires", "home_docs", "homes", "papers", "visits"]
