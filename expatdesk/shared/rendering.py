"""Templates: rendering below the doors, and addresses of static files that carry their content's hash."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, current_app, render_template, url_for
from jinja2 import ChoiceLoader, FileSystemLoader

from expatdesk.shared.addresses import full_address
from expatdesk.shared.i18n import speaking


def render(template: str, language: str, **context: object) -> str:
    """A template made into text in this language, whoever the visitor is."""
    with speaking(language):
        return render_template(template, **context)


@cache
def content_hash(path: Path) -> str:
    """What tells this content of a file from any other."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def asset(path: str) -> str:
    """The address of a static file; it changes when the file does, so browsers may keep it forever."""
    folder = Path(current_app.static_folder or "")
    return url_for("static", filename=path, v=content_hash(folder / path))


def install(app: Flask, *folders: str) -> None:
    """Read templates from these folders of the package (doors bring their own), and give them what all use."""
    root = Path(app.root_path)
    app.jinja_loader = ChoiceLoader([FileSystemLoader(root / folder / "templates") for folder in folders])
    app.jinja_env.globals.update(asset=asset, full_address=full_address)
    # As in the extraction (pyproject.toml): sentences over several lines of a template are one text.
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
