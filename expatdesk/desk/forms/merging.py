"""The form in which two cases stand side by side: what of each stays, and who of the two files is one person."""

import uuid
from collections.abc import Iterator
from typing import Any

from wtforms import Field, RadioField, SelectField

from expatdesk.cases.duplicates import is_same
from expatdesk.cases.labels import ROLES
from expatdesk.cases.merging import PERSON_FACTS, Choice
from expatdesk.cases.models import Case
from expatdesk.desk.fact_blocks import Block, blocks_of
from expatdesk.desk.forms.facts import BLOCKS
from expatdesk.desk.forms.version import VersionField
from expatdesk.people.models import Person
from expatdesk.people.names import name_key
from expatdesk.rules.facts import PersonRole
from expatdesk.shared.forms import PageForm, options
from expatdesk.shared.i18n import gettext as _

KEPT, OTHER = "kept", "other"


class MergeForm(PageForm):
    """What both cases share; `merge_form` adds a question for each thing in which they differ."""

    version = VersionField()
    other_version = VersionField()

    def questions(self, kind: str) -> Iterator[tuple[str, Field]]:
        """The questions of this kind, by what they are about."""
        for one in self:
            name, _sep, about = one.name.partition("-")
            if name == kind:
                yield about, one

    def choice(self, emptied: Case) -> Choice:
        """What the officer chose."""
        chosen = [about for about, one in self.questions("block") if one.data == OTHER]
        taken = {about for about, one in self.questions("person") if one.data == OTHER}
        same = {uuid.UUID(about): uuid.UUID(one.data) for about, one in self.questions("who") if one.data}
        return Choice(
            facts=[column for block in chosen for column in BLOCKS[block].columns],
            same=same,
            of_people={person.id: PERSON_FACTS for person in emptied.people if str(person.id) in taken},
        )


def merge_form(kept: Case, emptied: Case) -> MergeForm:
    """The form for these two cases, filled with what is likely."""
    data: dict[str, Any] = {"version": kept.version, "other_version": emptied.version}
    fields: dict[str, Any] = {}
    for block in blocks_that_differ(kept, emptied):
        fields[f"block-{block.key}"] = _of_two(block.title, kept, emptied)
        data[f"block-{block.key}"] = OTHER if block.key == "home" and not kept.home_kind else KEPT
    for person in emptied.people:
        match = likely_match(person, kept)
        fields[f"who-{person.id}"] = _who(person, kept)
        data[f"who-{person.id}"] = str(match.id) if match else ""
        if match and any(getattr(match, name) != getattr(person, name) for name in PERSON_FACTS):
            label = _("What we know of %(name)s", name=person.full_name)
            fields[f"person-{person.id}"] = _of_two(label, kept, emptied)
            data[f"person-{person.id}"] = KEPT
    made: type[MergeForm] = type("MergeFormOfTwo", (MergeForm,), fields)
    return made(data=data)


def blocks_that_differ(kept: Case, emptied: Case) -> Iterator[Block]:
    """The blocks of facts in which the two cases differ; the employer itself is not for choosing."""
    for mine, theirs in zip(blocks_of(kept), blocks_of(emptied), strict=True):
        columns = BLOCKS[mine.key].columns
        if any(getattr(kept, name) != getattr(emptied, name) for name in columns):
            yield theirs


def likely_match(person: Person, kept: Case) -> Person | None:
    """Who of the kept case is probably this person: the same name, and no other date of birth."""
    for one in kept.people:
        same_name = name_key(one.full_name) == name_key(person.full_name) is not None
        if is_same(one, person) or (same_name and "" in (one.born, person.born)):
            return one
    return None


def _of_two(label: Any, kept: Case, emptied: Case) -> RadioField:
    codes = {KEPT: kept.code, OTHER: emptied.code}
    words = [(which, _("As in case %(code)s", code=code)) for which, code in codes.items()]
    return RadioField(label, choices=options(words))


def _who(person: Person, kept: Case) -> SelectField:
    """Either somebody of the kept case, or one more in it."""
    role = PersonRole.PARTNER if person.role == PersonRole.PRINCIPAL else PersonRole(person.role)
    one_more = _("Somebody else, who comes in as: %(role)s", role=ROLES[role])
    names = {str(one.id): one.full_name or ROLES[PersonRole(one.role)] for one in kept.people}
    known = [(person_id, _("The same as %(name)s of this case", name=name)) for person_id, name in names.items()]
    label = _("Who is %(name)s of the other case?", name=person.full_name or ROLES[PersonRole(person.role)])
    return SelectField(label, choices=options([("", one_more), *known]))
