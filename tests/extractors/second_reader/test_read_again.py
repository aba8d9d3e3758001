"""The second reader: what it sees by the words around a numeral, and how well it watches the first."""

from __future__ import annotations

from dataclasses import replace

from demo.read_communes import read_communes
from demo.records import ReportText
from demo.write_report import write_report
from extractors.second_reader.find_candidates import find_candidates
from extractors.second_reader.list_features import list_features
from extractors.second_reader.read_again import ALWAYS, load_weights, read_again
from tests.read_text import FRAME, as_document, read_text, report_of
from transforms.records import CATEGORY_MEASURES, MEASURES
from transforms.second_opinion import second_opinion


def seen(*lines: str) -> dict[str, str]:
    """Give what the second reader takes each printed numeral for."""
    return {r.printed: r.measure for r in read_again(read_text(FRAME.format("\n".join(lines)))) if r.likelihood > 0.5}


def test_it_reads_a_plain_sentence_by_its_words() -> None:
    found = seen("Trong năm, xã tổ chức 05 cuộc đối thoại, có 431 lượt người tham dự; Nhân dân nêu 67 ý kiến.")
    assert found == {"05": "sessions", "431": "participants", "67": "opinions"}


def test_parts_of_a_report_without_figures_are_left_out() -> None:
    title = "**IV. NHIỆM VỤ NĂM 2026"
    assert seen(title, "Tổ chức 05 cuộc đối thoại với 431 người tham dự.") == {}


def test_each_numeral_of_a_cell_has_its_row_and_column() -> None:
    document = read_text(
        FRAME.format("[TABLE]\nTT | Nội dung | Năm nay\n1 | Số người dự | 120\n2 | Ý kiến | 14\n[/TABLE]")
    )
    cells = [c for c in find_candidates(document) if c.in_table]
    assert [(c.printed, c.before.strip(), c.after) for c in cells] == [
        ("120", "1 số người dự", "năm nay"),
        ("14", "2 ý kiến", "năm nay"),
    ]
    assert "row:dự" in list_features(cells[0])
    assert "column:năm nay" in list_features(cells[0])


def test_the_weights_are_of_the_measures_and_every_numeral_starts_with_how_rare_each_is() -> None:
    weights = load_weights()
    assert set(weights[ALWAYS]) == {*MEASURES, *CATEGORY_MEASURES}
    assert all(weight < 0 for weight in weights[ALWAYS].values())


def test_of_the_figures_that_the_first_reader_loses_most_are_pointed_at() -> None:
    """Take each figure out of made-up reports, as if it had not been read: a finding must name it."""
    lost = pointed = 0
    for text in made_up_reports():
        document = as_document(text)
        report, readings = report_of(document), read_again(document)
        for figure in report.figures:
            if figure.category is None and figure.value > 0 and figure.method == "printed":
                left = [f for f in report.figures if f is not figure]
                lost += 1
                pointed += any(f.measure == figure.measure for f in second_opinion(left, readings, []))
    assert lost > 100
    assert pointed / lost > 0.8


def test_it_seldom_disputes_what_is_right() -> None:
    documents = [as_document(text) for text in made_up_reports()]
    disputes = [f for d in documents for f in second_opinion(report_of(d).figures, read_again(d), [])]
    assert len(disputes) <= 0.3 * len(documents), [f.message for f in disputes]


def test_a_value_that_differs_is_shown_beside_the_one_that_counts() -> None:
    document = read_text(FRAME.format("Xã tổ chức 05 cuộc đối thoại với 431 người tham dự; Nhân dân nêu 67 ý kiến."))
    report = report_of(document)
    wrong = [replace(f, value=f.value + 3) if f.measure == "participants" else f for f in report.figures]
    (finding,) = second_opinion(wrong, read_again(document), [])
    assert (finding.rule, finding.measure, finding.stated, finding.expected) == (
        "doubtful_numeral",
        "participants",
        "431",
        "434",
    )
    assert finding.severity == "warning"
    assert "đang lấy 434" in finding.message


def made_up_reports() -> list[ReportText]:
    """Write reports whose words are none of those in tests/texts."""
    return [write_report(seed, commune, "2025")[0] for seed, commune in enumerate(read_communes()[:30])]
