"""The door of signin."""

from flask import Blueprint

blueprint = Blueprint("signin", __name__, template_folder="templates")


def install(app: object) -> None:
    """Filled in by the accounts work."""
