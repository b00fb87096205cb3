"""Which paper of whom is scanned at the counter; the files themselves are read by `access/papers.py`."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from wtforms import SelectField

from expatdesk.cases.labels import paper_name
from expatdesk.people.models import Person
from expatdesk.rules.plan import Paper
from expatdesk.shared.forms import Needed, PageForm, options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.i18n import listed


@dataclass(frozen=True, slots=True)
class Scannable:
    """A paper to scan: with whom it is kept, whose it is, and whether an accepted one holds beside it."""

    holder: Person
    people: Sequence[Person]
    paper: Paper
    is_newer: bool


class ScanForm(PageForm):
    """One paper, of one person or of two together."""

    paper = SelectField(_l("Which paper is it?"), [Needed(_l("Choose which paper it is."))])
    has_newer = False

    @classmethod
    def of(cls, papers: Sequence[Scannable], chosen: str = "") -> Self:
        """The form with these papers to choose from; of several none is chosen for whoever looks elsewhere."""
        form = cls(data={"paper": chosen})
        form.has_newer = any(one.is_newer for one in papers)
        first = [("", _("Choose"))] if len(papers) > 1 else []
        form.paper.choices = options(
            [*first, *((f"{one.holder.id}/{one.paper.key}", _named(one)) for one in papers)]
        )
        return form

    @property
    def chosen(self) -> tuple[uuid.UUID, str]:
        """Of whom, and which paper."""
        person, _slash, key = (self.paper.data or "").partition("/")
        return uuid.UUID(person), key


def _named(one: Scannable) -> str:
    names = listed([person.full_name or _("somebody without a name") for person in one.people])
    if one.is_newer:
        return _("%(paper)s of %(person)s, a newer one", paper=paper_name(one.paper), person=names)
    return _("%(paper)s of %(person)s", paper=paper_name(one.paper), person=names)
