"""The command `expatdesk`: each subcommand a few lines around an action, loaded when it is called.

So `expatdesk plan`, which needs the rules alone, does not wait for database, pages and PDF to be loaded.
"""

import os
from importlib import import_module

import click

COMMANDS = {
    "admin": "accounts:admin",
    "bench": "bench:bench",
    "demo": "running:fill_demo",
    "doctor": "running:see_doctor",
    "employer": "accounts:employer",
    "keys": "keys:keys",
    "migrate": "running:migrate",
    "plan": "plan:plan",
    "projection": "projection:projection",
    "retention": "retention:retention",
    "serve": "running:serve",
    "user": "accounts:user",
    "worker": "running:worker",
}


class Commands(click.Group):
    """The subcommands by name."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Their names, as the help lists them."""
        return sorted(COMMANDS)

    def get_command(self, _context: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand of this name, or None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _colon, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"{__name__}.{module}"), name)
        return command


@click.group(cls=Commands)
def main() -> None:
    """Expatdesk: the case-management system of a desk for expats."""
    # The database, the queue and the mails of an installation are its owner's to read, and nobody else's.
    os.umask(0o077)
