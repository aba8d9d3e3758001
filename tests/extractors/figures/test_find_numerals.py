"""Every numeral of a sentence is found, and those that count nothing are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.figures.find_numerals import find_numerals
from tests.transforms.test_parse_number import spell
from transforms.parse_number import parse_number


def counted(text: str) -> list[int]:
    """List the values of the numerals that may count something."""
    return [int(parse_number(n.printed, n.kind).value) for n in find_numerals(text) if not n.structural]


@given(number=st.integers(min_value=1, max_value=99_999))
def test_a_number_in_words_is_one_numeral(number: int) -> None:
    text = f"Nhân dân nêu {spell(number)} ý kiến tại hội nghị."
    assert counted(text) == [number]
    (numeral,) = find_numerals(text)
    assert text[numeral.start : numeral.end] == numeral.printed == spell(number)


@given(
    number=st.integers(min_value=0, max_value=99_999),
    grouped=st.booleans(),
    space=st.sampled_from((" ", "")),
    noun=st.sampled_from(("ý kiến", "người", "cuộc", "đại biểu", "kiến nghị")),
)
def test_a_number_in_digits_is_found_with_or_without_its_space(
    number: int, grouped: bool, space: str, noun: str
) -> None:
    digits = f"{number:,}".replace(",", ".") if grouped else f"{number:02d}"
    assert counted(f"Tổng cộng có {digits}{space}{noun}, trong đó") == [number]


def with_slips(digits: str, letters: list[str]) -> str:
    """Type letters for some digits: "O" for 0, "l" or "I" for 1; "o" never begins a number."""
    alike = {"O": "0", "o": "0", "l": "1", "I": "1"}
    return "".join(
        letter if alike.get(letter) == digit and not (letter == "o" and at == 0) else digit
        for at, (digit, letter) in enumerate(zip(digits, letters, strict=False))
    )


SLIPS = st.lists(st.sampled_from("OolI-"), min_size=6, max_size=6)


@given(
    number=st.integers(min_value=0, max_value=9_999),
    letters=SLIPS,
    space=st.sampled_from((" ", "")),
    noun=st.sampled_from(("ý kiến", "người", "cuộc", "đại biểu", "kiến nghị")),
)
def test_a_number_with_letters_for_digits_is_found_and_doubted(
    number: int, letters: list[str], space: str, noun: str
) -> None:
    typed = with_slips(f"{number:02d}", letters)
    text = f"Tổng cộng có {typed}{space}{noun}, trong đó"
    assert counted(text) == [number]
    (numeral,) = find_numerals(text)
    assert numeral.printed == typed
    assert (parse_number(numeral.printed, numeral.kind).doubt == "slip") == (typed != f"{number:02d}")


@given(tenths=st.integers(min_value=100, max_value=999), letters=SLIPS, space=st.sampled_from((" ", "")))
def test_a_rate_with_letters_for_digits_is_found_and_doubted(tenths: int, letters: list[str], space: str) -> None:
    digits = f"{tenths // 10},{tenths % 10}"
    typed = with_slips(digits, letters)
    (numeral,) = find_numerals(f"đã giải đáp tại hội nghị, đạt tỷ lệ {typed}{space}%.")
    assert (numeral.kind, numeral.printed.rstrip(" %")) == ("percent", typed)
    read = parse_number(numeral.printed, "percent")
    assert (float(read.value), read.doubt == "slip") == (tenths / 10, typed != digits)


@given(number=st.integers(min_value=1, max_value=999))
def test_words_and_digits_of_one_number_are_one_numeral(number: int) -> None:
    assert counted(f"Tổ chức được {spell(number)} ({number:02d}) cuộc đối thoại") == [number]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ngày 08 tháng 12 năm 2025", "date"),
        ("ngày 05/12", "date"),
        ("10/12/2025", "date"),
        ("trong năm 2025", "year"),
        ("quý 4 năm 2025", "period"),
        ("6 tháng cuối năm 2025", "period"),
        ("Công văn số 167-CV/BTGDVTU", "document"),
        ("Nghị định 66/2025/NĐ-CP", "document"),
        ("lần thứ 2", "ordinal"),
        ("các hộ ở xa của thôn 5", "ordinal"),
        ("lúc 8 giờ 30", "clock"),
    ],
)
def test_numbers_that_count_nothing_are_known(text: str, why: str) -> None:
    numerals = find_numerals(text)
    assert numerals
    assert {n.structural for n in numerals} <= {why, "year", "date"}
    assert all(n.structural for n in numerals)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("đã trả lời 26/31 nội dung", [26, 31]),
        ("có O2 cuộc và l5 ý kiến", [2, 15]),
        ("năm cuộc với năm mươi lăm người", [5, 55]),
        ("cả năm ý kiến đều được trả lời", [5]),
        ("trong năm có một số ý kiến", []),
        ("hai mươi nghìn lượt người", [20_000]),
    ],
)
def test_what_clerks_write(text: str, values: list[int]) -> None:
    assert counted(text) == values
