"""`expatdesk plan`: the rules and their words alone, without database, pages or mail: it answers at once."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from flask import Flask

import config
from expatdesk.cases import what_if
from expatdesk.cli.stopping import WrongInput
from expatdesk.region.loader import load_region
from expatdesk.rules.region import Region
from expatdesk.shared import i18n
from expatdesk.shared.clock import today


@contextmanager
def words_and_rules() -> Iterator[Region]:
    """The region of this installation, with its words in Dutch and English."""
    app = Flask("expatdesk", static_folder=None)
    app.config.from_mapping(config.words_and_rules())
    i18n.install(app)
    with app.app_context():
        yield load_region(app.config["REGION"])


def a_day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    """A date as people of the command line write it."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise WrongInput(f"--today: {value!r} is no date of the form YYYY-MM-DD") from None


@click.command()
@click.argument("facts")
@click.option("--today", "day", callback=a_day, help="Compute for this day, YYYY-MM-DD.")
@click.option("--lang", default="en", type=click.Choice(["nl", "en"]), show_default=True)
@click.option("--format", "output", default="json", type=click.Choice(["json", "text"]), show_default=True)
def plan(facts: str, day: date | None, lang: str, output: str) -> None:
    """What plan would a household with these facts get? FACTS is a JSON file, or - to read from the keyboard."""
    try:
        text = sys.stdin.read() if facts == "-" else Path(facts).read_text(encoding="utf-8")
        with words_and_rules() as region:
            click.echo(what_if.run(text, region=region, today=day or today(), language=lang, output=output))
    except OSError as error:
        raise WrongInput(f"{facts}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise WrongInput(f"{facts}: is no text in UTF-8") from error
    except what_if.FactsInvalid as error:
        raise WrongInput(str(error)) from error
