"""The blueprint of the sign-in door."""

from flask import Blueprint

blueprint = Blueprint("signin", __name__, template_folder="templates")
