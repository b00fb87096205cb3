"""The door of employers: HR hands over new hires and sees where each stands."""

from flask import Blueprint

blueprint = Blueprint("employer", __name__, url_prefix="/employer", template_folder="templates")
