from __future__ import annotations

import zipfile
from pathlib import Path

from sqlalchemy import create_engine, text

from tests.flows.conftest import Run


def test_the_reports_in_a_zip_are_read_once_under_its_name(tonghop: Run, inbox: Path, tmp_path: Path) -> None:
    packed = tmp_path / "gửi"
    packed.mkdir()
    reports = sorted(p for p in inbox.rglob("*") if p.suffix in (".docx", ".pdf"))[:2]
    with zipfile.ZipFile(packed / "Gói 1.zip", "w") as archive:
        for path in reports:
            archive.write(path, f"xã/{path.name}")
    with zipfile.ZipFile(packed / "ngoài.zip", "w") as archive:
        archive.write(packed / "Gói 1.zip", "trong.zip")
    for said in ("lần này đọc 3 tệp", "không có tệp nào mới"):
        done = tonghop("consolidate", "gửi", "--period", "2025")
        assert done.returncode == 3
        assert said in done.stdout
    with create_engine(f"sqlite:///{tmp_path / 'tonghop.db'}").connect() as connection:
        found = connection.execute(text("SELECT file_name, outcome FROM documents ORDER BY file_name")).all()
    assert [outcome for _, outcome in found] == ["loaded", "loaded", "rejected"]
    assert all(name.startswith("Gói 1.zip/") for name, outcome in found if outcome == "loaded")
    assert found[2][0] == "ngoài.zip/trong.zip"
