"""The keys that papers and secrets lie under: which there are, and changing them."""

import click

from expatdesk.cli.installation import application
from expatdesk.cli.stopping import Stopped
from expatdesk.documents.rotation import key_to_move_to, keys_in_use, move_pages
from expatdesk.documents.store import StoreAway
from expatdesk.shared.key_ring import KeysUnusable, new_key
from expatdesk.shared.setting import setting
from expatdesk.systems.hook_secrets import move_secrets, secrets_by_key


@click.group()
def keys() -> None:
    """The keys that papers and secrets lie under: the newest encrypts, all of them decrypt."""


@keys.command("list")
def list_keys() -> None:
    """Every key by its name, and how many pages and secrets of webhooks lie under it."""
    with application():
        try:
            found, secrets = keys_in_use(), secrets_by_key()
        except KeysUnusable as error:
            raise Stopped(str(error)) from error
    for key in found:
        note = "newest" if key.is_newest else "" if key.is_known else "MISSING: its pages cannot be read"
        click.echo(f"{key.id}  {key.pages} pages, {secrets.pop(key.id, 0)} secrets  {note}".rstrip())
    for key_id, count in sorted(secrets.items()):
        click.echo(f"{key_id}  0 pages, {count} secrets  MISSING: they cannot be read")


@keys.command()
def rotate() -> None:
    """Put every page and secret under a new key. Stopped half-way, it goes on at the next call."""
    with application():
        in_settings = bool(setting("FILE_KEYS"))
        try:
            key = key_to_move_to(may_add=not in_settings, also_under=secrets_by_key())
            results, moved = list(move_pages(key)), move_secrets(key)
        except (KeysUnusable, StoreAway) as error:
            raise Stopped(str(error)) from error
    click.echo(f"{sum(results)} pages and the secrets of {sum(moved)} webhooks lie under key {key.id} now")
    if in_settings and not results and not moved:
        click.echo(f"to change keys, add this one to FILE_KEYS as the last, and call again: {new_key()}")
    if unread := results.count(False) + moved.count(False):
        raise Stopped(f"{unread} of them could not be read: see expatdesk keys list, and put back a missing key")
