"""The template environment: everything undefined is an error, everything printed is escaped."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from compass.shipped import templates


@cache
def environment() -> Environment:
    """Give the environment of the report's templates."""
    return Environment(
        loader=FileSystemLoader(templates()),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
