"""What may stand in the path of an address of ours."""

from typing import Any

from flask import Flask
from werkzeug.routing import UnicodeConverter


class WordConverter(UnicodeConverter):
    """A part of a path. With a control character in it, it names nothing: PostgreSQL cannot even ask for a NUL."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regex = self.regex.replace("[^/]", r"[^/\x00-\x1f\x7f]")


def install(app: Flask) -> None:
    """Let every route that takes a word take one of these; before the doors come with theirs."""
    app.url_map.converters["default"] = app.url_map.converters["string"] = WordConverter
