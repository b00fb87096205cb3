"""What if: a plan computed from a facts file, without a case, for desk and partners to try."""

import json
from collections.abc import Iterator
from datetime import date

from expatdesk.cases.fact_file import FactsInvalid, facts_from_json
from expatdesk.cases.labels import (
    DESTINATIONS,
    DUE_KINDS,
    PAPER_CHECKS,
    PAPER_REASONS,
    PARTIES,
    ROLES,
    SOURCES,
    STATES,
    TRACKS,
    label_of,
    paper_name,
    what_it_means,
    where_to_go,
)
from expatdesk.rules.facts import Facts
from expatdesk.rules.plan import Fee, Paper, Plan, Step, StepState, Track, plan_for
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import long_date, money, speaking

__all__ = ["FactsInvalid", "facts_from_json", "plan_as_json", "plan_as_text", "run"]

Json = dict[str, object]

MARKS = {StepState.DONE: "x", StepState.OPEN: " ", StepState.WAITING: ".", StepState.WAIVED: "-"}


def run(text: str, *, region: Region, today: date, language: str, output: str) -> str:
    """The plan of the facts in a JSON text, as "json" or "text". Raises FactsInvalid."""
    with speaking(language):
        facts = facts_from_json(text)
        plan = plan_for(facts, region, today)
        if output == "text":
            return plan_as_text(plan, facts, region, language)
    return json.dumps(plan_as_json(plan, language), ensure_ascii=False, indent=2)


def plan_as_json(plan: Plan, language: str) -> Json:
    """The plan as plain values; `title`, `why` and `source` are in the given language."""
    with speaking(language):
        return {
            "route": {
                "to": plan.route.to.value,
                "reason": plan.route.reason.value,
                "municipality": plan.route.municipality,
            },
            "steps": [_step_as_json(step, plan) for step in plan.steps],
            "papers": [_paper_as_json(paper) for paper in plan.papers],
            "fee": _fee_as_json(plan.fee),
        }


def _step_as_json(step: Step, plan: Plan) -> Json:
    label = label_of(step, plan.route)
    return {
        "key": step.key,
        "person": step.person,
        "track": step.track.value,
        "party": step.party.value,
        "state": step.state.value,
        "due": _iso(step.due),
        "due_kind": step.due_kind.value if step.due_kind else None,
        "source": str(SOURCES[step.source]),
        "waits_for": list(step.waits_for),
        "done_on": _iso(step.done_on),
        "title": str(label.title),
        "why": str(label.why),
    }


def _paper_as_json(paper: Paper) -> Json:
    return {
        "person": paper.person,
        "paper": paper.key.value,
        "why": str(PAPER_REASONS[paper.why]),
        "checks": [check.value for check in paper.checks],
    }


def _fee_as_json(fee: Fee) -> Json:
    return {
        "lines": [
            {
                "person": line.person,
                "role": line.role.value,
                "excl_cents": line.excl_cents,
                "vat_percent": line.vat_percent,
                "vat_cents": line.vat_cents,
                "incl_cents": line.incl_cents,
            }
            for line in fee.lines
        ],
        "total_excl_cents": fee.total_excl_cents,
        "vat_cents": fee.vat_cents,
        "total_incl_cents": fee.total_incl_cents,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def plan_as_text(plan: Plan, facts: Facts, region: Region, language: str) -> str:
    """The plan as a page of plain text, in the given language."""
    with speaking(language):
        lines = [
            f"{DESTINATIONS[plan.route.to]}",
            f"  {what_it_means(plan.route, region)}",
            f"  {where_to_go(plan.route, region)}",
        ]
        for track in Track:
            lines += _track_as_text(plan, track, facts)
        for index in range(len(facts.people)):
            lines += _papers_as_text(plan, index, facts)
        lines += _fee_as_text(plan.fee, facts)
        return "\n".join(lines)


def _track_as_text(plan: Plan, track: Track, facts: Facts) -> Iterator[str]:
    steps = [step for step in plan.steps if step.track is track]
    if not steps:
        return
    done, total = plan.progress(track)
    yield ""
    yield _("%(track)s: %(done)s of %(total)s done", track=TRACKS[track], done=done, total=total)
    for step in steps:
        yield from _step_as_text(step, plan, facts)


def _step_as_text(step: Step, plan: Plan, facts: Facts) -> Iterator[str]:
    title = str(label_of(step, plan.route).title)
    if step.person is not None:
        title = f"{title}: {_member(facts, step.person)}"
    yield f"  [{MARKS[step.state]}] {title}"
    yield f"      {STATES[step.state]}, {PARTIES[step.party]}{_when(step)}"
    if step.state is StepState.WAITING:
        yield f"      {_awaited(step, plan)}"


def _awaited(step: Step, plan: Plan) -> str:
    """What a waiting step waits for; where no step is left, it is the day of arrival."""
    others = [plan.step(step_id) for step_id in step.waits_for]
    undone = [other for other in others if other.state not in (StepState.DONE, StepState.WAIVED)]
    if not undone:
        if step.key == "address_reported":
            return str(_("from four weeks before the move"))
        return str(_("as soon as the day of arrival is known"))
    titles = dict.fromkeys(str(label_of(other, plan.route).title) for other in undone)
    return str(_("after: %(steps)s", steps="; ".join(titles)))


def _when(step: Step) -> str:
    """The date that counts for a step: when it was done, else by when."""
    if step.done_on is not None:
        return ", " + str(_("on %(date)s", date=long_date(step.done_on)))
    if step.due is None or step.due_kind is None:
        return ""
    return ", " + str(_("by %(date)s, %(kind)s", date=long_date(step.due), kind=DUE_KINDS[step.due_kind]))


def _papers_as_text(plan: Plan, index: int, facts: Facts) -> Iterator[str]:
    papers = [paper for paper in plan.papers if paper.person == index]
    if not papers:
        return
    yield ""
    yield _("Papers: %(person)s", person=_member(facts, index))
    for paper in papers:
        yield f"  - {paper_name(paper)}"
        yield from (f"      {PAPER_CHECKS[check]}" for check in paper.checks)


def _fee_as_text(fee: Fee, facts: Facts) -> Iterator[str]:
    yield ""
    if not fee.lines:
        yield _("The visit is free.")
        return
    yield _("The visit costs %(amount)s with VAT.", amount=money(fee.total_incl_cents))
    for line in fee.lines:
        yield f"  - {_member(facts, line.person)}: {money(line.incl_cents)}"


def _member(facts: Facts, index: int) -> str:
    """A member of the household by role, numbered as in the file."""
    return f"{ROLES[facts.people[index].role]} ({index})"
