"""Files as a browser sends them in a form: `visitor.presses("Hand in", files=sent(("a.jpg", content)))`."""

from io import BytesIO
from typing import Any


def sent(*files: tuple[str, bytes]) -> Any:
    """The value of a field for files."""
    return [(BytesIO(content), name) for name, content in files]
