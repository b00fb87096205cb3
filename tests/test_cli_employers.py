"""Employers that are added from the command line."""

from pathlib import Path

from click.testing import CliRunner
from flask import Flask

from expatdesk.cli import main
from expatdesk.shared.db import db


def test_one_with_nearly_the_name_of_another(real_app: Flask, tmp_path: Path) -> None:
    url = db.engine.url.render_as_string(hide_password=False).replace("+psycopg", "")
    runner = CliRunner(env={"DATABASE_URL": url, "INSTANCE_DIR": str(tmp_path)})
    address = ["--street", "Einsteinweg 55", "--postcode", "2333cc", "--town", "Leiden"]
    assert runner.invoke(main, ["employer", "add", "Hortus B.V.", *address]).exit_code == 0
    refused = runner.invoke(main, ["employer", "add", "Hortus", *address])
    assert (refused.exit_code, "--another" in refused.stderr) == (1, True)
    assert runner.invoke(main, ["employer", "add", "Hortus", *address, "--another"]).exit_code == 0
