"""The start page: what the desk is, and one clear way in for each kind of visitor."""

from flask import render_template

from expatdesk.public.blueprint import blueprint


@blueprint.get("/")
def start() -> str:
    """The page behind the bare address."""
    return render_template("public/start.html")
