import pytest

from wagtail_peersupport.detection.private import Kind, hide_private, private_data


def kinds(text):
    return {one.words: str(one.kind) for one in private_data(text)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to hanna.b+shop@mail.example.co.uk, please.", "hanna.b+shop@mail.example.co.uk"),
        ("hanna (at) example.org is mine", "hanna (at) example.org"),
        ("Mail an hanna@müller-tees.de?", "hanna@müller-tees.de"),
    ],
)
def test_addresses_are_found(text, found):
    assert kinds(text) == {found: "email"}


@pytest.mark.parametrize(
    "number",
    ["+49 170 1234567", "0170/1234567", "(020) 7946 0958", "030-1234567", "06 12 34 56 78"],
)
def test_phone_numbers_are_found(number):
    assert kinds(f"Call me on {number}, please.") == {number: "phone"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("My order no. 48213 never came", "48213"),
        ("order #A-10234-B is late", "A-10234-B"),
        ("Bestellnummer: 2026-00417", "2026-00417"),
        ("commande n° 8841", "8841"),
        ("It is about #10443.", "10443"),
        ("Parcel 00340434161094042557 is lost", "00340434161094042557"),
        ("IBAN DE89 3704 0044 0532 0130 00, thanks", "DE89 3704 0044 0532 0130 00"),
    ],
)
def test_numbers_of_orders_parcels_and_accounts_are_found(text, found):
    assert kinds(text) == {found: "number"}


@pytest.mark.parametrize(
    "text",
    [
        "Does the heavy tee shrink at 30 degrees or at 40?",
        "I ordered on 2026-11-02, it is the 22.11.2026 now, or 11/22/26.",
        "In order to print 12000 shirts, do I pay 1.250.000 euros or 1 250 000?",
        "Is the 180 g/m² cotton from 2019 still made? Size 48/50, 10:40.",
        "Do you ship to 10115 Berlin?",
        "Was https://shop.example/tees/4821333/ made in 2019-2024?",
        "I'm in order 12 of the list @ the shop. Which #2 is it?",
        "",
    ],
)
def test_sizes_prices_and_days_are_left_alone(text):
    assert kinds(text) == {}


def test_everything_is_named_in_order_and_once():
    text = "Order 48213: mail a@example.org or call +49 170 1234567. Order 48213!"
    assert list(kinds(text)) == ["48213", "a@example.org", "+49 170 1234567"]


def test_a_long_text_takes_no_time():
    assert private_data("order " * 20_000 + "1 " * 20_000 + "a." * 20_000) is not None


NAMES = {Kind.EMAIL: "[address]", Kind.PHONE: "[phone]", Kind.NUMBER: "[number]"}


def test_what_is_hidden_is_hidden_wherever_it_stands():
    text = "Order 48213: mail a@example.org or a@example.org.uk. Is 48213 late? Not 482130."
    hidden = "Order [number]: mail [address] or [address]. Is [number] late? Not [number]."
    assert hide_private(text, NAMES) == hidden


@pytest.mark.parametrize("text", ["Call +49 170 1234567!", r"Order \1 48213 \g<0>", "Size 48/50"])
def test_nothing_is_found_once_it_is_hidden(text):
    hidden = hide_private(text, NAMES)
    assert private_data(hidden) == ()
    assert hidden.count("[") == len(private_data(text))
