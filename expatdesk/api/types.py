"""What HR systems send and get, as types: JSON is read and written by them, and described by them."""

import enum
import uuid
from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from expatdesk.cases.employer_view import MilestoneState, Where
from expatdesk.cases.models import LONGEST_REFERENCE
from expatdesk.employer.forms.hires import LONGEST
from expatdesk.rules.employer_days import EmployerDay
from expatdesk.rules.facts import Category
from expatdesk.rules.plan import DueKind, PaperKey, Party, StepState

DAYS = "The days that concern you. Of a hire that you withdrew as a sponsor: until when you tell the IND."
Moment = Annotated[datetime, Meta(tz=True)]
Text = Annotated[str, Meta(max_length=LONGEST)]
Reference = Annotated[
    str, Meta(min_length=1, max_length=LONGEST_REFERENCE, description="Your own number of this hire.")
]


class NewHire(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A hire as you hand it over. What a hire must be like is the same as on the page for HR."""

    given_names: Text = ""
    particle: Text = ""
    family_name: Text = ""
    only_one_name: Annotated[bool, Meta(description="This person has only one name.")] = False
    nationality: Annotated[Text, Meta(description="Two letters of ISO 3166, or `none` for who is stateless.")]
    email: Text
    mail_language: Annotated[Literal["en", "nl"], Meta(description="In which we write to them.")] = "en"
    category: Category
    department: Annotated[Text | None, Meta(description="One of the departments that you know here.")] = None
    first_working_day: date | None = None
    arrival: Annotated[date | None, Meta(description="In the Netherlands.")] = None
    stay_months: Annotated[int, Meta(ge=1, le=600)]
    people_along: Annotated[int, Meta(ge=0, le=19, description="How many others come.")] = 0
    earlier: Annotated[
        Literal["no", "lived", "bsn"],
        Meta(description="`lived`: was registered here before; `bsn`: has a BSN, and never lived here."),
    ] = "no"
    home_kind: Literal["none", "rent", "own", "with_host", "temporary", "hotel"] = "none"
    home_street: Text = ""
    home_postcode: Text = ""
    home_from: date | None = None
    home_until: Annotated[
        date | None, Meta(description="The last day in a home of the kind `temporary`, `with_host` or `hotel`.")
    ] = None
    home_registration_allowed: bool = True
    work_street: Annotated[Text, Meta(description="Where it is not your own address.")] = ""
    work_postcode: Text = ""
    address_form_signed: Annotated[bool, Meta(description="You sign the form for your address.")] = False
    reference: Reference | None = None


class Milestones(Struct, frozen=True):
    """How far a hire is: all that an employer learns of it."""

    papers: MilestoneState
    visit: MilestoneState
    registered: MilestoneState
    bsn: MilestoneState


class Task(Struct, frozen=True):
    """Something that you, the employer, must do; for all of the household together."""

    key: str
    state: StepState
    due: date | None
    due_kind: DueKind | None
    done_on: date | None


class Hire(Struct, frozen=True, kw_only=True):
    """A hire as you see it. `updated_at` tells since when you see it so, and nothing of what you do not see."""

    id: uuid.UUID
    reference: Reference | None
    name: str
    email: str
    department: str | None
    people: Annotated[int, Meta(description="How many people come.", ge=1)]
    state: Literal["open", "closed"]
    where: Annotated[Where, Meta(description="Whether the desk registers this hire.")]
    milestones: Milestones
    turn: Annotated[Party | None, Meta(description="Whose turn it is.")]
    turn_since: date | None
    tasks: list[Task]
    days: Annotated[dict[EmployerDay, date], Meta(description=DAYS)]
    # Left out, and no null: whoever has no consent learns nothing of it.
    housed: Annotated[
        bool | UnsetType,
        Meta(description="Whether there is a home that lasts; only while the household lets you see it."),
    ] = UNSET
    updated_at: Moment


class HirePage(Struct, frozen=True):
    """A page of hires, the one that changed first in front."""

    hires: list[Hire]
    next: Annotated[str | None, Meta(description="Send it as `after` for the next page; null on the last one.")]
    as_of: Annotated[Moment, Meta(description="Send that of the first page as `updated_since` next time.")]


class Visit(Struct, frozen=True, kw_only=True):
    """The visit of a hire, as long as its household lets you see and book it."""

    at: Moment | None
    where: str
    is_firm: Annotated[bool, Meta(description="Whether it stands; until then it is only held.")]
    is_over: bool
    must_be_moved: Annotated[bool, Meta(description="It cannot be kept: choose another time.")]
    may_choose: Annotated[bool, Meta(description="Whether you may choose a time, or another one.")]
    changes_left: Annotated[int, Meta(ge=0)]
    change_costs: Annotated[bool, Meta(description="Whether another time costs something now.")]
    free_until: Annotated[date | None, Meta(description="The last day on which another time is free.")]
    by_invoice: Annotated[bool, Meta(description="Whether you pay the fee by invoice.")]
    times: Annotated[list[Moment], Meta(description="The times that are free for this household.")]
    lawful_day: Annotated[date | None, Meta(description="The last day by law.")]


class BookVisit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The time that you choose. `instead_of` is the time of the visit as you read it: nothing is moved unseen."""

    at: Moment
    instead_of: Moment | None = None


class PaperState(enum.StrEnum):
    """How far one of your own papers is."""

    MISSING = "missing"
    RECEIVED = "received"
    SEND_AGAIN = "send_again"
    ACCEPTED = "accepted"


class Paper(Struct, frozen=True):
    """One of your own papers of a hire."""

    key: PaperKey
    name: str
    state: PaperState
    reason: Annotated[str | None, Meta(description="Why you have to send it again.")]
    takes_files: bool


class Papers(Struct, frozen=True):
    """What the desk asks of a hire that an employer usually has."""

    papers: list[Paper]
