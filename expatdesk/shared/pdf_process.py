"""Runs as a process of its own, by path: reads a page as JSON on stdin, writes its PDF to stdout.

It knows nothing of the app: no settings, no database, no secrets, no network, and a limit on time and memory.
"""

import ctypes.util
import gc
import json
import logging
import resource
import sys

# WeasyPrint asks for its libraries under the names of several systems. For each that Linux does not know ctypes
# would ask the compiler, in a fourth of the time that a page takes; the linker knows the last names by itself.
ctypes.util.find_library = lambda name: None  # noqa: ARG005 - named as it is called

import weasyprint  # noqa: E402


def limit(memory_bytes: int, cpu_seconds: int) -> None:
    """Let the kernel end this process where a page asks for more than a page may."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    # What the renderer could not do goes to stderr, one line each: our caller logs it.
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    order = json.load(sys.stdin)
    limit(order["memory_bytes"], order["cpu_seconds"])
    # Collecting garbage is a fifth of the work, and this process ends with its one page.
    gc.disable()
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=["data"], allow_redirects=False)
    fonts = weasyprint.text.fonts.FontConfiguration()
    faces = weasyprint.CSS(string=order["font_faces"], font_config=fonts, url_fetcher=fetcher)
    page = weasyprint.HTML(string=order["html"], base_url=None, url_fetcher=fetcher)
    page.write_pdf(sys.stdout.buffer, stylesheets=[faces], font_config=fonts, pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main()
