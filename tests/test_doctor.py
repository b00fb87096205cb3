"""What the doctor says of the search; its other checks are tried with the command, in test_cli.py."""

import pytest
from flask import Flask

from expatdesk.doctor import check_search, check_webhooks
from expatdesk.shared.db import db, session


def test_it_says_what_the_search_lacks(real_app: Flask) -> None:
    assert check_search().well
    if db.engine.dialect.name == "postgresql":
        session.connection().exec_driver_sql("DROP EXTENSION pg_trgm CASCADE")
        session.commit()
        finding = check_search()
        assert not finding.well
        assert "CREATE EXTENSION pg_trgm" in finding.remedy


@pytest.mark.parametrize(("networks", "well"), [("", True), ("fd00::/8 127.0.0.1", True), ("our house", False)])
def test_it_reads_where_webhooks_may_go(
    app: Flask, monkeypatch: pytest.MonkeyPatch, networks: str, well: bool
) -> None:
    monkeypatch.setitem(app.config, "WEBHOOK_NETWORKS", networks)
    assert check_webhooks().well is well
