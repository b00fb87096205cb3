"""The door of expat."""

from flask import Blueprint

blueprint = Blueprint("expat", __name__, template_folder="templates")
