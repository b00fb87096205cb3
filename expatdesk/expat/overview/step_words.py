"""What the status page says of one step."""

from dataclasses import dataclass

from expatdesk.shared.i18n import LazyString


@dataclass(frozen=True, slots=True)
class StepWords:
    """What a step is called from where the household stands.

    `does` follows the name of who acts; `done` is the title once done; `now` says in one sentence why; `by`
    says why on this date; `tell` is the button with which the household says that it is done; `busy` is the
    title while somebody else is at it.
    """

    does: LazyString
    done: LazyString
    now: LazyString
    by: LazyString | None = None
    tell: LazyString | None = None
    busy: LazyString | None = None
