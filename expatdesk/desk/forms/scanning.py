"""Which paper of whom is scanned at the counter; the files themselves are read by `access/papers.py`."""

import uuid
from collections.abc import Sequence
from typing import Self

from wtforms import SelectField

from expatdesk.cases.labels import PAPERS
from expatdesk.people.models import Person
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.forms import PageForm, options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.i18n import listed


class ScanForm(PageForm):
    """One paper, of one person or of two together."""

    paper = SelectField(_l("Which paper is it?"))

    @classmethod
    def of(cls, papers: Sequence[tuple[Person, Sequence[Person], PaperKey]]) -> Self:
        """The form with these papers to choose from: with whom each is kept, and whose it is."""
        form = cls()
        form.paper.choices = options((f"{holder.id}/{key}", _named(people, key)) for holder, people, key in papers)
        return form

    @property
    def chosen(self) -> tuple[uuid.UUID, str]:
        """Of whom, and which paper."""
        person, _slash, key = (self.paper.data or "").partition("/")
        return uuid.UUID(person), key


def _named(people: Sequence[Person], key: PaperKey) -> str:
    names = listed([person.full_name or _("somebody without a name") for person in people])
    return _("%(paper)s of %(person)s", paper=PAPERS[key], person=names)
