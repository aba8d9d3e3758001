"""The main job as a Prefect flow: find, read and load, write, tell."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.runtime import flow_run
from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from flows.close_period import last_closed_period
from flows.desk import BATCH, Desk, open_desk
from flows.find_files import InboxFile
from flows.load_messages import load_messages
from flows.order import Order
from flows.settings import WAREHOUSE_VARIABLE, read_settings
from flows.summarise_run import Summary, summarise
from flows.tell_summary import summary_markdown, summary_rows
from flows.write_reports import write_reports
from warehouse.errors import WarehouseError
from warehouse.load import expect_period
from warehouse.settle_periods import settle_periods

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MAY_PASS = {"locked", "unreachable"}  # of a warehouse; its other errors stay


def is_io(_task: object, _run: TaskRun, state: State[Any]) -> bool:
    """Tell whether a task failed for something that may pass: the disk, the network, a warehouse that is busy."""
    try:
        state.result()
    except WarehouseError as error:
        return error.kind in MAY_PASS
    except OSError:
        return True
    except Exception:
        return False
    return False


RETRIES: dict[str, Any] = {"retries": 2, "retry_delay_seconds": [2, 10], "retry_condition_fn": is_io}


@task(cache_policy=NO_CACHE, **RETRIES)
def find_documents(desk: Desk) -> tuple[InboxFile, ...]:
    """List the inbox, and leave out what the warehouse has."""
    expect_period(desk.engine, desk.order.period, desk.order.due_on)
    return desk.find()


@task(cache_policy=NO_CACHE, task_run_name="documents from {first}", **RETRIES)
def read_batch(desk: Desk, batch: tuple[InboxFile, ...], first: int) -> int:
    """Read a batch of documents in the pool, and load each as it arrives."""
    return len(desk.load(batch))


@task(cache_policy=NO_CACHE, **RETRIES)
def compare_reports(desk: Desk) -> None:
    """Compare the reports with each other, now that all of them are loaded."""
    settle_periods(desk.engine)


@task(cache_policy=NO_CACHE, **RETRIES)
def write_files(desk: Desk) -> tuple[Path, ...]:
    """Write the province report, the annex tables and the discrepancy list."""
    return write_reports(desk.order, desk.engine)


@task(cache_policy=NO_CACHE)
def record(summary: Summary) -> None:
    """Leave a table of the documents and a page about the run in Prefect."""
    messages = load_messages("vi")
    key = f"consolidate-{summary.period.lower()}"
    create_table_artifact(summary_rows(summary), key=f"{key}-documents", description="Các tệp của lượt tổng hợp")
    create_markdown_artifact(summary_markdown(summary, messages), key=key, description="Kết quả lượt tổng hợp")


def scheduled_day() -> date:
    """Give the day in Vietnam for which the run was planned, which may be long past."""
    planned: datetime | None = flow_run.scheduled_start_time
    return (planned or datetime.now(VIETNAM)).astimezone(VIETNAM).date()


def run_name() -> str:
    """Name a run after its period."""
    return f"consolidate {flow_run.parameters.get('period') or scheduled_day()}"


@flow(name="consolidate", flow_run_name=run_name, validate_parameters=False)
def consolidate(
    inbox: str | None,
    period: str | None = None,
    output: str = ".",
    warehouse: str | None = None,
    workers: int = 0,
    seconds: float = 60,
    memory_mb: int = 2048,
    kind: str = "year",
    due_on: str | None = None,
) -> Summary:
    """Read an inbox into the warehouse and write the province report of a period (None: the last one that is over).

    Without an inbox the documents that the warehouse has kept are read again.
    """
    chosen = str(period or "") or last_closed_period(kind, scheduled_day())  # "--param period=2024" gives a number
    url = warehouse or read_settings().warehouse
    order = Order(Path(inbox) if inbox else None, chosen, Path(output), url, workers, seconds, memory_mb, due_on)
    with open_desk(order) as desk:
        files = find_documents(desk)
        for number, batch in enumerate(desk.batches):
            read_batch(desk, batch, first=number * BATCH + 1)
        compare_reports(desk)
        write_files(desk)
        summary = summarise(order, files, desk.read)
        record(summary)
    return summary


def run_consolidation(order: Order, *, use_server: bool) -> Summary:
    """Run the flow from the command line, without the second of waiting that its heartbeat costs."""
    parameters: dict[str, Any] = {
        "inbox": str(order.inbox) if order.inbox else None,
        "period": order.period,
        "output": str(order.output),
        "workers": order.workers,
        "seconds": order.seconds,
        "memory_mb": order.memory_mb,
        "due_on": order.due_on,
    }
    os.environ[WAREHOUSE_VARIABLE] = order.warehouse  # not a parameter: Prefect would store and show its password
    unset = set() if use_server else {PREFECT_API_URL}
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}, restore_defaults=unset):
        summary: Summary = consolidate(**parameters)
    return summary
