"""The employer's own papers of a hire: how far each is, and handing one in as a file (security T07, T26)."""

import uuid
from collections.abc import Iterator

from flask import Response, request

from expatdesk.access.guards import case_or_404
from expatdesk.access.papers import receive_these, why_not
from expatdesk.api.answers import answer
from expatdesk.api.blueprint import blueprint
from expatdesk.api.once import begin_once, end_if_done, end_once, idempotency_key
from expatdesk.api.types import Paper, Papers, PaperState
from expatdesk.cases.models import Case
from expatdesk.documents.refusals import PaperAccepted
from expatdesk.documents.taking_in import Sent
from expatdesk.employer.uploads import OwnPaper, own_paper, own_papers, sees_visit
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.problems import Fault, Refused
from expatdesk.systems.models import KeptAnswer

MEDIA_TYPES = ("application/pdf", "image/jpeg", "image/png")
# As HR's pages colour it: no state says more than they do.
STATES = {
    "none": PaperState.MISSING, "wait": PaperState.RECEIVED, "soon": PaperState.SEND_AGAIN,
    "done": PaperState.ACCEPTED,
}  # fmt: skip


@blueprint.get("/v1/hires/<uuid:case_id>/papers")
def papers(case_id: uuid.UUID) -> Response:
    """What the desk asks of this hire that an employer usually has; never a paper of the family."""
    return answer(Papers([paper_of(own) for own in own_papers(case_or_404(case_id))]))


@blueprint.post("/v1/hires/<uuid:case_id>/papers/<paper>")
def hand_in(case_id: uuid.UUID, paper: str) -> Response:
    """Take the file that is the body of this request; it is read while nobody is kept from writing."""
    own = own_paper(case_or_404(case_id), paper)
    # Said before anything is read, which takes seconds.
    idempotency_key()
    if request.mimetype not in MEDIA_TYPES:
        raise Refused(415, _("Send a PDF, JPEG or PNG file."))
    if own.is_accepted and not own.is_newer:
        end_if_done(request.get_data())
        # As on HR's page: else the answer would tell something of a visit that the household does not share (T08).
        raise Refused(409, why_not(PaperAccepted(own.key)))
    file = Sent(request.args.get("name", paper), request.get_data())
    kept: list[KeptAnswer] = []
    found = _found_twice(case_id, kept)
    person_id = case_or_404(case_id).principal.id
    received = receive_these(iter([file]), lambda: next(found), person_id, own.key, sees_visit)
    if received.document is None:
        raise Refused(422, faults=[Fault("file", says) for says in received.errors])
    return end_once(kept[0], case_id, answer(paper_of(own_paper(case_or_404(case_id), paper))))


def paper_of(own: OwnPaper) -> Paper:
    """A paper as HR's pages tell it."""
    reason = str(own.reason) if own.reason else None
    return Paper(own.key, str(own.title), STATES[own.kind], reason, own.takes_files)


def _found_twice(case_id: uuid.UUID, kept: list[KeptAnswer]) -> Iterator[Case]:
    """The case before the file is read, and in the transaction that takes it: only there it is done once."""
    yield case_or_404(case_id)
    kept.append(begin_once(request.get_data()))
    yield case_or_404(case_id)
