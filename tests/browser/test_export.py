"""A list as a file in a real browser: the page stays, and gives another kind of file right after the first."""

import pytest

from tests.browser.conftest import IN_ENGLISH, NewPerson

pytestmark = [pytest.mark.browser, IN_ENGLISH]


def test_the_same_list_comes_as_another_kind_of_file_at_once(signed_in: NewPerson) -> None:
    page = signed_in("joris@morspoort.example").opens("/employer/hires/export").page
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None)
    for kind in ("xlsx", "csv"):
        page.locator(f"main [name=kind][value={kind}]").check()
        with page.expect_download(timeout=5_000) as coming:
            page.locator("main form button[type=submit]").click()
        assert coming.value.suggested_filename.endswith(kind)
        page.locator("main form button[type=submit]").click()
    assert [post.rpartition("kind=")[2] for post in sent] == ["xlsx", "csv"]
