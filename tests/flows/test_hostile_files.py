"""A folder of broken and hostile files around true reports: each ends in a named state, and the true ones are read."""

from __future__ import annotations

import io
import os
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import create_engine, text

from demo.render_docx import render_docx
from demo.render_pdf import render_pdf
from tests.read_text import parse

TONGHOP = str(Path(sys.executable).with_name("tonghop"))
TEXTS = Path(__file__).parents[1] / "texts"
SEED = 20251219
EACH = 14  # mutants of each kind
Mutation = Callable[[bytes, random.Random], bytes]


def flip_bytes(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randint(1, 60)):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def repeat_a_piece(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randint(1, 5000)]
    return data[:start] + piece * chance.randint(2, 40) + data[start:]


def drop_a_piece(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randint(1, 4000) :]


def change_a_part(data: bytes, chance: random.Random) -> bytes:
    """Break the XML of one part of a DOCX, and pack it again as a sound zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        chosen = chance.choice([n for n in names if n.endswith((".xml", ".rels"))])
        for name in names:
            part = source.read(name)
            target.writestr(name, chance.choice(XML)(part, chance) if name == chosen else part)
    return out.getvalue()


def drop_a_part(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        gone = chance.choice(source.namelist())
        for name in source.namelist():
            if name != gone:
                target.writestr(name, source.read(name))
    return out.getvalue()


def change_a_number(data: bytes, chance: random.Random) -> bytes:
    """Change a number of a PDF's structure: a length, an offset, a reference."""
    places = list(re.finditer(rb"\d+", data))
    m = chance.choice(places)
    other = str(chance.choice([0, 1, 7, 99, 65536, 2**31, 2**63, -1])).encode()
    return data[: m.start()] + other + data[m.end() :]


def nest_tags(part: bytes, chance: random.Random) -> bytes:
    return part.replace(b"<w:p>", b"<w:tbl><w:tr><w:tc><w:p>" * chance.randint(1, 400), 1)


def add_doctype(part: bytes, chance: random.Random) -> bytes:
    return b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>' + part


def widen_cells(part: bytes, chance: random.Random) -> bytes:
    return part.replace(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="%d"/>' % chance.choice([0, 99999, 2**31]), 3)


XML: tuple[Mutation, ...] = (flip_bytes, cut, drop_a_piece, nest_tags, add_doctype, widen_cells)
ANY: tuple[Mutation, ...] = (flip_bytes, cut, repeat_a_piece, drop_a_piece)
OF: dict[str, tuple[Mutation, ...]] = {".docx": (*ANY, change_a_part, drop_a_part), ".pdf": (*ANY, change_a_number)}


def write_mutants(folder: Path, base: dict[str, bytes]) -> int:
    chance = random.Random(SEED)
    count = 0
    for suffix, mutations in OF.items():
        for mutation in mutations:
            for n in range(EACH):
                (folder / f"{mutation.__name__}-{n:02d}{suffix}").write_bytes(mutation(base[suffix], chance))
                count += 1
    return count


def write_oddities(folder: Path, docx: bytes) -> list[str]:
    """Write files that are lies by name or by nature."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<a>" + b" " * 80_000_000 + b"</a>")
    odd = {
        "rỗng.docx": b"",
        "một byte.pdf": b"%",
        "bom.docx": bomb.getvalue(),
        "chữ.docx": "Báo cáo đối thoại".encode() * 50,
        "ảnh.docx": b"\x89PNG\r\n\x1a\n" + b"\x00" * 200,
        "anh-hong.jpg": b"\xff\xd8\xff\xe0" + b"\x00" * 5000,
        "tiff.tif": b"II*\x00\x08\x00\x00\x00\xff\xff" + b"\x00" * 100,
        "ole.doc": bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 4000 + "WordDocument".encode("utf-16-le"),
        "rtf.rtf": b"{\\rtf1" + b"{\\b" * 5000,
        "trang.doc": b"<html><body>" + b"<div>" * 3000,
        "lap.pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
        "goi.zip": docx[:300] + docx[-300:],
    }
    for name, data in odd.items():
        (folder / name).write_bytes(data)
    return list(odd)


def test_each_file_ends_in_a_named_state_and_the_true_report_is_read(
    tmp_path: Path, prefect_server: dict[str, str]
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "tmp").mkdir()
    printed = parse((TEXTS / "za09.txt").read_text(encoding="utf-8"))
    render_docx(printed, tmp_path / "base.docx")
    render_pdf(printed, tmp_path / "base.pdf")
    base = {suffix: (tmp_path / f"base{suffix}").read_bytes() for suffix in OF}
    odd = write_oddities(inbox, base[".docx"])
    count = write_mutants(inbox, base) + len(odd)
    (inbox / "thật.docx").write_bytes(base[".docx"])

    done = subprocess.run(
        [TONGHOP, "consolidate", str(inbox), "--period", "2025", "--seconds", "20", "--memory-mb", "1500"],
        cwd=tmp_path,
        env=os.environ | prefect_server | {"TMPDIR": str(tmp_path / "tmp")},
        capture_output=True,
        text=True,
        timeout=400,
    )

    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    engine = create_engine(f"sqlite:///{tmp_path / 'tonghop.db'}")
    with engine.connect() as connection:
        found = connection.execute(text("SELECT file_name, outcome, reason FROM documents")).all()
    assert len(found) == count + 1
    states = {name: outcome for name, outcome, _ in found}
    assert set(states.values()) <= {"loaded", "rejected", "duplicate", "superseded"}
    assert states["thật.docx"] in ("loaded", "duplicate", "superseded")  # a mutant may hold the same report
    for name, outcome, reason in found:
        if outcome == "rejected":
            assert reason and "Traceback" not in reason, name
    assert all(states[name] == "rejected" for name in odd)
    assert list((tmp_path / "tmp").glob("tonghop-*")) == []
