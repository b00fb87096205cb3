"""Running an installation: server, worker, schema, demonstration, and whether all is well."""

import gc
import logging
import os
import sys
from urllib.parse import urlsplit

import click
from flask import Flask

from expatdesk import demo, doctor
from expatdesk.access.acting import the_region
from expatdesk.cli.installation import application
from expatdesk.cli.stopping import Stopped
from expatdesk.shared import schema
from expatdesk.shared.clock import today


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=1, show_default=True, help="Processes; two for each core are plenty.")
def serve(host: str, port: int, workers: int) -> None:
    """Start the web server, in place of this process."""
    with application() as app:
        refuse_open_http(app, host)
        refuse_untranslated()
    options = {"host": host, "port": port, "workers": workers, "working-dir": app.config["ROOT"]}
    words = [f"--{name}={value}" for name, value in options.items()]
    granian = [
        sys.executable,
        "-m",
        "granian",
        "--interface=wsgi",
        "--no-ws",
        "--blocking-threads=8",
        "--respawn-failed-workers",
        "--respawn-interval=0.5",
        *words,
        "wsgi:app",
    ]
    os.execv(sys.executable, granian)  # noqa: S606 - our own words, no shell


def refuse_open_http(app: Flask, host: str) -> None:
    """Cookies and papers over plain http are for this machine alone (docs/security.md)."""
    typed = urlsplit(app.config["BASE_URL"])
    if typed.scheme == "https":
        return
    if not {host, typed.hostname} <= doctor.LOOPBACK:
        raise Stopped(
            "set BASE_URL to https://… and put a server that encrypts before this one: docs/operations.md"
        )
    click.echo("Plain http, without encryption: to try it on this machine, not for real people.", err=True)


def refuse_untranslated() -> None:
    """Half English pages look like a fault of the desk; whoever starts the server is told what to do instead."""
    finding = doctor.check_translations()
    if not finding.well:
        raise Stopped(f"translations: {finding.found}: {finding.remedy}")


@click.command()
def worker() -> None:
    """Send the mails and messages that wait and keep the worklist up to date, until stopped."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with application() as app:
        app.extensions["bell"]()
        # What is loaded stays: the collector need not walk through it again and again.
        gc.freeze()
        # One thread: texts are made in one language at a time, and mails in the order of their time.
        app.extensions["huey"].create_consumer(workers=1, max_delay=1.0, graceful_signal="TERM").run()


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    with application(at_head=False):
        click.echo(schema.upgrade())


@click.command("demo")
def fill_demo() -> None:
    """Fill the database with the demonstration region; again does nothing."""
    with application():
        try:
            click.echo(demo.fill(the_region(), today()))
        except demo.NotEmpty as error:
            raise Stopped(str(error)) from error


@click.command("doctor")
def see_doctor() -> None:
    """Look whether everything is well, and say what to do where it is not."""
    with application(at_head=False):
        findings = doctor.examine()
    click.echo("\n".join(map(str, findings)))
    sys.exit(not all(finding.well for finding in findings))
