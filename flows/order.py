"""Say what one consolidation is asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Order:
    """One inbox, one period, one warehouse, one output folder, and how to read."""

    inbox: Path | None  # None: the documents that the warehouse has kept are read again
    period: str
    output: Path
    warehouse: str  # SQLAlchemy URL
    workers: int = 0  # 0: as many as there are cores
    seconds: float = 60  # for one document
    memory_mb: int = 2048  # for one reading process; 0: no limit
    due_on: str | None = None  # last day to report on the period, ISO date
