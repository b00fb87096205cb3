"""Which passwords are good enough, and how they are kept (security T22)."""

import time

import pytest
from flask import Flask

from expatdesk.people.models import Role
from expatdesk.people.passwords import Weakness, is_password, set_password, weakness_of
from expatdesk.people.tokens import hashed_secret, is_secret, new_secret, new_token
from tests.factories import a_user

GOOD = "kraanvogel-oever-tulp-78"


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        (GOOD, None),
        ("eenheel langezin zonderzin", None),
        ("правильная лошадь батарея", None),
        ("elf-tekens!", Weakness.TOO_SHORT),
        ("x" * 129, Weakness.TOO_LONG),
        ("aaaaaaaaaaaa", Weakness.EASILY_GUESSED),
        ("password1234", Weakness.EASILY_GUESSED),
        ("qwertyuiop12", Weakness.EASILY_GUESSED),
        ("Wachtwoord123", Weakness.EASILY_GUESSED),
        ("zomer2026zomer", Weakness.EASILY_GUESSED),
        ("Leiden2026Leiden", Weakness.EASILY_GUESSED),
        ("expatdesk2026", Weakness.EASILY_GUESSED),
    ],
)
def test_what_is_good_enough(password: str, weakness: Weakness | None) -> None:
    assert weakness_of(password) == weakness


def test_ones_own_name_and_address_are_easily_guessed() -> None:
    about = ("Marijke Oosterhuis", "m.oosterhuis@hortus.example")
    assert weakness_of("MarijkeOosterhuis1", about) is Weakness.EASILY_GUESSED
    assert weakness_of("oosterhuis-hortus", about) is Weakness.EASILY_GUESSED


def test_the_longest_password_is_judged_quickly() -> None:
    started = time.process_time()
    weakness_of("aB3$" * 32)
    assert time.process_time() - started < 2


def test_a_password_is_kept_as_argon2id(app: Flask) -> None:
    user = a_user(Role.OFFICER)
    set_password(user, GOOD)
    assert user.password is not None
    assert user.password.startswith("$argon2id$")
    assert is_password(user, GOOD)
    assert not is_password(user, GOOD + "x")


def test_the_same_letters_are_the_same_password_on_every_keyboard(app: Flask) -> None:
    user = a_user(Role.OFFICER)
    set_password(user, "cafe\u0301-oever-tulp-78")
    assert is_password(user, "caf\u00e9-oever-tulp-78")


def test_nobody_has_no_password(app: Flask) -> None:
    assert not is_password(None, GOOD)
    assert not is_password(a_user(Role.OFFICER), GOOD)
    disabled = a_user(Role.OFFICER, active=False)
    set_password(disabled, GOOD)
    assert not is_password(disabled, GOOD)


def test_a_secret_holds_eighty_bits_and_can_be_read_aloud() -> None:
    secrets = {new_secret() for _ in range(200)}
    assert len(secrets) == 200
    letters = set("".join(secrets).replace("-", ""))
    assert not letters & set("ILOU")
    assert all([len(group) for group in secret.split("-")] == [4, 4, 4, 4] for secret in secrets)


def test_a_secret_is_known_however_it_was_typed() -> None:
    kept = hashed_secret("K7QM-3F20-1XHB-T6WD")
    assert kept.startswith("$argon2id$")
    assert is_secret(" k7qm 3f2o ixhb t6wd ", kept)
    assert not is_secret("K7QM-3F20-1XHB-T6WE", kept)
    assert not is_secret("", kept)
    assert not is_secret("K7QM-3F20-1XHB-T6WD", None)


def test_a_token_holds_256_bits() -> None:
    assert len(new_token()) >= 43
    assert new_token() != new_token()
