"""The command line ``tonghop``: what it takes, what it answers, how it ends."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from extractors.limits import wrong_variables
from flows.build_audit import build_audit
from flows.build_commands import SpokenGroup, command, option, tell_usage
from flows.errors import FAILED, WRONG_USAGE, Trouble
from flows.load_messages import LANGUAGES, Messages, load_messages
from flows.settings import DEFAULTS, find_language, read_file, wants_debug

OBJECTS_BEFORE_GC = 200_000  # importing Prefect makes some 400,000 that stay
INTERRUPTED = 130  # as shells say it
# "2025", "2025-H1", "2025-9M", "2025-Q4", "2025-M07"
PERIOD = re.compile(r"\d{4}(?:-(?:H[12]|9M|Q[1-4]|M(?:0[1-9]|1[0-2])))?")
GLOBAL = ("warehouse", "lang", "debug")
USAGE = {"bad_url", "query_wrong", "query_not_read_only", "value_wrong", "reason_wrong", "meaning_wrong", "no_total"}
FOLDER = click.Path(path_type=Path, readable=False)


class Stopped(Exception):
    """The user has pressed Ctrl-C."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command and give its exit code; whatever goes wrong is one sentence on stderr."""
    gc.set_threshold(OBJECTS_BEFORE_GC)
    given = sys.argv[1:] if arguments is None else arguments
    messages = load_messages(find_language(given))
    app = build_app(messages)
    debug = wants_debug(given)
    try:
        code = app.main(given, prog_name="tonghop", standalone_mode=False, default_map=_file_settings(app))
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return WRONG_USAGE
    except click.UsageError as error:
        click.echo(tell_usage(error, messages), err=True)
        return WRONG_USAGE
    except (KeyboardInterrupt, Stopped, click.Abort):
        click.echo(messages("errors.interrupted"), err=True)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - nobody reads on; don't complain about it at the end
        return 0
    except Exception as error:
        if debug:
            raise
        text, code = tell_error(error, messages)
        click.echo(text, err=True)
        return code
    finally:
        gc.freeze()  # else the interpreter looks through everything once more before it ends, which takes 0.7 s


def build_app(messages: Messages) -> click.Group:
    """Build the program in a language."""
    from flows import commands as act

    def shared() -> list[click.Parameter]:
        return [
            option(messages, "warehouse", metavar="URL"),
            option(messages, "lang", type=click.Choice(LANGUAGES)),
            option(messages, "debug", is_flag=True),
        ]

    def add(name: str, action: Callable[..., int], *params: click.Parameter) -> None:
        app.add_command(command(messages, name, _with_settings(action), [*params, *shared()]))

    def period() -> click.Option:
        return option(messages, "period", metavar="KỲ" if messages.language == "vi" else "PERIOD")

    def folder(name: str) -> click.Option:
        return option(messages, name, type=FOLDER, metavar="DIR")

    def as_of() -> click.Option:
        return option(messages, "as_of", metavar="NGÀY" if messages.language == "vi" else "DAY")

    def limits() -> list[click.Parameter]:
        return [
            option(messages, "workers", type=click.IntRange(0, 256), metavar="N"),
            option(messages, "seconds", type=click.FloatRange(0.1), metavar="N"),
            option(messages, "memory_mb", type=click.IntRange(0), metavar="N"),
        ]

    told = click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, help=messages("options.version")
    )
    told.callback = _tell_version
    app: SpokenGroup = command(messages, "tonghop", lambda **_: 0, [*shared(), told], cls=SpokenGroup)
    app.no_args_is_help = True
    inbox = click.Argument(["inbox"], type=FOLDER, envvar="TONGHOP_INBOX", metavar="[INBOX]", required=False)
    strict = option(messages, "strict", is_flag=True)
    due = option(messages, "due_on", metavar="NGÀY" if messages.language == "vi" else "DAY")
    reread = option(messages, "reread", is_flag=True)
    add("consolidate", act.consolidate, inbox, period(), folder("output"), due, reread, strict, *limits())
    demo_folder = click.Argument(["folder"], type=FOLDER, default=Path("tonghop-demo"), metavar="[DIR]")
    add("demo", act.demo, demo_folder, option(messages, "seed", type=int, metavar="N"), *limits())
    what = click.Argument(["what"], metavar="MEASURE|FIGURE")
    of_field = click.Argument(["category"], metavar="[CATEGORY]", required=False)
    unchecked = click.Option(["--no-check", "unchecked"], is_flag=True, help=messages("options.no_check"))
    add("status", act.status, period(), as_of())
    add("trace", act.trace, what, of_field, period(), as_of(), unchecked)
    app.add_command(build_audit(messages, shared, _with_settings))
    formats = option(messages, "format", type=click.Choice(("table", "csv", "json", "xlsx", "parquet")))
    sql = click.Argument(["sql"], metavar="SELECT")
    rows = option(messages, "rows", type=click.IntRange(1), metavar="N")
    time = option(messages, "query_seconds", type=click.FloatRange(0.1), metavar="N")
    result = option(messages, "query_output", type=FOLDER, metavar="FILE")
    add("query", act.query, sql, formats, result, rows, time, as_of())
    file = click.Argument(["file"], type=FOLDER, metavar="FILE")
    overwrite = click.Option(["--overwrite"], is_flag=True, help=messages("options.overwrite"))
    note = click.Option(["--note"], metavar="TEXT", help=messages("options.publish_note"))
    despite = click.Option(["--despite-errors"], is_flag=True, help=messages("options.despite_errors"))
    by = option(messages, "by", metavar="NAME")
    edition = click.Argument(["edition"], metavar="[EDITION]", required=False)
    compared = click.Option(["--compare"], metavar="EDITION", help=messages("options.compare"))
    add("receipts", act.receipts, period(), folder("output"))
    add("publish", act.publish, period(), folder("output"), despite, note, by)
    add("editions", act.editions, edition, compared, period(), folder("output"))
    add("backup", act.backup, file, overwrite)
    add("restore", act.restore, file, overwrite)
    served = click.Option(
        ["--inbox"], type=FOLDER, envvar="TONGHOP_INBOX", metavar="DIR", help=messages("options.inbox")
    )
    cron = option(messages, "cron", metavar="CRON")
    kind = option(messages, "kind", type=click.Choice(("year", "half", "quarter", "month")))
    add("schedule", act.schedule, served, period(), kind, cron, folder("output"), *limits())
    add("doctor", act.doctor)
    return app


def tell_error(error: Exception, messages: Messages) -> tuple[str, int]:
    """Say in one sentence what stopped a run, with the exit code."""
    from warehouse.errors import WarehouseError

    if isinstance(error, Trouble):
        return messages(f"errors.{error.key}", **error.details), error.code
    if isinstance(error, WarehouseError):
        code = WRONG_USAGE if error.kind in USAGE else FAILED
        if messages.has(f"warehouse.{error.kind}"):
            return messages(f"warehouse.{error.kind}", place=error.place, detail=error.detail), code
        return str(error), code
    detail = " ".join(f"{type(error).__name__}: {error}".split())
    return messages("errors.unexpected", detail=detail[:200]), FAILED


def _with_settings(action: Callable[..., int]) -> Callable[..., int]:
    """Give a command its options: its own, else the program's, else variable, file, default (click ranks them)."""

    def run(**values: Any) -> int:
        ctx = click.get_current_context()
        for name in GLOBAL:
            stated = next((above for above in _and_above(ctx) if _typed(above, name)), None)
            if stated is not None:
                values[name] = stated.params[name]
        settings = {name: DEFAULTS.get(name) if value is None else value for name, value in values.items()}
        if wrong := wrong_variables():
            raise Trouble("ceilings_wrong", WRONG_USAGE, names=", ".join(wrong))
        if settings.get("period") is not None and not PERIOD.fullmatch(str(settings["period"])):
            raise Trouble("period_wrong", WRONG_USAGE, period=settings["period"])
        try:
            return action(**settings)
        except KeyboardInterrupt as error:  # click itself would print an empty line first
            raise Stopped from error

    return run


def _tell_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        click.echo(f"tonghop {version('tonghop')}")
        ctx.exit()


def _typed(ctx: click.Context, name: str) -> bool:
    return ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE


def _and_above(ctx: click.Context) -> Iterator[click.Context]:
    """Give a command's context and those of the groups it is in, innermost first."""
    while ctx.parent is not None:
        yield ctx
        ctx = ctx.parent
    yield ctx


def _file_settings(app: click.Group) -> dict[str, Any]:
    """Give each command the keys of tonghop.toml that it knows."""
    stated = read_file()
    of_groups = {
        name: stated | dict.fromkeys(group.commands, stated)
        for name, group in app.commands.items()
        if isinstance(group, click.Group)
    }
    return stated | dict.fromkeys(app.commands, stated) | of_groups
