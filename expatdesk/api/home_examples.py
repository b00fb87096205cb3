"""What the page about homes shows: made by the types themselves, so that an example is never of yesterday."""

import uuid
from datetime import date

from expatdesk.api.examples import as_text
from expatdesk.api.home_types import Home, HomePage, NewHome, NewState
from expatdesk.housing.home_models import OfferState
from expatdesk.rules.homes import Contract, Dwelling, Furnishing

NEW_HOME = NewHome(
    reference="H-101", street="Morsweg 502", postcode="2332 XV", town="Leiden", dwelling=Dwelling.APARTMENT,
    rooms=3, area=74, furnishing=Furnishing.FURNISHED, pets=True, points=190, energy_label="B", most_people=4,
    most_registered=4, rent=165_000, service_costs=12_000, deposit=165_000, contract=Contract.INDEFINITE,
    starts=date(2027, 1, 11), text_en="Quiet street, ten minutes by bicycle from the station.", offer=True,
)  # fmt: skip
HOME = Home(
    id=uuid.UUID("9c2f6a10-58d3-4e7b-b1a4-0f6d2c83e751"), reference="H-101", state=OfferState.FREE,
    street="Morsweg 502", postcode="2332 XV", town="Leiden", dwelling=Dwelling.APARTMENT, rooms=3, area=74,
    furnishing=Furnishing.FURNISHED, step_free=False, pets=True, points=190, energy_label="B", most_people=4,
    most_registered=4, rent=165_000, service_costs=12_000, deposit=165_000, contract=Contract.INDEFINITE,
    starts=date(2027, 1, 11), ends=None, text_nl="",
    text_en="Quiet street, ten minutes by bicycle from the station.", advice=[],
)  # fmt: skip
PAGE = HomePage([HOME], next=None)
STATE = NewState(OfferState.TAKEN)
SEND_CURL = """\
curl --header @key.txt \\
  --header "Content-Type: application/json" \\
  --header "Idempotency-Key: H-101-2027-01-04" \\
  --data @home.json "{base}/homes"
"""
READ_CURL = """\
curl --header @key.txt "{base}/homes"
"""
STATE_CURL = """\
curl --request PUT --header @key.txt \\
  --header "Content-Type: application/json" \\
  --header "Idempotency-Key: H-101-taken-2027-02-01" \\
  --data @state.json "{base}/homes/9c2f6a10-58d3-4e7b-b1a4-0f6d2c83e751/state"
"""
SEND_PYTHON = """\
import json
import os
import urllib.request
import uuid
from pathlib import Path

home = json.loads(Path("home.json").read_text("utf-8"))
headers = {{
    "Authorization": "Bearer " + os.environ["EXPATDESK_KEY"],
    "Content-Type": "application/json",
    "Idempotency-Key": str(uuid.uuid4()),
}}
request = urllib.request.Request("{base}/homes", json.dumps(home).encode(), headers)
with urllib.request.urlopen(request) as answer:
    print(json.load(answer)["state"])
"""


def home_examples(base: str) -> dict[str, str]:
    """The examples for an installation that answers at this address."""
    code = {"send_curl": SEND_CURL, "read_curl": READ_CURL, "state_curl": STATE_CURL, "send_python": SEND_PYTHON}
    shown = {"new_home": NEW_HOME, "page": PAGE, "state": STATE}
    return {
        **{name: text.format(base=base) for name, text in code.items()},
        **{name: as_text(struct) for name, struct in shown.items()},
    }
