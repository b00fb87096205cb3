"""Forgetting what let somebody in: stays, links and counted tries, a day after they stopped to matter.

And those who ask to be let in, where they or the desk let it rest.
"""

from expatdesk.people.applications import forget_unconfirmed, refuse_undecided
from expatdesk.people.links import forget_dead_links
from expatdesk.people.sign_ins import forget_old_stays
from expatdesk.people.throttle import forget_old_attempts
from expatdesk.shared.db import begin_immediate, session


def forget_old_ways_in() -> None:
    """The worker's part; commits."""
    begin_immediate()
    forget_old_stays()
    forget_dead_links()
    forget_old_attempts()
    forget_unconfirmed()
    refuse_undecided()
    session.commit()
