"""The settings of the running installation, for packages that know nothing of the web."""

from typing import Any

from flask import current_app


def setting(name: str) -> Any:
    """What config.py, or a test, says for this name."""
    return current_app.config[name]
