"""The door of employer."""

from flask import Blueprint

blueprint = Blueprint("employer", __name__, template_folder="templates")
