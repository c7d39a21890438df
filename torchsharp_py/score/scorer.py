"""Scores one batch of rows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from torchsharp_py._errors import ScriptTypeError, TorchSharpError
from torchsharp_py._module.arrays import to_native, to_numpy
from torchsharp_py.commands.failure import NEGATIVE, UNUSABLE, CommandError
from torchsharp_py.score import needs
from torchsharp_py.score.inputs import Inputs
from torchsharp_py.score.job import Job, Times
from torchsharp_py.score.outputs import columns_of

if TYPE_CHECKING:
    from torchsharp_py._C import ScriptModule


class Scorer:
    """A module and what it gets. Any number of threads may use one."""

    def __init__(self, module: ScriptModule, job: Job) -> None:
        self._job = job
        self._method = module.method(job.method)
        self._inputs = Inputs(job.bindings, job.dtypes, job.real)
        self._values = dict(job.values)

    def score(self, batch: Any, start: int) -> tuple[Any, Times]:
        """Calls the model with a batch.

        Args:
            batch: Rows, as an Arrow table.
            start: The number of the first one, for messages.

        Returns:
            The columns that are kept and those of the result, as an Arrow table; the times.

        Raises:
            CommandError: The rows do not fit the model, or it raises an error.
        """
        try:
            return self._score(batch)
        except CommandError as error:
            raise CommandError(f"{_place(start, batch)}: {error}", error.status) from error
        except ScriptTypeError as error:
            raise CommandError(f"{_place(start, batch)}: {error.message}", UNUSABLE) from error
        except TorchSharpError as error:
            problem = f"{_place(start, batch)}: {self._job.method} raised an error: {error}"
            raise CommandError(problem, NEGATIVE) from error

    def _score(self, batch: Any) -> tuple[Any, Times]:
        clock = time.perf_counter
        begin = clock()
        arguments = to_native(self._inputs.of(batch), self._job.device)
        called = clock()
        result = self._method._call_arrays((), {**arguments, **self._values})
        returned = clock()
        columns = columns_of(to_numpy(result), batch.num_rows, self._job.names)
        table = self._table(batch, columns)
        times = Times(inputs=called - begin, model=returned - called, rows=batch.num_rows)
        times.results = clock() - returned
        return table, times

    def _table(self, batch: Any, columns: dict[str, Any]) -> Any:
        kept = {name: batch.column(name) for name in self._job.keep}
        twice = [name for name in columns if name in kept]
        if twice:
            raise CommandError(
                f"--keep: the result has a column '{twice[0]}', too: name those of the result with "
                f"--names, for {', '.join(columns)}"
            )
        return needs.arrow().table({**kept, **columns})


def _place(start: int, batch: Any) -> str:
    return f"rows {start:,} to {start + batch.num_rows - 1:,}"
