"""Mails to an employer that each tell of many hires: what stands in them of one that it may not know any more."""

from expatdesk.cases.models import Case
from expatdesk.messages.forgetting import forget_what_tells_of
from expatdesk.people.queries import lock_addresses_at


def forget_in_digests(case: Case) -> None:
    """Let no digest tell of this hire: one that waits does not go out, of those that went out no words stay.

    The worker locks the reader while it writes: one that is being written is waited for.
    """
    lock_addresses_at(case.employer_id)
    forget_what_tells_of(case.id)
