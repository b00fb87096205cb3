"""The blueprint of the desk's door; every page module hangs its views on it."""

from flask import Blueprint

blueprint = Blueprint("desk", __name__, template_folder="templates")
