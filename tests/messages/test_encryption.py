"""An encrypted way to the mail server is one to that very server: its certificate has to hold."""

import smtplib
import ssl
import subprocess
from pathlib import Path

import pytest

from expatdesk.shared.mail import Post, compose, new_message_id
from tests.messages.mail_server import running_mail_server

SCHEMES = ("smtps", "smtp+starttls")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that nobody but itself vouches for, together with its key."""
    folder = tmp_path_factory.mktemp("certificate")
    path = folder / "certificate.pem"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", folder / "key.pem", "-out", path, "-days", "2", "-subj", "/CN=127.0.0.1",
            "-addext", "subjectAltName=IP:127.0.0.1",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_text(path.read_text() + (folder / "key.pem").read_text())
    return path


def sends(scheme: str, certificate: Path) -> int:
    """How many mails the server took."""
    certified = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certified.load_cert_chain(certificate)
    with running_mail_server(scheme, certified) as server:
        post = Post("desk@desk.example", server.url, certificate.parent)
        mail = compose(
            post, recipient="noor@mail.example", subject="x", text="x", html="<p>x", language="en",
            message_id=new_message_id(),
        )  # fmt: skip
        try:
            post.deliver(mail)
        except (OSError, smtplib.SMTPException):
            assert not server.taken
            raise
        return len(server.taken)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_mail_goes_to_a_server_whose_certificate_holds(
    scheme: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert sends(scheme, certificate) == 1


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_mail_goes_to_a_server_for_which_nobody_vouches(scheme: str, certificate: Path) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        sends(scheme, certificate)
