"""A household of the demonstration that signed up by itself, without an employer."""

from datetime import date, timedelta

from sqlalchemy import select

from expatdesk.cases.actions import Hire
from expatdesk.cases.projection import refresh
from expatdesk.cases.sign_up_models import SignUp
from expatdesk.cases.sign_ups import ask_to_sign_up, confirm_sign_up
from expatdesk.demo.past import in_office_hours
from expatdesk.rules.facts import Category, HomeKind
from expatdesk.rules.region import Region
from expatdesk.shared.db import session

SIGNED_UP = Hire(
    given_names="Kwabena", particle="", family_name="Asante-Mensah", email="kwabena@mail.example", language="en",
    category=Category.ORIENTATION_YEAR, nationality="GH", stay_months=12, home_kind=HomeKind.WITH_HOST,
    home_postcode="2313 XB", home_registration_allowed=True,
)  # fmt: skip


def make_household_that_signed_up(region: Region, today: date) -> None:
    """Asked and confirmed the day before yesterday; no officer took it up yet."""
    day = today - timedelta(days=2)
    with in_office_hours(day, today, minutes=250):
        ask_to_sign_up(SIGNED_UP)
    with in_office_hours(day, today, minutes=262):
        asked = session.scalars(select(SignUp).where(SignUp.email == SIGNED_UP.email)).one()
        case = confirm_sign_up(asked, region=region, today=day)
    if case is not None:
        refresh(case, region, today)
