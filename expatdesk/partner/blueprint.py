"""The door of partners: what they have for newcomers, as they enter it."""

from flask import Blueprint

blueprint = Blueprint("partner", __name__, url_prefix="/partner", template_folder="templates")
