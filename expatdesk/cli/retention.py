"""Erasing what is not needed any more, or listing it first."""

import click

from expatdesk.access.acting import the_region
from expatdesk.cli.installation import application
from expatdesk.documents.retention import due_to_erase
from expatdesk.retention.night import counts_due, erase_all
from expatdesk.retention.settings import with_terms
from expatdesk.retention.sweep import cases_due
from expatdesk.shared.clock import today


@click.command()
@click.option("--dry-run", is_flag=True, help="List what would be erased, and erase nothing.")
def retention(*, dry_run: bool) -> None:
    """Erase what was kept as long as its term says; the worker does so every night."""
    with application():
        day = today()
        region = with_terms(the_region(), day)
        if dry_run:
            for due in due_to_erase(region, day):
                erasure = due.erasure
                click.echo(f"{due.case_code}  {due.paper}: {due.files} files, due {erasure.on}, {erasure.why}")
            for case in cases_due(region, day):
                click.echo(f"{case.case_code}  the case, due {case.term.on}, {case.term.why}")
        counts = counts_due(region, day) if dry_run else erase_all(region, day)
    for kind, count in counts.items():
        click.echo(f"{count} {kind} {'would be erased' if dry_run else 'erased'}")
