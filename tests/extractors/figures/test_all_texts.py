"""What the reader makes of all the hand-written reports together."""

from tests.extractors.figures.compare_truth import CONSISTENCY, alarms, compare
from tests.extractors.figures.test_texts import NAMES, read, truth_of


def test_the_texts_are_all_there() -> None:
    assert len(NAMES) == 1009
    assert sum(bool(truth_of(name)["inconsistencies"]) for name in NAMES) == 351


def test_of_a_thousand_figures_at_most_five_are_wrong() -> None:
    compared = [compare(read(name)[1], truth_of(name)) for name in NAMES]
    right = sum(c.right for c in compared)
    wrong = [line for c in compared for line in (*c.flagged, *c.silent)]
    assert right + len(wrong) > 2000
    assert right / (right + len(wrong)) >= 0.995, wrong


def test_a_clerk_has_little_to_look_at() -> None:
    """A reader that flags everything would hide nothing and help nobody."""
    reading = [f for name in NAMES for f in alarms(read(name)[1]) if f.rule not in CONSISTENCY]
    assert len(reading) / len(NAMES) <= 1.0, [f.message for f in reading]
