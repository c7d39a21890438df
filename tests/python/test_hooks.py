"""Python hooks on modules: each scenario runs on a torch.nn.Module and on its script."""

from __future__ import annotations

import gc
import threading
import warnings
import weakref
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from torchsharp_py import ScriptRuntimeError, ScriptTypeError, jit


class Scaled(nn.Module):
    def forward(self, x: Tensor, y: Tensor, scale: float = 2.0) -> Tensor:
        if scale == 0.0:
            raise ValueError("scale must not be zero")
        return (x - y) * scale


Scenario = Callable[[Any, list[Any]], Any]


def both(scenario: Scenario) -> tuple[Any, list[Any]]:
    """Runs a scenario on both and checks that they agree; returns the result and the log."""
    logs: list[list[Any]] = [[], []]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        modules = (Scaled(), jit.wrap(torch.jit.script(Scaled())))
    theirs, ours = (scenario(module, log) for module, log in zip(modules, logs, strict=True))
    assert repr(theirs) == repr(ours)
    assert repr(logs[0]) == repr(logs[1])
    return ours, logs[1]


x, y = torch.tensor([5.0, 7.0]), torch.tensor([1.0, 2.0])


def test_hooks_see_the_module_the_arguments_and_the_output() -> None:
    def scenario(module: Any, log: list[Any]) -> Any:
        module.register_forward_pre_hook(lambda m, args: log.append((m is module, args)))
        module.register_forward_hook(lambda m, args, out: log.append((m is module, args, out)))
        return module(x, y)

    _, log = both(scenario)
    assert len(log) == 2
    assert all(entry[0] for entry in log)


def test_hooks_change_arguments_and_results() -> None:
    def scenario(module: Any, log: list[Any]) -> Any:
        module.register_forward_pre_hook(lambda m, args: (args[1], args[0]))
        module.register_forward_hook(lambda m, args, out: {"out": out, "args": args})
        return module(x, y)

    result, _ = both(scenario)
    assert torch.equal(result["out"], (y - x) * 2)


def test_a_pre_hook_may_return_one_argument() -> None:
    def scenario(module: Any, log: list[Any]) -> Any:
        module.register_forward_pre_hook(lambda m, args: (args[0] + 1, *args[1:]))
        module.register_forward_pre_hook(lambda m, args: [args[0]])
        try:
            return module(x, y=y)
        except (TypeError, RuntimeError) as error:  # a list is one argument, not a tensor
            return isinstance(error, TypeError)

    both(scenario)


def test_hooks_with_keyword_arguments() -> None:
    def scenario(module: Any, log: list[Any]) -> Any:
        def before(m: Any, args: Any, kwargs: Any) -> Any:
            log.append((args, dict(kwargs)))
            return args, {**kwargs, "scale": 10.0}

        module.register_forward_pre_hook(before, with_kwargs=True)
        module.register_forward_hook(
            lambda m, args, kwargs, out: log.append((args, kwargs, out)), with_kwargs=True
        )
        return module(x, y=y)

    result, _ = both(scenario)
    assert torch.equal(result, (x - y) * 10)


def test_a_pre_hook_with_keyword_arguments_must_return_a_pair() -> None:
    def scenario(module: Any, log: list[Any]) -> Any:
        module.register_forward_pre_hook(lambda m, args, kwargs: args[0], with_kwargs=True)
        with pytest.raises(RuntimeError, match=r"None or a tuple"):
            module(x, y)

    both(scenario)


def test_the_order_is_that_of_registration_with_prepend_first() -> None:
    def scenario(module: Any, log: list[Any]) -> Any:
        for name, prepend in (("a", False), ("b", False), ("c", True)):
            module.register_forward_pre_hook(
                lambda m, args, name=name: log.append("pre " + name), prepend=prepend
            )
            module.register_forward_hook(
                lambda m, args, out, name=name: log.append(name), prepend=prepend
            )
        return module(x, y)

    _, log = both(scenario)
    assert log == ["pre c", "pre a", "pre b", "c", "a", "b"]


def test_removed_hooks_do_not_run() -> None:
    def scenario(module: Any, log: list[Any]) -> Any:
        first = module.register_forward_hook(lambda m, args, out: out + 1)
        with module.register_forward_hook(lambda m, args, out: out * 10):
            log.append(module(x, y))
        log.append(module(x, y))
        first.remove()
        first.remove()
        log.append(module(x, y))

    both(scenario)


def test_hooks_may_remove_themselves_and_others_while_they_run() -> None:
    def scenario(module: Any, log: list[Any]) -> Any:
        handles = {}

        def once(m: Any, args: Any, out: Any) -> None:
            log.append("once")
            handles["once"].remove()
            handles["other"].remove()

        handles["once"] = module.register_forward_hook(once)
        handles["other"] = module.register_forward_hook(lambda m, args, out: log.append("other"))
        module(x, y)
        return module(x, y)

    _, log = both(scenario)
    assert log == ["once", "other"]


def test_hooks_that_a_pre_hook_registers_run_in_the_same_call() -> None:
    def scenario(module: Any, log: list[Any]) -> Any:
        def before(m: Any, args: Any) -> None:
            log.append("before")
            m.register_forward_hook(lambda m, args, out: log.append("after"), always_call=True)

        module.register_forward_pre_hook(before)
        module(x, y)
        with pytest.raises((ValueError, ScriptRuntimeError)):
            module(x, y, 0.0)

    _, log = both(scenario)
    assert log == ["before", "after", "before", "after", "after"]


def test_a_hook_may_call_the_module() -> None:
    def scenario(module: Any, log: list[Any]) -> Any:
        def again(m: Any, args: Any, out: Any) -> Any:
            log.append(len(args))
            return m(*args, 3.0) if len(args) == 2 else None

        module.register_forward_hook(again)
        return module(x, y)

    both(scenario)


def test_forward_and_methods_run_no_hooks() -> None:
    def scenario(module: Any, log: list[Any]) -> Any:
        module.register_forward_hook(lambda m, args, out: log.append("ran"))
        return module.forward(x, y)

    assert both(scenario)[1] == []


class HookError(Exception):
    pass


def fail(*args: Any) -> None:
    raise HookError("from the hook")


@pytest.mark.parametrize("register", ["register_forward_hook", "register_forward_pre_hook"])
def test_errors_of_hooks_reach_the_caller(register: str) -> None:
    def scenario(module: Any, log: list[Any]) -> Any:
        handle = getattr(module, register)(fail)
        with pytest.raises(HookError, match="from the hook"):
            module(x, y)
        handle.remove()
        return module(x, y)

    both(scenario)


def test_always_called_hooks_run_after_an_error() -> None:
    def scenario(module: Any, log: list[Any]) -> Any:
        module.register_forward_hook(
            lambda m, args, out: log.append(("always", out)), always_call=True
        )
        module.register_forward_hook(
            lambda m, args, kwargs, out: log.append((kwargs, out)),
            with_kwargs=True,
            always_call=True,
        )
        module.register_forward_hook(lambda m, args, out: log.append("not always"))
        with pytest.raises((ValueError, ScriptRuntimeError), match="must not be zero"):
            module(x, y, scale=0.0)
        module.register_forward_hook(fail)
        module.register_forward_hook(
            lambda m, args, out: log.append(("after", out)), always_call=True
        )
        with pytest.raises(HookError):
            module(x, y)

    assert both(scenario)[1][:2] == [("always", None), ({"scale": 0.0}, None)]


def test_an_always_called_hook_that_fails_too_is_warned_of() -> None:
    def scenario(module: Any, log: list[Any]) -> Any:
        module.register_forward_pre_hook(fail)
        module.register_forward_hook(lambda m, args, out: log.append(1 // 0), always_call=True)
        with pytest.warns(UserWarning, match="silenced"), pytest.raises(HookError):
            module(x, y)

    both(scenario)


def test_scripted_hooks_run_inside_the_others() -> None:
    class Hooked(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return x * 2

    def add_one(self: nn.Module, args: tuple[Tensor], result: Tensor) -> Tensor:
        return result + 1

    module = Hooked()
    module.register_forward_hook(add_one)
    ours: Any = jit.wrap(torch.jit.script(module))
    results = []
    for hooked in (module, ours):
        hooked.register_forward_pre_hook(lambda m, args: (args[0] + 1,))
        hooked.register_forward_hook(lambda m, args, out: out * 100)
        results.append(hooked(x))
    assert torch.equal(*results)
    assert torch.equal(results[1], ((x + 1) * 2 + 1) * 100)


def test_a_wrong_argument_of_a_hook_is_reported_as_in_any_call() -> None:
    module = scripted()
    module.register_forward_pre_hook(lambda m, args: "text")
    with pytest.raises(ScriptTypeError, match="argument 'x'"):
        module(x, y)


def test_arguments_that_are_not_functions_are_refused() -> None:
    module: Any = scripted()
    for register in (module.register_forward_hook, module.register_forward_pre_hook):
        with pytest.raises(TypeError, match="expected a callable as a hook, got int"):
            register(3)
    assert module._get_hooks() is None


def test_without_hooks_a_call_asks_for_none() -> None:
    module = scripted()
    handles = [
        module.register_forward_hook(lambda m, args, out: None),
        module.register_forward_pre_hook(lambda m, args: None),
    ]
    assert module._get_hooks() is not None
    for handle in handles:
        handle.remove()
    assert module._get_hooks() is None


def scripted() -> jit.ScriptModule:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return jit.wrap(torch.jit.script(Scaled()))


def test_a_hook_that_refers_to_its_module_is_collected() -> None:
    def use() -> weakref.ref[jit.ScriptModule]:
        module = scripted()
        module.register_forward_hook(lambda m, args, out: out if m is module else None)
        module(x, y)
        return weakref.ref(module)

    alive = use()
    assert alive() is not None
    gc.collect()
    assert alive() is None


def test_a_handle_does_not_keep_a_module_alive() -> None:
    module = scripted()
    handle = module.register_forward_hook(lambda m, args, out: None)
    alive = weakref.ref(module)
    del module
    assert alive() is None
    handle.remove()


def test_threads_register_and_remove_at_once() -> None:
    module = scripted()
    calls = []

    def register() -> None:
        for _ in range(200):
            with module.register_forward_hook(lambda m, args, out: calls.append(1)):
                module(x, y)

    threads = [threading.Thread(target=register) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert module._get_hooks() is None
    assert len(calls) >= 4 * 200
