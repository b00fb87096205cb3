"""The blueprint of the expat's door; every page module hangs its views on it."""

from flask import Blueprint

blueprint = Blueprint("expat", __name__, template_folder="templates")
