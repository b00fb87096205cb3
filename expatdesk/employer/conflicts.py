"""Two tabs on one draft: what the draft holds now beside what was typed, so that nothing is lost unseen."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wtforms import BooleanField, Field

from expatdesk.cases.hire_models import HireDraft
from expatdesk.employer.forms.hires import HireForm, names_of
from expatdesk.shared.i18n import gettext as _


class Difference(NamedTuple):
    """A field of which the draft holds something else than was typed here."""

    label: str
    kept: str
    typed: str


def mark_of(draft: HireDraft) -> str:
    """What tells whether a draft still holds what a page was opened with."""
    return hashlib.sha256(json.dumps(draft.typed, sort_keys=True).encode()).hexdigest()[:16]


def differences(form: HireForm, typed: dict[str, list[str]], draft: HireDraft) -> Iterator[Difference]:
    """Where the draft and what was typed differ."""
    for field in form:
        kept, mine = (_words(field, _texts(field, source)) for source in (draft.typed, typed))
        if kept != mine:
            yield Difference(str(field.label.text), kept, mine)


def _texts(field: Field, source: dict[str, list[str]]) -> list[str]:
    return [text for name in names_of(field) for text in source.get(name, ()) if text]


def _words(field: Field, texts: Iterable[str]) -> str:
    if isinstance(field, BooleanField):
        return _("Yes") if list(texts) else _("No")
    words = {choice.value: str(choice.label) for choice in getattr(field, "choices", None) or ()}
    return " ".join(words.get(text, text) for text in texts)
