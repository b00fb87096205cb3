"""What a date and a postcode may look like, wherever they come from: a form, or a file of facts."""

import re

# Years in which a plan can lie: beyond them terms cannot be computed, and the file could not be opened any more.
FIRST_YEAR, LAST_YEAR = 1900, 2199
# Four figures, the first not 0, and two capitals; SA, SD and SS are not given out (domain reference 7.1).
POSTCODE = re.compile(r"([1-9][0-9]{3}) ?((?!SA|SD|SS)[A-Z]{2})")
