"""The blueprint of the door for HR systems."""

from flask import Blueprint

blueprint = Blueprint("api", __name__, url_prefix="/api", template_folder="templates")
