"""The formats of `dateline export`, by name. Each writer takes a picture and gives text or bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dateline.cli.printing import states_as
from dateline.publish import acled, ftm, gpkg, hxl, parquet
from dateline.publish import annotations as web_annotations
from dateline.publish.picture import Picture

__all__ = ["EXPORTS"]


def _states(format: str) -> Callable[[Picture], str]:
    return lambda picture: states_as(format, picture)


EXPORTS: Mapping[str, Callable[[Picture], str | bytes]] = {
    "geojson": _states("geojson"),
    "csv": _states("csv"),
    "parquet": parquet.export,
    "acled": acled.events,
    "hxl": hxl.export,
    "gpkg": gpkg.export,
    "ftm": ftm.export,
    "annotations": web_annotations.export,
}
