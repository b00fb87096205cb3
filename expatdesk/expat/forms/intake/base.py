"""What every question of the intake shares: what the file says now, what was answered, what was seen."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Self

from wtforms import Field, HiddenField

from expatdesk.cases.models import Case
from expatdesk.documents.models import Has
from expatdesk.expat.employer_told import told_facts
from expatdesk.people.models import Person
from expatdesk.rules.plan import PaperKey, Plan
from expatdesk.shared.forms import PageForm
from expatdesk.shared.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is put to a household today: of which member, and whether it was answered before."""

    case: Case
    plan: Plan
    today: date
    member: int = 0
    answered: bool = False

    @property
    def person(self) -> Person:
        """The member of the household that the question is about."""
        return self.case.people[self.member]


@dataclass(frozen=True, slots=True)
class Answers:
    """What to write: columns of the case, of people by index, the size of the household, papers in hand."""

    case: dict[str, Any] = field(default_factory=dict)
    people: dict[int, dict[str, Any]] = field(default_factory=dict)
    household: tuple[bool, int] | None = None
    papers: dict[tuple[int, PaperKey], Has] = field(default_factory=dict)


class IntakeForm(PageForm):
    """One question. `touches` names the columns it writes: what an officer changed there is not overwritten."""

    touches: ClassVar[frozenset[str]] = frozenset()
    asked: Asked

    # A fingerprint of what the file said when the page was shown.
    seen = HiddenField()

    @classmethod
    def of(cls, asked: Asked, **source: Any) -> Self:
        """The question's form, filled with what the file says; `source` may hold other `formdata`."""
        stored = cls.stored(asked)
        form = type(cls.__name__, (cls,), cls.more_fields(asked))(
            data={**stored, "seen": cls.print_of(asked)}, **source
        )
        form.asked = asked
        form.name_who_told(stored)
        return form  # type: ignore[no-any-return]

    def name_who_told(self, stored: Mapping[str, Any]) -> None:
        """Say of each field that holds what the employer told that it told so; not of what is typed over it."""
        employer = self.asked.case.employer
        if employer is None:
            return
        for name in self.told(self.asked):
            if name in self and self[name].data == stored.get(name):
                self[name].description = _("%(employer)s told us this.", employer=employer.name)

    @classmethod
    def told(cls, asked: Asked) -> frozenset[str]:
        """The fields that hold what the employer told, which is of the main applicant and of the case alone."""
        return told_facts(asked.case) if asked.member == 0 else frozenset()

    @classmethod
    def more_fields(cls, _asked: Asked) -> dict[str, Field]:
        """Fields that depend on the household."""
        return {}

    @classmethod
    def stored(cls, _asked: Asked) -> dict[str, Any]:
        """What the file says now, by field."""
        return {}

    @classmethod
    def print_of(cls, asked: Asked) -> str:
        """A fingerprint of what the file says now."""
        return hashlib.sha256(repr(sorted(cls.stored(asked).items())).encode()).hexdigest()[:16]

    def answers(self) -> Answers:
        """What was answered; call when the form is valid."""
        return Answers()
