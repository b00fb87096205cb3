"""The door that is open to everybody."""

from flask import Blueprint

blueprint = Blueprint("public", __name__, template_folder="templates")
