"""The words for everything that the rules answer, translatable, as each reader needs them."""

from expatdesk.cases.labels.acceptance import ANSWERS, READ_ON_PAPER
from expatdesk.cases.labels.facts import FACTS
from expatdesk.cases.labels.forecasts import KINDS_OF_HOUSEHOLDS, WAITS, usually_takes
from expatdesk.cases.labels.interests import INTERESTS
from expatdesk.cases.labels.papers import PAPER_CHECKS, PAPER_REASONS, PAPER_REASONS_OF_OTHERS, PAPERS, paper_name
from expatdesk.cases.labels.people import CATEGORIES, CATEGORIES_OF_HIRES, HOME_KINDS, MARITAL_STATUSES, ROLES
from expatdesk.cases.labels.referrals import REFERRALS, StepLabel
from expatdesk.cases.labels.routes import DESTINATIONS, ROUTES, RouteLabel, what_it_means, where_to_go
from expatdesk.cases.labels.sources import SOURCES
from expatdesk.cases.labels.states import DUE_HEADINGS, DUE_KINDS, PARTIES, PARTIES_TO_EXPAT, STATES, TRACKS
from expatdesk.cases.labels.steps import MOVES, STEPS, label_of, label_of_key
from expatdesk.cases.labels.visits import PURPOSES

__all__ = [
    "ANSWERS", "CATEGORIES", "CATEGORIES_OF_HIRES", "DESTINATIONS", "DUE_HEADINGS", "DUE_KINDS", "FACTS",
    "HOME_KINDS", "INTERESTS", "KINDS_OF_HOUSEHOLDS", "MARITAL_STATUSES", "MOVES", "PAPERS", "PAPER_CHECKS",
    "PAPER_REASONS", "PAPER_REASONS_OF_OTHERS", "PARTIES", "PARTIES_TO_EXPAT", "PURPOSES", "READ_ON_PAPER",
    "REFERRALS", "ROLES", "ROUTES", "SOURCES", "STATES", "STEPS", "TRACKS", "WAITS", "RouteLabel",
    "StepLabel", "label_of", "label_of_key", "paper_name", "usually_takes", "what_it_means", "where_to_go",
]  # fmt: skip
