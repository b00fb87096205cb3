"""Systems of employers that wait for messages."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.webhook_receiver import Receiver, a_certificate, running_receiver


@pytest.fixture(autouse=True)
def without_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses are as long as they are meant, and no longer."""
    monkeypatch.setattr(random, "uniform", lambda least, _most: least)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost."""
    return a_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def loopback(app: Flask, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let messages go to this machine, as whoever runs the desk may."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setitem(app.config, "WEBHOOK_NETWORKS", "127.0.0.0/8 ::1/128")


@pytest.fixture
def receiver(loopback: None, certificate: Path) -> Iterator[Receiver]:
    """An HR system."""
    with running_receiver(certificate) as running:
        yield running


@pytest.fixture
def other_receiver(loopback: None, certificate: Path) -> Iterator[Receiver]:
    """Another one."""
    with running_receiver(certificate) as running:
        yield running
