"""Where a request comes from, as tries are counted."""

import pytest
from flask import Flask

from expatdesk.access.whereabouts import whereabouts


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        # A socket for both kinds names everybody of IPv4 like this: they are not one household.
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:5555", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_place_is_counted_once(app: Flask, address: str, counted_as: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert whereabouts() == counted_as
