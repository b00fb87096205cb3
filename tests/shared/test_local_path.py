"""Going on after a form leads to a page of ours (security T20)."""

import pytest

from expatdesk.shared.local_path import local_path


@pytest.mark.parametrize("path", ["/", "/my-plan", "/desk/cases?q=Øst&page=2", "/a//b", "/sign-in/link/x#top"])
def test_our_own_pages_pass(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "", None, "my-plan", "//evil.example", "///evil.example", "https://evil.example/", "HTTPS:evil.example",
        "\\\\evil.example", "/\\evil.example", "/a\\b", "javascript:alert(1)", "data:text/html,x", "/\tevil.org",
        "/\n/evil.example", "\t//evil.example", " /my-plan", "/my-plan\r\nSet-Cookie: x=1", "/\x00", "/a\u202eb",
        "/" + "x" * 500, "?next=//evil.example", "@evil.example",
        "//[", "https://[x/", "//[::1]/",
    ],
)  # fmt: skip
def test_everything_else_does_not(path: str | None) -> None:
    assert local_path(path) is None
