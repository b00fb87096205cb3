"""A mail made from its templates: subject, plain text and HTML, whoever gets it. Stores nothing."""

import re
from dataclasses import dataclass
from typing import Any

from expatdesk.messages.kinds import KINDS
from expatdesk.messages.names import plain
from expatdesk.shared.rendering import render

# What stands under a condition in a template leaves its blank lines behind.
BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Written:
    """All that a mail says."""

    subject: str
    text: str
    html: str


def write(kind: str, language: str, **context: Any) -> Written:
    """The templates mail/<kind>.txt and .html in this language. The first line of the text is the subject.

    Templates show names through `plain` (security T24).
    """
    context = {"plain": plain, "may_choose": KINDS[kind].choice is not None} | context
    subject, text = _halves(render(f"mail/{kind}.txt", language, **context))
    return Written(subject, text, render(f"mail/{kind}.html", language, **context))


def write_part(kind: str, language: str, **context: Any) -> dict[str, str]:
    """What a mail to a household says within another one: a title, and what stands between greeting and foot."""
    case = context["case"]
    title, text = _halves(render(f"mail/{kind}.txt", language, plain=plain, is_part=True, **context))
    html = render(f"mail/{kind}.html", language, plain=plain, is_part=True, **context)
    # Its headings stand under its title.
    html = html.replace("<h2>", "<h3>").replace("</h2>", "</h3>").strip()
    return {
        "title": title, "text": text, "html": html, "name": case.principal.calling_name, "code": case.code,
        "reader": context.get("reader", ""),
    }  # fmt: skip


def _halves(text: str) -> tuple[str, str]:
    subject, _, rest = text.strip().partition("\n")
    return subject.strip(), BLANK_LINES.sub("\n\n", rest).strip() + "\n"
