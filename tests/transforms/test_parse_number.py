"""A printed numeral gives its value, and what is odd about it is said."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.parse_number import ParsedNumber, parse_number, parse_words

ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
COUNTS = st.integers(min_value=0, max_value=99_999)


def spell(number: int, *, odd: str = "linh", thousand: str = "nghìn", four: str = "tư", five: str = "lăm") -> str:
    """Say a number below 100,000 as it is said in Vietnamese."""
    if number < 10:
        return ONES[number]
    if number < 100:
        tens, one = divmod(number, 10)
        head = "mười" if tens == 1 else f"{ONES[tens]} mươi"
        tail = {0: "", 1: "một" if tens == 1 else "mốt", 4: "bốn" if tens == 1 else four, 5: five}.get(one, ONES[one])
        return f"{head} {tail}".rstrip()
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{ONES[hundreds]} trăm {_rest(rest, odd, thousand, four, five)}".rstrip()
    thousands, rest = divmod(number, 1000)
    head = f"{spell(thousands, odd=odd, thousand=thousand, four=four, five=five)} {thousand}"
    if rest == 0:
        return head
    if rest < 100:
        return f"{head} không trăm {_rest(rest, odd, thousand, four, five)}"
    return f"{head} {spell(rest, odd=odd, thousand=thousand, four=four, five=five)}"


def _rest(rest: int, odd: str, thousand: str, four: str, five: str) -> str:
    if rest == 0:
        return ""
    return f"{odd} {ONES[rest]}" if rest < 10 else spell(rest, odd=odd, thousand=thousand, four=four, five=five)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (104, "một trăm linh bốn"),
        (287, "hai trăm tám mươi bảy"),
        (1_005, "một nghìn không trăm linh năm"),
        (20_344, "hai mươi nghìn ba trăm bốn mươi tư"),
    ],
)
def test_the_speller_of_this_test_speaks_as_people_do(number: int, words: str) -> None:
    assert spell(number) == words


def test_every_number_to_99_999_is_read_back_from_its_words() -> None:
    assert [number for number in range(100_000) if parse_words(spell(number)) != number] == []


@given(
    number=COUNTS,
    odd=st.sampled_from(("linh", "lẻ")),
    thousand=st.sampled_from(("nghìn", "ngàn")),
    four=st.sampled_from(("tư", "bốn")),
    five=st.sampled_from(("lăm", "nhăm")),
)
def test_other_habits_of_speech_mean_the_same_number(
    number: int, odd: str, thousand: str, four: str, five: str
) -> None:
    words = spell(number, odd=odd, thousand=thousand, four=four, five=five)
    assert parse_number(words, "words") == ParsedNumber(Decimal(number))
    assert parse_number(words.capitalize(), "words") == ParsedNumber(Decimal(number))
    assert parse_number(words.upper(), "words") == ParsedNumber(Decimal(number))


@given(number=st.integers(min_value=0, max_value=99_999_999))
def test_digits_are_read_with_and_without_thousands_marks(number: int) -> None:
    expected = ParsedNumber(Decimal(number))
    assert parse_number(str(number), "digits") == expected
    assert parse_number(f"{number:02d}", "digits") == expected
    assert parse_number(f"{number:,}".replace(",", "."), "digits") == expected
    assert parse_number(f"{number:,}".replace(",", " "), "digits") == expected


@given(number=COUNTS, letters=st.lists(st.sampled_from("OolI"), min_size=5, max_size=5))
def test_letters_typed_for_digits_are_read_and_doubted(number: int, letters: list[str]) -> None:
    alike = {"O": "0", "o": "0", "l": "1", "I": "1"}
    digits = f"{number:02d}"
    typed = "".join(
        letter if alike[letter] == digit else digit
        for digit, letter in zip(digits, letters[: len(digits)], strict=True)
    )
    assert parse_number(typed, "digits") == ParsedNumber(Decimal(number), "slip" if typed != digits else "")


@given(number=st.integers(min_value=1, max_value=9_999), other=st.integers(min_value=1, max_value=9_999))
def test_digits_beside_words_count_and_a_difference_is_doubted(number: int, other: int) -> None:
    expected = ParsedNumber(Decimal(number), "" if number == other else "gloss")
    assert parse_number(f"{spell(other)} ({number:02d})", "gloss") == expected
    assert parse_number(f"{number:02d} ({spell(other)})", "gloss") == expected


@given(tenths=st.integers(min_value=0, max_value=1000), end=st.sampled_from(("%", " %", " phần trăm")))
def test_a_percentage_keeps_its_decimals(tenths: int, end: str) -> None:
    whole, tenth = divmod(tenths, 10)
    assert parse_number(f"{whole},{tenth}{end}", "percent") == ParsedNumber(Decimal(tenths).scaleb(-1))
    assert parse_number(f"{whole}.{tenth}{end}", "percent") == ParsedNumber(Decimal(tenths).scaleb(-1))


@pytest.mark.parametrize(
    ("printed", "kind", "value", "doubt"),
    [
        ("02", "digits", "2", ""),
        ("O2", "digits", "2", "slip"),
        ("l5", "digits", "15", "slip"),
        ("1OO%", "percent", "100", "slip"),
        ("97,83%", "percent", "97.83", ""),
        ("1,245", "digits", "1245", "comma"),
        ("(12)", "digits", "12", ""),
        ("+3", "digits", "3", ""),
        ("không có", "none", "0", ""),
        ("-", "dash", "0", ""),
        ("hai (02)", "gloss", "2", ""),
        ("hai (03)", "gloss", "3", "gloss"),
    ],
)
def test_what_clerks_print(printed: str, kind: str, value: str, doubt: str) -> None:
    assert parse_number(printed, kind) == ParsedNumber(Decimal(value), doubt)


@pytest.mark.parametrize(
    ("printed", "kind"),
    [("", "digits"), ("nhiều", "words"), ("", "words"), ("12a", "digits"), ("1.2.3", "digits"), ("trăm hai", "words")],
)
def test_what_is_no_number_is_an_error(printed: str, kind: str) -> None:
    with pytest.raises(ValueError, match="no"):
        parse_number(printed, kind)
