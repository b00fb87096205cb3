"""What a contract asks in money, beside the amounts of the year in which it starts."""

from datetime import date

from .contract_facts import ContractFacts, Ground, Lets, Standing, Told
from .contract_why import Why
from .region import Amount, Region

Found = tuple[Standing, Why, Told, Ground] | None
# Their points are counted by rules of their own, or not at all.
COUNTED_OTHERWISE = frozenset({Lets.ROOM, Lets.SHORT_STAY})


def found_of_deposit(contract: ContractFacts, region: Region, day: date) -> Found:
    """Whether the deposit is within so many months of bare rent; none where no law asked that on the day."""
    months = _amount(region, "deposit_months", day)
    if months is None:
        return None
    ground, rent, deposit = _ground(months), contract.rent, contract.deposit
    if rent is None or deposit is None:
        return Standing.NOT_KNOWN, Why.DEPOSIT_NOT_TOLD, Told(months=int(months.value)), ground
    told = Told(amount=deposit, limit=int(rent * months.value), months=int(months.value))
    if deposit > rent * months.value:
        return Standing.WRONG, Why.DEPOSIT_TOO_HIGH, told, ground
    return Standing.OK, Why.DEPOSIT_FITS, told, ground


def found_of_rent(contract: ContractFacts, region: Region, day: date) -> Found:
    """Whether the bare rent is within what the points of the home allow; a limit without firm source says "seems".

    Points say no more than under which of the limits a home comes: within them each count has a rent of its own.
    """
    most_social = _amount(region, "rent_points_social", day)
    most_middle = _amount(region, "rent_points_middle", day)
    if contract.lets is Lets.HOTEL or most_social is None or most_middle is None:
        return None
    ground = _ground(most_middle)
    if (open_ := _not_to_be_said(contract)) is not None or contract.points is None or contract.rent is None:
        return Standing.NOT_KNOWN, open_ or Why.RENT_NOT_TOLD, Told(), ground
    told = Told(amount=contract.rent, points=contract.points, year=day.year)
    if contract.points > most_middle.value:
        return Standing.OK, Why.RENT_IS_FREE, told, ground
    key = "rent_limit_social" if contract.points <= most_social.value else "rent_limit_middle"
    limit = _amount(region, key, day)
    if limit is None:
        return Standing.NOT_KNOWN, Why.LIMIT_NOT_KNOWN, told, ground
    return _beside(contract.rent, contract.points, limit, day)


def _not_to_be_said(contract: ContractFacts) -> Why | None:
    """Why nothing can be said of the rent."""
    if contract.lets in COUNTED_OTHERWISE:
        return Why.COUNTED_OTHERWISE
    if contract.rent is None:
        return Why.RENT_NOT_TOLD
    return Why.POINTS_NOT_TOLD if contract.points is None else None


def _beside(rent: int, points: int, limit: Amount, day: date) -> Found:
    cents = int((limit.value * 100).to_integral_value())
    told, ground = Told(amount=rent, limit=cents, points=points, year=day.year), _ground(limit)
    if rent > cents:
        wrong = (Standing.WRONG, Why.RENT_TOO_HIGH), (Standing.MIND, Why.RENT_SEEMS_TOO_HIGH)
        return *wrong[not limit.verified], told, ground
    fine = (Standing.OK, Why.RENT_FITS), (Standing.NOT_KNOWN, Why.RENT_SEEMS_TO_FIT)
    return *fine[not limit.verified], told, ground


def _amount(region: Region, key: str, day: date) -> Amount | None:
    try:
        return region.amount(key, day)
    except LookupError:
        return None


def _ground(amount: Amount) -> Ground:
    return Ground(amount.source, amount.as_of, amount.verified)
