"""A mail shown on a page of ours as a mail program shows it: with its own styles, fenced in."""

from base64 import b64encode

from flask import Response

from expatdesk.shared.mail import MARK, MARK_ID

# The mail's own styles stand in the page, as mail programs want them; nothing else may load or run.
MAIL_POLICY = "; ".join(
    (
        "default-src 'none'", "style-src 'unsafe-inline'", "img-src data:", "frame-ancestors 'none'",
        "sandbox allow-top-navigation",
    )
)  # fmt: skip
# What a mail encloses has no address of its own on a page.
MARK_AS_DATA = f"data:image/png;base64,{b64encode(MARK.read_bytes()).decode()}"


def mail_page(html: str) -> Response:
    """The HTML of a mail as an answer of its own."""
    answer = Response(html.replace(f"cid:{MARK_ID}", MARK_AS_DATA), mimetype="text/html")
    answer.headers["Content-Security-Policy"] = MAIL_POLICY
    return answer
