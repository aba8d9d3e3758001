"""Describe tables: one metadata for all, columns that say whether they may be NULL, words a column may hold."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, MetaData
from sqlalchemy.sql.type_api import TypeEngine

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def must(
    name: str, kind: TypeEngine[Any] | type[TypeEngine[Any]], comment: str, *rest: ForeignKey, key: bool = False
) -> Column[Any]:
    """Describe a column that always has a value."""
    return Column(name, kind, *rest, nullable=False, primary_key=key, autoincrement=False, comment=comment)


def may(name: str, kind: TypeEngine[Any] | type[TypeEngine[Any]], comment: str, *rest: ForeignKey) -> Column[Any]:
    """Describe a column that may be NULL; the comment says what NULL means."""
    return Column(name, kind, *rest, nullable=True, comment=comment)


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """Allow a column these words only."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(value) for value in values)})", name=column)
