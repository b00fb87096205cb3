"""The form in which a registrar records a household: one day and one way for all, unless somebody differs.

How the BSN reached them is never filled in beforehand: a press too many would hand out what nobody has. There is
no field for the number itself, which is never stored (UAVG art. 46).
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from wtforms import BooleanField, Form, FormField, RadioField, SelectField, SelectMultipleField, ValidationError
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from expatdesk.access.acting import the_region
from expatdesk.appointments.closed_days import days_off
from expatdesk.appointments.places import visit_of
from expatdesk.cases.models import BsnWay, Case
from expatdesk.cases.queries import registration_of
from expatdesk.cases.registration_actions import Recorded
from expatdesk.cases.step_actions import may_be_registered
from expatdesk.desk.forms.cases import CaseForm
from expatdesk.people.models import Person
from expatdesk.rules.plan import Plan
from expatdesk.rules.terms import is_working_day
from expatdesk.shared.clock import local, today
from expatdesk.shared.forms import DayField, Needed, options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.i18n import listed, long_date

NOT_YET = "not_yet"
WAYS = [
    (BsnWay.HANDED_OVER.value, _l("Handed over")),
    (BsnWay.BY_POST.value, _l("Comes by post")),
    (NOT_YET, _l("Not yet")),
]


SEEN = [("seen", _l("Seen")), (NOT_YET, _l("Not yet"))]


class OnePersonForm(Form):
    """One member of the household, where something differs from the others."""

    registered = BooleanField(_l("Registered"))
    on = DayField(_l("Registered on another day"), [Optional()])
    bsn = SelectField(_l("BSN"), choices=options([("", _l("As for all")), *WAYS]))
    originals = SelectField(_l("Originals"), choices=options([("", _l("As for all")), *SEEN]))


class RegistrationForm(CaseForm):
    """The whole household. `on` and `bsn` hold for everybody who does not differ."""

    on = DayField(_l("Registered on"), [Needed(_l("Fill in the day of the registration."))])
    bsn = RadioField(_l("BSN"), choices=options(WAYS), validate_choice=False)
    # A tick that somebody sets: it says that they held the papers in their hands.
    originals = BooleanField(_l("I have seen the originals of all papers"))
    # What is right now and then, but seldom, takes a second look, and never more than that. Each has a tick of its
    # own: nobody lets a second thing through with the first, which alone was shown to them.
    confirmed = SelectMultipleField(
        _l("Is this right? Tick what you have looked at."), validate_choice=False,
        widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
    )  # fmt: skip

    case: Case
    people: list[Person]

    @classmethod
    def of(cls, case: Case, plan: Plan) -> "RegistrationForm":
        """The form for those whose turn it is, filled with what was recorded before."""
        people = [person for person in case.people if may_be_registered(plan, person.position)]
        fields = {f"person{person.position}": FormField(OnePersonForm) for person in people}
        form: RegistrationForm = type(cls.__name__, (cls,), fields)(data=_stored(case, people))
        form.case, form.people = case, people
        form.confirmed.choices = options(form.doubts.items())
        return form

    def of_person(self, person: Person) -> Any:
        """The part of the form for this person."""
        return self[f"person{person.position}"]

    def validate_on(self, field: DayField) -> None:
        """Nobody was registered in the future, or before they arrived."""
        _check_day(field.data, self.case)

    def validate_bsn(self, field: RadioField) -> None:
        """Everybody who is registered has a way of their own, or the one of all."""
        if field.data not in dict(WAYS) and any(not self._own(one).bsn.data for one in self._registered()):
            raise ValidationError(_l("Choose whether they have the BSN now, or how they get it."))

    def validate_confirmed(self, field: SelectMultipleField) -> None:
        """What stands out is said once, and then recorded as told."""
        if self.doubts.keys() - set(field.data or ()):
            raise ValidationError(_l("Look at this once more, and tick the box where it is right."))

    @property
    def doubts(self) -> dict[str, str]:
        """What is seldom right about recording this, in words; of the originals once something was sent.

        A tick holds for what it was set at: a day or a name later it is another doubt.
        """
        day = _visit_day(self.case)
        doubts = (
            {f"early {day}": _("The visit is only on %(day)s.", day=long_date(day))}
            if day and day > today()
            else {}
        )
        for free in self._days_off(day):
            doubts[f"free {free}"] = _why_off(free)
        unseen = [one for one in self._registered() if not self._saw_originals_of(one)]
        if unseen and self.is_submitted():
            key = f"unseen {' '.join(str(one.position) for one in unseen)}"
            doubts[key] = self._not_seen(unseen)
        return doubts

    def _days_off(self, visit_day: date | None) -> list[date]:
        """The days named on which the counter of their visit is closed, save the day on which they did come."""
        visit = visit_of(self.case)
        return days_off(self._days() - {visit_day}, visit.counter_id if visit else None, the_region())

    def _not_seen(self, unseen: list[Person]) -> str:
        if len(unseen) > 1 and unseen == self._registered():
            return _("You ticked the originals as seen of nobody.")
        names = listed([one.full_name for one in unseen])
        return _("You did not tick the originals as seen: %(names)s.", names=names)

    def _own(self, person: Person) -> Any:
        return self.of_person(person).form

    def _registered(self) -> list[Person]:
        return [person for person in self.people if self._own(person).registered.data]

    def _days(self) -> set[date]:
        days = (self._own(person).on.data or self.on.data for person in self._registered())
        return {day for day in days if day}

    def _saw_originals_of(self, person: Person) -> bool:
        own = self._own(person).originals.data
        return bool(own == "seen" if own else self.originals.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """The days of those who differ are checked alike."""
        valid = bool(super().validate(extra_validators))
        for person in self.people:
            field = self._own(person).on
            try:
                _check_day(field.data, self.case)
            except ValidationError as error:
                field.errors = [*field.errors, str(error)]
                valid = False
        return valid

    def recorded(self) -> Iterator[Recorded]:
        """What to record of each person; call when the form is valid."""
        for person in self.people:
            own = self._own(person)
            way = own.bsn.data or self.bsn.data
            day = (own.on.data or self.on.data) if own.registered.data else None
            given = BsnWay(way) if way in set(BsnWay) else None
            yield Recorded(person, day, given, self._saw_originals_of(person))


def _why_off(day: date) -> str:
    if is_working_day(day):
        return _("The desk is closed on %(day)s.", day=long_date(day))
    return _("%(day)s is no working day.", day=long_date(day))


def _visit_day(case: Case) -> date | None:
    return local(case.visit_at).date() if case.visit_at else None


def _check_day(day: date | None, case: Case) -> None:
    if day and day > today():
        raise ValidationError(_l("This day is still to come. Fill in today or an earlier day."))
    if day and case.arrival and day < case.arrival:
        raise ValidationError(_l("The household had not arrived on that day. Check the day."))


def _stored(case: Case, people: list[Person]) -> dict[str, Any]:
    """Everybody registered on the day of their visit, or today before it, until something else was recorded."""
    rows = {person.position: registration_of(case, person) for person in people}
    known = [row for row in rows.values() if row]
    day = max((row.registered_on for row in known), default=min(today(), _visit_day(case) or today()))
    way = (known[0].bsn_way or NOT_YET) if known else None
    seen = any(row.originals_seen for row in known)
    parts = {
        f"person{position}": {
            "registered": row is not None or not known,
            "on": row.registered_on if row and row.registered_on != day else None,
            "bsn": (row.bsn_way or NOT_YET) if row and (row.bsn_way or NOT_YET) != way else "",
            "originals": NOT_YET if row and seen and not row.originals_seen else "",
        }
        for position, row in rows.items()
    }
    return {"version": case.version, "on": day, "bsn": way, "originals": seen, **parts}
