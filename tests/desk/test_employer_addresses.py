"""The coordinator sees to the further addresses of an employer."""

from tests.factories import an_address, an_employer
from tests.visitor import Visitor


def test_one_is_added_and_removed(coordinator: Visitor) -> None:
    employer = an_employer(street="Darwinweg 2")
    coordinator.opens("desk.employer", employer_id=employer.id).sees("Visiting address", "Darwinweg 2")
    coordinator.follows("Add an address")
    coordinator.presses("Add", kind="invoice", street="Postbus 9600", postcode="2300rc", town="Leiden")
    coordinator.sees("The address is added.", "For invoices", "Postbus 9600", "2300 RC Leiden")
    coordinator.presses("Remove Postbus 9600").sees("The address is removed.").does_not_see("2300 RC")


def test_an_address_of_another_employer(coordinator: Visitor) -> None:
    """Employer and address are looked up together (security T04)."""
    address, other = an_address(an_employer()), an_employer("Naturalis")
    coordinator.opens("desk.employers")
    answer = coordinator.posts("desk.drop_address", {}, employer_id=other.id, address_id=address.id)
    assert answer.status_code == 404
