"""What the desk refuses about invoices."""

from expatdesk.cases.refusals import Refusal


class QuarterNotOver(Refusal):
    """There are still visits to come in this quarter."""


class ChargesChanged(Refusal):
    """What is to be invoiced is not what the preview showed any more."""


class NotToCredit(Refusal):
    """It is a credit note itself, or was taken back already."""
