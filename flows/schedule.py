"""Serve the consolidation on a schedule, one run at a time."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from flows.errors import WRONG_USAGE, Trouble
from flows.prepare_prefect import prepare_prefect
from flows.settings import WAREHOUSE_VARIABLE

ZONE = "Asia/Ho_Chi_Minh"


def serve(inbox: Path, period: str | None, output: Path, settings: dict[str, Any]) -> None:
    """Register the deployment "consolidate/province" and run what is due, until stopped."""
    if not prepare_prefect(loud=bool(settings["debug"])):
        raise Trouble("server_needed")
    from prefect import serve as serve_deployments
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.consolidate import consolidate

    try:
        cron = Cron(str(settings["cron"]), timezone=ZONE)
    except ValueError as error:
        raise Trouble("cron_wrong", WRONG_USAGE, cron=settings["cron"]) from error
    os.environ[WAREHOUSE_VARIABLE] = absolute(str(settings["warehouse"]))  # the runs inherit it; see consolidate
    parameters = {
        "inbox": str(inbox.resolve()),
        "period": period,
        "output": str(output.resolve()),
        "workers": settings["workers"],
        "seconds": settings["seconds"],
        "memory_mb": settings["memory_mb"],
        "kind": settings["kind"],
    }
    deployment = consolidate.to_deployment(
        "province",
        schedule=cron,
        parameters=parameters,
        entrypoint_type=EntrypointType.MODULE_PATH,
        description="Tổng hợp báo cáo của các xã, phường; period để trống là kỳ gần nhất đã kết thúc.",
    )
    if not isinstance(deployment, RunnerDeployment):  # it would be a coroutine if this ran in an event loop
        raise TypeError("a schedule is served from a plain function")
    serve_deployments(deployment, limit=1, print_starting_message=False)


def absolute(warehouse: str) -> str:
    """Write a SQLite address so that it holds in every working folder."""
    scheme, mark, place = warehouse.partition(":///")
    return f"{scheme}{mark}{Path(place).resolve()}" if mark and scheme.startswith("sqlite") and place else warehouse
