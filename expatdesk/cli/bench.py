"""`expatdesk bench`: filling a database with invented cases, and measuring pages and searches on it."""

import json
import time
from dataclasses import asdict

import click

from expatdesk.access.acting import the_region
from expatdesk.application import create_app
from expatdesk.bench.bookings import CLIENTS, measure_bookings
from expatdesk.bench.homes import measure_homes
from expatdesk.bench.imports import ImportFigures, measure_import
from expatdesk.bench.pages import NotSeeded, measure_pages
from expatdesk.bench.plans import measure_plans
from expatdesk.bench.searches import measure_searches
from expatdesk.bench.seed import RealDatabase, number_of_cases
from expatdesk.bench.seed import seed as fill
from expatdesk.bench.server import NoServer
from expatdesk.bench.sign_ups import measure_sign_ups
from expatdesk.bench.workers import workers
from expatdesk.cli.installation import application
from expatdesk.cli.plan import words_and_rules
from expatdesk.cli.stopping import Stopped
from expatdesk.shared.clock import today

HEADINGS = ("median ms", "95 % ms", "pages/s", "8 at once/s", "queries", "floor ms", "times floor")

SEARCH_HEADINGS = ("searches", "hits", "median ms", "95 % ms", "list ms")

PLAN_HEADINGS = ("plans", "median ms", "95 % ms")

HOME_HEADINGS = ("matches", "median ms", "95 % ms", "floor ms", "times floor")

IMPORT_HEADINGS = ("hires", "rows", "seconds", "hires/s", "rows/s")

BOOKING_HEADINGS = ("bookings", "a second", "median ms", "95 % ms", "longest ms", "locked out")


@click.group()
def bench() -> None:
    """Measure, on invented people alone: docs/performance.md."""


@bench.command()
@click.option("--cases", default=10_000, show_default=True, type=click.IntRange(1, 2_000_000))
def seed(cases: int) -> None:
    """Fill an empty database, or one that this command filled, up to so many cases."""
    start = time.monotonic()
    with application():
        try:
            count = fill(cases, the_region(), today())
        except RealDatabase as error:
            raise Stopped(str(error)) from error
    click.echo(f"{count:,} cases, after {time.monotonic() - start:.0f} s")


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.option("--requests", default=100, show_default=True, type=click.IntRange(20, 5000), help="Per page.")
def pages(*, as_json: bool, requests: int) -> None:
    """Measure an officer's pages through a server with two workers."""
    with application() as app:
        try:
            figures = measure_pages(app, requests=requests)
        except (NotSeeded, NoServer) as error:
            raise Stopped(str(error)) from error
    if as_json:
        click.echo(json.dumps([{**asdict(one), "times_floor": one.times_floor} for one in figures]))
        return
    click.echo(f"{'page':22}" + "".join(f"{heading:>12}" for heading in HEADINGS))
    for one in figures:
        numbers = (one.median, one.p95, one.rate_1, one.rate_8, one.queries, one.floor, one.times_floor)
        click.echo(f"{one.page:22}" + "".join(f"{number:12.1f}" for number in numbers))


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
def search(*, as_json: bool) -> None:
    """Measure searches within this process, hits or none."""
    with application():
        if not number_of_cases():
            raise Stopped("there are no cases to search: run expatdesk bench seed")
        figures = measure_searches()
    if as_json:
        click.echo(json.dumps([asdict(one) for one in figures]))
        return
    click.echo(f"{'typed':22}" + "".join(f"{heading:>12}" for heading in SEARCH_HEADINGS))
    for one in figures:
        numbers = (one.searches, one.hits, one.median, one.p95, one.page)
        click.echo(f"{one.kind:22}" + "".join(f"{number:12.2f}" for number in numbers))


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.option("--bookings", default=320, show_default=True, type=click.IntRange(CLIENTS, 5000))
def booking(*, as_json: bool, bookings: int) -> None:
    """Book visits with many clients at once, for households that then have one."""
    with application():
        try:
            figures = measure_bookings(bookings, create_app)
        except NotSeeded as error:
            raise Stopped(str(error)) from error
    if as_json:
        click.echo(json.dumps([asdict(one) for one in figures]))
        return
    click.echo(f"{CLIENTS} clients".ljust(22) + "".join(f"{heading:>12}" for heading in BOOKING_HEADINGS))
    for one in figures:
        numbers = (one.count, one.rate, one.median, one.p95, one.longest, one.locked)
        click.echo(f"{one.what:22}" + "".join(f"{number:12.1f}" for number in numbers))


@bench.command("sign-ups")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.option("--households", default=500, show_default=True, type=click.IntRange(20, 2000))
def signing_up(*, as_json: bool, households: int) -> None:
    """Let households sign up for an activity at the moment it opens, through a server with two workers."""
    with application() as app:
        try:
            one = measure_sign_ups(app, households)
        except (NotSeeded, NoServer) as error:
            raise Stopped(str(error)) from error
    if as_json:
        click.echo(json.dumps(asdict(one)))
        return
    for name, value in asdict(one).items():
        click.echo(f"{name.replace('_', ' '):22}{value:12.1f}")


@bench.command("import")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.option("--hires", default=10_000, show_default=True, type=click.IntRange(1, 10_000))
def hires_imported(*, as_json: bool, hires: int) -> None:
    """Hand over a sheet of hires to two workers, and write the rows that come of them once more, bare."""
    with application(), workers(create_app) as all_do:
        try:
            figures = measure_import(hires, all_do)
        except NotSeeded as error:
            raise Stopped(str(error)) from error
    if as_json:
        click.echo(json.dumps([asdict(one) | _rates(one) for one in figures]))
        return
    click.echo(" " * 22 + "".join(f"{heading:>12}" for heading in IMPORT_HEADINGS))
    for one in figures:
        numbers = (one.hires, one.rows, one.seconds, *_rates(one).values())
        click.echo(f"{one.what:22}" + "".join(f"{number:12.1f}" for number in numbers))


def _rates(one: ImportFigures) -> dict[str, float]:
    return {"hires_a_second": one.hires_a_second, "rows_a_second": one.rows_a_second}


@bench.command("plan")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.option("--plans", default=2000, show_default=True, type=click.IntRange(100, 100_000))
def plans_made(*, as_json: bool, plans: int) -> None:
    """Make the plan of a family of four, without a database."""
    with words_and_rules() as region:
        one = measure_plans(plans, region, today())
    if as_json:
        click.echo(json.dumps(asdict(one)))
        return
    click.echo(f"{'a plan':22}" + "".join(f"{heading:>12}" for heading in PLAN_HEADINGS))
    numbers = (one.count, one.median, one.p95)
    click.echo(f"{'a family of four':22}" + "".join(f"{number:12.2f}" for number in numbers))


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.option("--offers", default=10_000, show_default=True, type=click.IntRange(10, 1_000_000))
@click.option("--runs", default=21, show_default=True, type=click.IntRange(3, 1000))
def homes(*, as_json: bool, offers: int, runs: int) -> None:
    """Find the homes that suit one household among many, without a database, beside a bare loop over them."""
    with words_and_rules() as region:
        figures = measure_homes(offers, runs, region, today())
    if as_json:
        click.echo(json.dumps([{**asdict(one), "times_floor": one.times_floor} for one in figures]))
        return
    click.echo(f"{f'{offers:,} homes':22}" + "".join(f"{heading:>12}" for heading in HOME_HEADINGS))
    for one in figures:
        numbers = (one.median, one.p95, one.floor, one.times_floor)
        click.echo(f"{one.what:22}{one.found:12,}" + "".join(f"{number:12.2f}" for number in numbers))
