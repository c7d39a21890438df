"""Runs a job with actors of Ray, on this machine or on a cluster.

Ray Data gives each actor one part after the other. A part has one name and is written completely or
not at all, so it does not matter if an actor dies, and another one makes the part again.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from torchsharp_py import _C, jit
from torchsharp_py.commands.failure import CommandError
from torchsharp_py.score import needs
from torchsharp_py.score.job import Job, Times
from torchsharp_py.score.local import score_part
from torchsharp_py.score.parts import Parts
from torchsharp_py.score.scorer import Scorer
from torchsharp_py.score.tables import open_table

if TYPE_CHECKING:
    from torchsharp_py._C import ScriptModule
    from torchsharp_py.score.progress import Progress

LOCAL = "local"
_LEAST_STORE = 200 << 20  # bytes of the memory that the processes of a machine share
_MOST_BLOCKS = 2000  # of Ray Data; a block has one part or more


@dataclass
class Work:
    """What the actors did.

    Attributes:
        times: The times of all actors together.
        actors: The actors, by machine and process.
        with_torch: Those that have imported torch.
    """

    times: Times = field(default_factory=Times)
    actors: set[tuple[str, int]] = field(default_factory=set)
    with_torch: set[tuple[str, int]] = field(default_factory=set)


class PartScorer:
    """An actor: it has the module, and scores parts."""

    def __init__(self, module: Any, job: Job) -> None:
        """Gets the module from Ray.

        Args:
            module: Ray's reference of it.
            job: What to do.
        """
        _C.set_num_threads(1)
        self._job = job
        self._scorer = Scorer(needs.ray().get(module), job)
        self._reader = open_table(job.input, job.file_rows).reader(job.columns)
        self._parts = Parts(job.output)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Scores the parts of a batch of Ray Data, which are numbers.

        An error becomes a row, because Ray would wrap it in its own, or call again.
        """
        return _as_batch([self._report(int(part)) for part in batch["part"]])

    def _report(self, part: int) -> dict[str, Any]:
        import platform
        import sys

        report: dict[str, Any] = {
            "machine": platform.node(),
            "process": os.getpid(),
            "error": "",
            "status": 0,
            **asdict(Times()),
        }
        try:
            times = score_part(self._job, self._scorer, self._reader, self._parts, part)
            report.update(asdict(times))
        except CommandError as error:
            report.update(error=str(error), status=error.status)
        report["torch"] = "torch" in sys.modules
        return report


def run_on_ray(
    job: Job,
    module: ScriptModule,
    missing: Sequence[int],
    address: str,
    actors: int | None,
    progress: Progress,
) -> Work:
    """Scores the missing parts of a job.

    Args:
        job: The job. Every machine must see its input and its output under the same paths.
        module: The model, which Ray takes to the actors.
        missing: The parts.
        address: ``local`` for a cluster of this machine that ends with the run, or what
            ``ray.init`` takes.
        actors: How many processes; None for one on each CPU.
        progress: Counts the rows.

    Raises:
        CommandError: An actor says that the rows do not fit the model, or Ray fails.
    """
    ray = needs.ray()
    needs.ray("data")
    work = Work()
    _connect(ray, address, actors, _bytes_of(module))
    try:
        for report in _reports(ray, job, module, missing, actors):
            if report["error"]:
                raise CommandError(report["error"], int(report["status"]))
            who = (str(report["machine"]), int(report["process"]))
            work.actors.add(who)
            if report["torch"]:
                work.with_torch.add(who)
            times = Times(**{name: report[name] for name in asdict(Times())})
            work.times.add(times)
            progress.add(times.rows)
    except ray.exceptions.RayError as error:
        raise CommandError(f"Ray failed: {error}") from error
    finally:
        ray.shutdown()
    return work


def _bytes_of(module: ScriptModule) -> int:
    tensors = (
        one["tensor"] for part in module._describe()["modules"] for one in part["attributes"]
    )
    return sum(one["nbytes"] for one in tensors if one is not None)


def _connect(ray: Any, address: str, actors: int | None, size: int) -> None:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    options: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
    if address == LOCAL:
        cpus = max(actors or 1, os.cpu_count() or 1)
        store = max(_LEAST_STORE, 2 * size)
        options.update(num_cpus=cpus, include_dashboard=False, object_store_memory=store)
    try:
        ray.init(address=address, **options)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise CommandError(f"--ray: cannot reach a cluster at '{address}': {error}") from error


def _reports(
    ray: Any, job: Job, module: ScriptModule, missing: Sequence[int], actors: int | None
) -> Iterator[dict[str, Any]]:
    data = needs.ray("data")
    context = data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    count = actors or max(int(ray.cluster_resources().get("CPU", 1)), 1)
    numbers = [{"part": part} for part in missing]
    yield from (
        data.from_items(numbers, override_num_blocks=min(len(numbers), _MOST_BLOCKS))
        .map_batches(
            PartScorer,
            fn_constructor_args=(ray.put(jit.shared(module, job.device)), job),
            batch_size=1,
            compute=data.ActorPoolStrategy(size=min(count, len(numbers))),
            num_cpus=1,
        )
        .iter_rows()
    )


def _as_batch(rows: list[dict[str, Any]]) -> dict[str, Any]:
    import numpy

    return {name: numpy.array([row[name] for row in rows]) for name in rows[0]}
