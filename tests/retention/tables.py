"""What the tables of the database are to a household that is erased."""

# Tables that hold nothing of any household. Whoever makes a table that names no case says here why it may stay,
# or sees to its erasing in `retention/erasing.py`.
OF_NOBODY = {
    "activity", "activity_occasion",
    "api_key", "attempt", "closure", "counter", "counter_terms", "digest", "employer", "employer_address",
    "employer_application", "employer_change", "erased_count", "forecast", "hire_sheet", "home", "home_offer",
    "home_photo", "home_viewing", "hook", "invoice", "invoice_counter", "invoice_line", "invoiced_visit", "letter",
    "list_columns", "open_day", "open_question", "opening_hours", "partner", "past_exemption", "place_version",
    "release_rule", "rent_figure", "retention_rule", "saved_filter", "sign_up", "taken_quarter", "topic_version",
    "user", "volunteer", "volunteer_link", "buddy_round", "waiting_screen",
}  # fmt: skip
# Tables that go with a row of another table that is erased.
GO_ALONG = {"mention", "page", "thread_message"}
