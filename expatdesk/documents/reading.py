"""The content of a file, as it was handed in and made safe."""

from expatdesk.documents.models import StoredFile
from expatdesk.documents.store import the_store
from expatdesk.shared.key_ring import key_ring


def content_of(file: StoredFile) -> bytes:
    """What lies in the store for this file, decrypted. Raises ContentMissing, StoreAway and Unreadable."""
    return key_ring().decrypt(the_store().get(file.stored_as), file.id, file.key_id)
