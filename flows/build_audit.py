"""Build the commands ``tonghop audit …``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import click

from flows import audit
from flows.build_commands import SpokenGroup, command, option
from flows.load_messages import Messages

Act = Callable[..., int]


def build_audit(
    messages: Messages, shared: Callable[[], list[click.Parameter]], with_settings: Callable[[Act], Act]
) -> SpokenGroup:
    """Build the group of commands that work through the findings."""
    group: SpokenGroup = command(messages, "audit", lambda **_: 0, shared(), cls=SpokenGroup)
    group.no_args_is_help = True

    def plain(name: str, **details: Any) -> click.Option:
        """Build an option of one call, which is no setting."""
        return click.Option([f"--{name.replace('_', '-')}", name], help=messages(f"options.{name}"), **details)

    def argument(name: str, metavar: str, **details: Any) -> click.Argument:
        return click.Argument([name], metavar=metavar, **details)

    def add(name: str, act: Act, *params: click.Parameter, signed: bool = False) -> None:
        signing = [plain("note", metavar="TEXT"), option(messages, "by", metavar="NAME")] if signed else []
        key = f"audit_{name.replace('-', '_')}"
        built = command(messages, key, with_settings(act), [*params, *signing, *shared()])
        built.name = name
        group.add_command(built)

    def period() -> click.Option:
        return option(messages, "period", metavar="KỲ" if messages.language == "vi" else "PERIOD")

    reference = partial(argument, "reference", "ID")
    severity = plain("severity", type=click.Choice(("error", "warning", "info")))
    add("list", audit.list_open, period(), plain("every", is_flag=True), severity)
    add("show", audit.show, reference())
    expect = partial(plain, "expect", metavar="N")
    nothing: dict[str, Any] = {"value": None}
    add("accept", partial(audit.decide, action="accept", **nothing), reference(), expect(), signed=True)
    value = argument("value", "VALUE")
    add("correct", partial(audit.decide, action="correct"), reference(), value, expect(), signed=True)
    reason = click.Option(["--reason", "value"], help=messages("options.reason"), metavar="REASON")
    dismiss = partial(audit.decide, action="dismiss", expect=None)
    add("dismiss", dismiss, reference(), reason, signed=True)
    add("confirm", partial(audit.decide, action="confirm", **nothing), reference(), expect(), signed=True)
    add("map", audit.map_name, reference(), argument("meaning", "CODE"), signed=True)
    add("choose", audit.choose, argument("report", "REPORT"), signed=True)
    add("sign-off", audit.sign_off, argument("unit", "UNIT"), period(), signed=True)
    add("undo", audit.undo, argument("number", "N", type=click.IntRange(1)), signed=True)
    size = plain("n", metavar="N", type=click.IntRange(1), default=50)
    add(
        "sample",
        audit.sample,
        size,
        option(messages, "seed", of="sample", type=int, metavar="N"),
        period(),
        signed=True,
    )
    add("log", audit.log)
    add("verify", audit.verify)
    return group
