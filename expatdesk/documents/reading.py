"""The content of a page, as it was handed in and made safe."""

from expatdesk.documents.models import Page
from expatdesk.documents.store import the_store
from expatdesk.shared.key_ring import key_ring


def content_of(page: Page) -> bytes:
    """What lies in the store for this page, decrypted. Raises ContentMissing, StoreAway and Unreadable."""
    return key_ring().decrypt(the_store().get(page.stored_as), page.id, page.key_id)
