"""The words for everything that the rules answer, translatable, as each reader needs them."""

from .papers import PAPER_CHECKS, PAPER_REASONS, PAPERS
from .people import CATEGORIES, HOME_KINDS, MARITAL_STATUSES, ROLES
from .routes import DESTINATIONS, ROUTES, RouteLabel, what_it_means, where_to_go
from .states import DUE_HEADINGS, DUE_KINDS, PARTIES, PARTIES_TO_EXPAT, STATES, TRACKS
from .steps import REFERRALS, SOURCES, STEPS, StepLabel, label_of

__all__ = [
    "CATEGORIES", "DESTINATIONS", "DUE_HEADINGS", "DUE_KINDS", "HOME_KINDS", "MARITAL_STATUSES", "PAPERS",
    "PAPER_CHECKS", "PAPER_REASONS", "PARTIES", "PARTIES_TO_EXPAT", "REFERRALS", "ROLES", "ROUTES", "SOURCES",
    "STATES", "STEPS", "TRACKS", "RouteLabel", "StepLabel", "label_of", "what_it_means", "where_to_go",
]  # fmt: skip
