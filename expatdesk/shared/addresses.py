"""Full addresses of our pages, for mails, PDFs and calendars: from the settings, never from a request."""

from urllib.parse import urlsplit

from flask import current_app


def full_address(endpoint: str, **values: object) -> str:
    """The address of a page as it stands in a mail.

    Whoever sends a forged Host header must not get it into somebody's mail (security T21).
    """
    base = urlsplit(current_app.config["BASE_URL"])
    urls = current_app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    return urls.build(endpoint, values, force_external=True)
