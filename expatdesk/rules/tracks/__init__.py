"""The three tracks, each one table: together the desk's process sheet."""

from ..outcome import Track
from .careers import CAREERS
from .check_ins import CHECK_INS
from .housing import HOUSING
from .registration import REGISTRATION
from .row import Row
from .social import SOCIAL

# Every step stands below all steps that it waits for.
PROCESS_SHEET: tuple[tuple[Track, tuple[Row, ...]], ...] = (
    (Track.REGISTRATION, REGISTRATION),
    (Track.HOUSING, HOUSING),
    (Track.SOCIAL, SOCIAL + CHECK_INS + CAREERS),
)

# Which steps exist at all, and whether they exist once per person. Four tables hold the words of a step, each for
# another reader: cases/labels/steps.py (the plan), desk/acts.py (the desk's own acts), expat/overview/wording.py
# (the household's page) and welcome_pack/labels.py (on paper). A new step needs a line in each that shows it.
CATALOGUE: dict[str, bool] = {row.key: row.per_person for _track, rows in PROCESS_SHEET for row in rows}

# What is over as well once a step is done: who reports the new address has found a home, and left the employer's.
ALSO_DONE: dict[str, tuple[str, ...]] = {"address_reported": ("employer_address_ends", "home_found")}
