"""Why a file, or a paper, is not taken: each with a sentence for whoever sent it."""

from expatdesk.cases.refusals import Refusal
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l


class FileRefused(Refusal):
    """A file that is not taken; `words` say why, and what to do."""

    words: LazyString


class FileEmpty(FileRefused):
    """There is nothing in the file."""

    words = _l("This file is empty. Choose it again, or make a new photo.")


class FileTooLarge(FileRefused):
    """The file is larger than one file may be."""

    words = _l("This file is larger than 10 MB. Scan it in a lower quality, or split it into several files.")


class KindUnknown(FileRefused):
    """The content is not of a kind that we take, whatever the name says."""

    words = _l("This is no PDF, JPEG or PNG file. Make a photo of the paper, or save it as a PDF.")


class NoPhoto(FileRefused):
    """A file in which there is no photo."""

    words = _l("This is no photo. Choose a JPEG or PNG file.")


class NotScannedYet(FileRefused):
    """The virus scanner says nothing, and a photo is shown at once or not at all."""

    words = _l("Our virus scanner does not answer. Send the photo again in a few minutes.")


class PhotosFull(FileRefused):
    """A home can hold no more photos."""

    words = _l("A home can have at most 12 photos. Remove one first.")


class PhotoIsHeic(FileRefused):
    """A photo as telephones of Apple keep them; nothing here can draw it."""

    words = _l(
        "This is a HEIC photo. Save it as JPEG: on an iPhone that is Settings, Camera, Formats, Most Compatible."
    )


class FileEncrypted(FileRefused):
    """A PDF that opens with a password only."""

    words = _l("This PDF asks for a password. Save it without one, or make photos of the pages.")


class TooManySheets(FileRefused):
    """A PDF with more pages than a paper can have."""

    words = _l("This PDF has more than 200 pages. Send only the pages of this paper.")


class TooManyPixels(FileRefused):
    """An image that takes more memory than an image may."""

    words = _l("This image is too large: at most 40 million pixels. Choose a lower resolution.")


class FileUnreadable(FileRefused):
    """A file that is damaged, or takes too long to read."""

    words = _l("We cannot read this file; it may be damaged. Save it again, or make a photo of the paper.")


class FileTooSlow(FileUnreadable):
    """A file that takes longer to read than any paper does."""


class FileNotTried(FileRefused):
    """Files that came with it took so long that nobody looked at this one."""

    words = _l("We did not get to this file, because others took too long to read. Hand it in again by itself.")


class NoHandFree(FileRefused):
    """Others had so many files to be read that this one's turn did not come."""

    words = _l("We did not get to this file: many people hand in papers now. Hand it in again in a few minutes.")


class NameHoldsBsn(FileRefused):
    """The name of the file holds a number that looks like a BSN (UAVG art. 46)."""

    words = _l("The file name holds a number that looks like a BSN, which we may not keep. Rename the file.")


class FileInfected(FileRefused):
    """The virus scanner found something."""

    words = _l("Our virus scanner found something in this file. Make a new scan or photo of the paper.")


class PaperFull(FileRefused):
    """The paper can hold no more files, or none as large as this one."""

    words = _l("One paper can have at most 20 files and 50 MB. Put its pages together in one PDF.")


class MessageFull(FileRefused):
    """A message can hold no more files."""

    words = _l("One message can have at most 10 files. Send the others with a second message.")


class HouseholdFull(FileRefused):
    """All files with messages of this household together are as large as they may be."""

    words = _l(
        "The files in your questions are larger than 100 MB together. Hand in papers on the page of papers."
    )


class TooMuchAtOnce(FileRefused):
    """More than one request may hold."""

    words = _l("Together these files are larger than 50 MB. Hand them in in two turns.")


class PaperNotAsked(Refusal):
    """Nobody asked this person for this paper."""


class PaperAccepted(Refusal):
    """The desk accepted this paper: it has to open it again before other pages can come."""


class PageGone(Refusal):
    """Somebody took this page away already."""
