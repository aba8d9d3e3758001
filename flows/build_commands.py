"""Build commands whose help and errors are in the language of the reader, and whose options are settings."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import click

from flows.load_messages import Messages
from flows.settings import variable

# what click says where it has no class of its own for the error
# "No such command 'consolidatee'."
NO_COMMAND = re.compile(r"No such command '(?P<name>[^']*)'")
# "Got unexpected extra argument (b)", "Got unexpected extra arguments (b c)"
EXTRA = re.compile(r"unexpected extra arguments? \((?P<name>.*)\)")
FLAGS = {"query_seconds": "--seconds", "query_output": "--output"}  # settings whose option is named otherwise


class SpokenCommand(click.Command):
    """A command whose help has its headings in the language of the reader."""

    messages: Messages

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        formatter.write_usage(
            ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=self.messages("help.usage") + " "
        )

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Name options and arguments."""
        pieces = super().collect_usage_pieces(ctx)
        return [self.messages("help.options_piece") if piece == "[OPTIONS]" else piece for piece in pieces]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write arguments, then options, each with its help."""
        arguments = [p for p in self.get_params(ctx) if isinstance(p, click.Argument)]
        if arguments:
            with formatter.section(self.messages("help.arguments")):
                formatter.write_dl([(p.make_metavar(ctx), self.messages(f"arguments.{p.name}")) for p in arguments])
        records = [p.get_help_record(ctx) for p in self.get_params(ctx) if isinstance(p, click.Option)]
        with formatter.section(self.messages("help.options")):
            formatter.write_dl([record for record in records if record])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give the option --help with a help of its own."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = self.messages("options.help")
        return option


class SpokenGroup(SpokenCommand, click.Group):
    """The program itself, which lists its commands."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Name options and the command."""
        return [self.messages("help.options_piece"), self.messages("help.command_piece")]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options, then commands."""
        SpokenCommand.format_options(self, ctx, formatter)
        with formatter.section(self.messages("help.commands")):
            formatter.write_dl([(name, command.get_short_help_str(200)) for name, command in self.commands.items()])


def option(messages: Messages, setting: str, *, of: str = "", **details: Any) -> click.Option:
    """Build the option of a setting."""
    flag = FLAGS.get(setting, f"--{setting.replace('_', '-')}")
    text = messages(f"options.{of}_{setting}" if of else f"options.{setting}")
    return click.Option([flag, setting], envvar=variable(setting), help=text, **details)


def command(
    messages: Messages,
    name: str,
    act: Callable[..., int],
    params: list[click.Parameter],
    cls: type[Any] = SpokenCommand,
) -> Any:
    """Build a command; its help is commands.<name> of the messages."""
    text = messages(f"commands.{name}.help")
    built = cls(name, callback=act, params=params, help=text, short_help=messages(f"commands.{name}.short"))
    built.messages = messages
    built.epilog = messages("help.settings")
    return built


def tell_usage(error: click.UsageError, messages: Messages) -> str:
    """Say what is wrong with a command line, in one sentence."""
    where = error.ctx.command_path if error.ctx else "tonghop"
    name = ""
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = (
            error.param.opts[0]
            if isinstance(error.param, click.Option)
            else str(error.param.metavar or error.param.name)
        )
    if isinstance(error, click.MissingParameter):
        return messages("usage.missing", name=name, where=where)
    if isinstance(error, click.BadParameter):
        kind = error.param.type if error.param is not None else None
        detail = messages("usage.number")
        if isinstance(kind, click.Choice):
            detail = messages("usage.choices", choices=", ".join(map(str, kind.choices)))
        return messages("usage.bad_value", name=name, detail=detail, where=where)
    if isinstance(error, click.NoSuchOption):
        return messages("usage.no_option", name=error.option_name, where=where)
    if isinstance(error, click.BadOptionUsage):
        return messages("usage.needs_value", name=error.option_name, where=where)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return messages("usage.no_command", where=where)
    text = error.format_message()
    if match := NO_COMMAND.search(text):
        return messages("usage.no_such_command", name=match["name"], where=where)
    if match := EXTRA.search(text):
        return messages("usage.extra", name=match["name"], where=where)
    return messages("usage.other", detail=text, where=where)
