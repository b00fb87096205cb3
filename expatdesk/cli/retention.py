"""Erasing what is not needed any more, or listing it first."""

import click

from expatdesk.access.acting import the_region
from expatdesk.cli.installation import application
from expatdesk.documents.retention import due_to_erase, erase_due
from expatdesk.shared.clock import today


@click.command()
@click.option("--dry-run", is_flag=True, help="List what would be erased, and erase nothing.")
def retention(*, dry_run: bool) -> None:
    """Erase the pages of papers whose term has ended; the worker does so every night."""
    with application():
        if not dry_run:
            click.echo(f"{erase_due(the_region(), today())} papers erased")
            return
        found = list(due_to_erase(the_region(), today()))
    for due in found:
        click.echo(f"{due.case_code}  {due.paper}: {due.files} files, due {due.erasure.on}, {due.erasure.why}")
    click.echo(f"{len(found)} papers would be erased")
