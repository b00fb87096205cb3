"""What the worklist sorts by: making it anew, and comparing it."""

import click

from expatdesk.access.acting import the_region
from expatdesk.cases import sweep
from expatdesk.cli.installation import application
from expatdesk.cli.stopping import Stopped
from expatdesk.shared.clock import today


@click.group()
def projection() -> None:
    """What the worklist sorts by: it is computed from the cases' facts, and stored beside them."""


@projection.command()
def rebuild() -> None:
    """Compute it anew for every case."""
    with application():
        click.echo(f"{sweep.rebuild(the_region(), today())} cases computed anew")


@projection.command()
def verify() -> None:
    """Compare it with what it should be today."""
    with application():
        untrue = sweep.untrue_projections(the_region(), today())
    if untrue:
        raise Stopped(f"{len(untrue)} cases are not as they should be, run rebuild: {', '.join(untrue[:20])}")
    click.echo("every case is as it should be")
