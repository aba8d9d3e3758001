"""Words become lines and columns, and none is lost."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from extractors.layout.group_lines import Line, SideBySide, group_lines, split_regions
from extractors.layout.word import Word

CENTRE = 300.0


def word(text: str, x: float, baseline: float, width: float = 30.0, typed_space: bool = True) -> Word:
    return Word(text, x, baseline - 10, x + width, baseline + 3, baseline, 12.0, False, False, typed_space)


def regions(*words: Word) -> list[str | tuple[list[str], list[str]]]:
    """Return lines as texts, and regions as texts of the left and the right column."""
    items = split_regions(group_lines(words, 1), CENTRE)
    return [
        item.text if isinstance(item, Line) else ([a.text for a in item.left], [b.text for b in item.right])
        for item in items
    ]


def test_words_of_one_baseline_are_a_line() -> None:
    assert regions(word("46", 90, 100), word("ý", 125, 100), word("kiến", 160, 100.4)) == ["46 ý kiến"]


def test_a_raised_figure_stays_in_its_line() -> None:
    raised = Word("2", 121, 88, 125, 97, 96.0, 7.0, False, False, False)
    assert regions(word("350 m", 90, 100), raised, word("đất", 130, 100)) == ["350 m 2 đất"]


def test_columns_side_by_side_are_two() -> None:
    words = word("ĐẢNG ỦY", 90, 100, 120), word("ĐẢNG CỘNG SẢN", 330, 100, 200), word("Số 1", 100, 118)
    title = word("BÁO CÁO", 250, 150, 100)
    assert regions(*words, title) == [(["ĐẢNG ỦY", "Số 1"], ["ĐẢNG CỘNG SẢN"]), "BÁO CÁO"]


def test_a_right_column_that_begins_higher_comes_second() -> None:
    words = word("ĐẢNG CỘNG SẢN", 330, 92, 200), word("ĐẢNG BỘ", 90, 108, 120), word("Lào Cai", 380, 108, 100)
    assert regions(*words) == [(["ĐẢNG BỘ"], ["ĐẢNG CỘNG SẢN", "Lào Cai"])]


def test_a_narrow_gutter_is_found_where_the_line_above_shows_it() -> None:
    words = word("ĐẢNG BỘ TỈNH", 110, 100, 120), word("ĐẢNG CỘNG SẢN", 330, 100, 190)
    tight = word("PHƯỜNG TRUNG TÂM", 90, 118, 215), word("Trung Tâm, ngày", 320, 118, 220)
    assert regions(*words, *tight) == [
        (["ĐẢNG BỘ TỈNH", "PHƯỜNG TRUNG TÂM"], ["ĐẢNG CỘNG SẢN", "Trung Tâm, ngày"]),
    ]


def test_a_tab_behind_a_list_number_makes_no_columns() -> None:
    assert regions(word("1.", 90, 100, 8), word("Đất đai", 130, 100, 100)) == ["1. Đất đai"]


places = st.tuples(st.floats(50, 540), st.integers(6, 70), st.floats(8, 120), st.booleans())


@given(st.lists(places, max_size=40))
def test_no_word_is_lost_or_doubled(drawn: list[tuple[float, int, float, bool]]) -> None:
    words = [word(str(i), x, 10.0 * y, width, typed) for i, (x, y, width, typed) in enumerate(drawn)]
    found: list[Word] = []
    for item in split_regions(group_lines(words, 1), CENTRE):
        for line in (*item.left, *item.right) if isinstance(item, SideBySide) else (item,):
            found.extend(line.words)
    assert Counter(w.text for w in found) == Counter(w.text for w in words)
