"""Write for each unit a receipt: every figure as read, with its sentence, and the open questions."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from extractors.records import Address
from flows.load_messages import Messages
from flows.show_trace import place_name
from flows.write_reports import cannot_write
from reports.receipt_records import Receipt, ReceiptFigure
from reports.write_receipt import write_receipt

if TYPE_CHECKING:
    from sqlalchemy import Engine

ASKED = ("error", "warning")  # severities that the unit is asked about


def write_receipts(engine: Engine, period: str, output: Path, messages: Messages) -> list[Path]:
    """Write phieu-doi-soat-<period>/<code>-<name>.docx for each unit that has reported."""
    from warehouse.queries import province_tables

    tables = province_tables(engine, period)
    folder = output / f"phieu-doi-soat-{period}"
    figures: dict[str, list[dict[Any, Any]]] = defaultdict(list)
    for row in tables.figures.to_dict("records"):
        figures[row["report_id"]].append(row)
    questions: dict[str, list[str]] = defaultdict(list)
    for row in tables.discrepancies.to_dict("records"):
        if row["status"] == "open" and row["severity"] in ASKED:
            questions[row["document_id"]].append(row["message"])
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for report in tables.reports.to_dict("records"):
            if report["commune_code"] is None or report["period"] != period:
                continue
            receipt = Receipt(
                report["commune_name"],
                period,
                report["symbol"],
                report["issued_on"],
                report["file_name"],
                tuple(receipt_figure(row, messages) for row in figures[report["report_id"]]),
                tuple(dict.fromkeys(questions[report["document_id"]])),
            )
            paths.append(folder / f"{report['commune_code']}-{plain_name(receipt.commune_name)}.docx")
            write_receipt(receipt, paths[-1])
    except OSError as error:
        raise cannot_write(error, folder) from error
    return paths


def receipt_figure(row: dict[Any, Any], messages: Messages) -> ReceiptFigure:
    """Give a row of the figures as a receipt states it; no place for one that a person entered."""
    place = ""
    if not pd.isna(row["block"]):
        page = None if pd.isna(row["page"]) else int(row["page"])
        place = place_name(
            Address(int(row["block"]), int(row["char_start"]), int(row["char_end"]), page=page), messages
        )
    given = (row["measure"], row["category"], row["value"], row["status"])
    return ReceiptFigure(*given, row["printed"] or "", row["quote"] or "", place)


def plain_name(name: str) -> str:
    """Write a name for a file: "Xã Lùng Phình" is xa-lung-phinh."""
    bare = unicodedata.normalize("NFD", name.lower().replace("đ", "d")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
