"""Runs as a process of its own, by path: reads an order and a PDF on stdin, writes one sheet as PNG to stdout.

It knows nothing of the app: no settings, no database, no secrets, and a limit on time and memory.
"""

import io
import json
import resource
import sys

import pypdfium2

LARGEST_PIXELS = 12_000_000


def limit(memory_bytes: int, cpu_seconds: int) -> None:
    """Let the kernel end this process where a sheet asks for more than a sheet may."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def drawn(pdf: bytes, sheet: int, width: int) -> bytes:
    """The sheet, counted from 1, as wide as asked; a very long one gets narrower."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[sheet - 1]
    wide, high = page.get_size()
    scale = min(width / wide, (LARGEST_PIXELS / (wide * high)) ** 0.5)
    out = io.BytesIO()
    page.render(scale=scale).to_pil().save(out, "PNG")
    return out.getvalue()


def main() -> None:
    order = json.loads(sys.stdin.buffer.readline())
    limit(order["memory_bytes"], order["cpu_seconds"])
    sys.stdout.buffer.write(drawn(sys.stdin.buffer.read(), order["sheet"], order["width"]))


if __name__ == "__main__":
    main()
