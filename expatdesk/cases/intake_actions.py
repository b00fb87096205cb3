"""Remembering how far a household is in its intake. Nothing here commits."""

from expatdesk.cases.models import Case


def remember_question(case: Case, question: str) -> None:
    """Note the last question that was answered: no fact, so neither a new version nor a line of history."""
    case.intake_reached = question
