"""The form for a note."""

from wtforms import TextAreaField

from expatdesk.desk.forms.version import VersionField
from expatdesk.notes.models import Note
from expatdesk.shared.forms import Needed, PageForm, PlainText
from expatdesk.shared.i18n import lazy_gettext as _l

LONGEST_NOTE = 2000


class NoteForm(PageForm):
    """What somebody notes."""

    version = VersionField()
    text = TextAreaField(_l("Note"), [Needed(_l("Write the note first.")), PlainText(LONGEST_NOTE)])

    @classmethod
    def of(cls, note: Note) -> "NoteForm":
        """The form as the note stands."""
        return cls(data={"version": note.version, "text": note.text})
