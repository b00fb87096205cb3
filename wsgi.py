"""The entry point for a WSGI server: `granian --interface wsgi wsgi:app`."""

from expatdesk import create_app

app = create_app()
