"""Names of a package that are imported on first use.

`soothe --help` and `soothe list` must answer at once, and numpy alone costs more than they may. So
a package names its public names and the files they live in, and each file is loaded when asked for.
"""

from __future__ import annotations

from importlib import import_module

# As in `typing`, which takes as long to load as all else before the command line can be stopped.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any


def late(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` of a package: `homes` has the file of each public name.

    Args:
        package: `__name__` of the package.
        homes: name to module within the package.
    """

    def load(name: str) -> Any:  # noqa: ANN401 - each name has its own type
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return load
