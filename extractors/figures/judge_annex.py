"""Tell what a whole table is of, where no title says so: the fields, the main measures, the petitions."""

from __future__ import annotations

import re

from extractors.figures.load_form import Form
from extractors.fold_case import fold_case
from extractors.records import Table

# "GIẢI QUYẾT KIẾN NGHỊ SAU ĐỐI THOẠI": heads rows of a table
RESULTS_ROW = re.compile(r"(?:kết quả )?(?:giải quyết|xử lý) (?:các )?(?:kn|kiến nghị)(?! xong)[^.:\d]{0,30}$")
_LABEL_LENGTH = 150  # a longer cell is running text


def is_of_fields(table: Table, form: Form) -> bool:
    """Tell whether a table counts the fields: an annex after the signature holds figures too."""
    named = {c.text for c in table.cells if form.category.match(fold_case(c.text.strip()))}
    return len(named) > 3


def is_of_measures(table: Table, form: Form) -> bool:
    """Tell whether a table counts sessions, people and answered opinions; a plan counts no answered ones."""
    keys = [fold_case(c.text) for c in table.cells if len(c.text) < _LABEL_LENGTH]
    nouns = all(any(form.noun_inside[noun].search(key) for key in keys) for noun in ("session", "person", "opinion"))
    return nouns and any(form.outcome_of(key) == "answered" for key in keys)
