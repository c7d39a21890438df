"""Files that nobody trusts: what vet says of them, and what a policy refuses to load."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.models.escaping_models import WAYS, in_forward, on_load
from tests.models.hostile_archives import FORWARD, MODULE, module, read, write
from torchsharp_py import (
    ModelFormatError,
    ModelNotFoundError,
    PolicyError,
    ScriptTypeError,
    ScriptValueError,
    jit,
)
from torchsharp_py._cli import main
from torchsharp_py.codegen.model import read as read_model
from torchsharp_py.inspect.report import read_report

# Fixtures that are not models, or that this libtorch cannot load.
NOT_MODELS = {
    "newer_version",
    "not_a_zip",
    "plain_zip",
    "state_dict",
    "truncated",
    "unknown_operator",
}


def state() -> tuple[object, ...]:
    """What a model could change in this process."""
    return torch.is_grad_enabled(), torch.get_rng_state().tolist(), torch.get_num_threads()


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("loads", [False, True], ids=["called", "loaded"])
def test_each_way_out_is_refused_before_it_is_gone(
    name: str, loads: bool, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    way = WAYS[name]
    target = tmp_path / "written.pt"
    data = on_load(way, str(target)) if loads else in_forward(way, str(target))
    before = state()

    report = jit.vet(data)
    with pytest.raises(PolicyError) as caught:
        jit.load(data, policy="safe")

    assert not report.allowed
    first = report.problems[0]
    assert first.kind == way.problem
    assert first.operator.startswith(way.operator)
    if way.problem != "class":
        assert first.method == ("__torch__.helper" if loads else "__torch__.M.forward")
        assert ("runs on load" in first.text) == loads
    assert first.text in str(caught.value)
    assert "policy 'safe'" in str(caught.value)
    effects = {(one.kind, one.on_load) for one in report.effects}
    assert (way.effect, loads) in effects
    assert report.on_load == (["__torch__.S.__setstate__", "__torch__.helper"] if loads else [])
    assert not target.exists()
    assert capfd.readouterr().out == ""
    assert state() == before


def test_the_ways_out_are_real(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Without a policy, a file does on load what the policy is for."""
    target = tmp_path / "written.pt"
    jit.load(on_load(WAYS["save"], str(target)))
    assert target.exists()
    jit.load(on_load(WAYS["print"], ""))
    assert "hello" in capfd.readouterr().out


@pytest.mark.parametrize("way", ["save", "print", "grad_mode"])
def test_inspect_and_codegen_run_nothing_of_a_file(
    way: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "written.pt"
    path = tmp_path / "model.pt"
    path.write_bytes(on_load(WAYS[way], str(target)))
    before = state()

    report = read_report(path)
    surface = read_model(path)
    statuses = [main(["inspect", str(path), "--code"]), main(["inspect", str(path), "--graph"])]

    assert report.unmade == ["__torch__.S"]
    assert [method.name for method in report.methods] == ["forward"]
    assert [method.schema.name for method in surface.methods] == ["forward"]
    assert statuses == [0, 0]
    assert "hello" not in capfd.readouterr().out.replace('"hello"', "")
    assert not target.exists()
    assert state() == before


def test_inspect_makes_the_objects_of_a_file_that_is_trusted(
    models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = models / "quantized_static.pt"
    cautious, trusting = read_report(path), read_report(path, trust=True)
    assert cautious.unmade
    assert not trusting.unmade
    assert cautious.methods == trusting.methods
    assert cautious.operators == trusting.operators
    assert [one.path for one in cautious.modules] <= [one.path for one in trusting.modules]
    assert main(["inspect", str(path), "--summary"]) == 0
    assert "--trust" in capsys.readouterr().out
    assert main(["inspect", str(path), "--summary", "--trust"]) == 0
    assert "--trust" not in capsys.readouterr().out


def test_every_model_of_the_tests_is_allowed(models: Path) -> None:
    seen = 0
    for path in sorted(models.glob("*.pt")):
        if path.stem in NOT_MODELS:
            assert [one.kind for one in jit.vet(path).problems] == ["format"], path.name
            continue
        report = jit.vet(path)
        assert report.allowed, (path.name, report.problems)
        assert report.sizes["file_bytes"] == path.stat().st_size
        seen += 1
        if path.stem == "saved_on_cuda":
            continue
        expected, got = jit.load(path), jit.load(path, policy="safe")
        assert got.state_dict().keys() == expected.state_dict().keys()
        for one, other in zip(
            got.state_dict().values(), expected.state_dict().values(), strict=True
        ):
            assert torch.equal(one, other)
        assert [got.schema(name) for name in got.methods] == [
            expected.schema(name) for name in expected.methods
        ]
    assert seen >= 20


def test_ten_architectures_of_transformers_are_allowed(tmp_path: Path) -> None:
    from tests.models.more_transformers import write_more_transformers  # takes seconds
    from tests.models.transformer_models import write_transformers

    ids, images = torch.arange(12).reshape(2, 6), torch.rand(2, 3, 16, 16)
    write_transformers(tmp_path, ids, torch.ones_like(ids), images)
    write_more_transformers(tmp_path, ids, images)
    paths = sorted(tmp_path.glob("*.pt"))
    assert len(paths) >= 10
    for path in paths:
        report = jit.vet(path)
        assert report.allowed, (path.name, report.problems)
        assert jit.load(path, policy="safe").methods == jit.load(path).methods


def test_the_report_names_what_the_graphs_contain(models: Path) -> None:
    path = models / "rich.pt"
    report = jit.vet(path)
    theirs = torch.jit.load(path)
    expected = set()
    for found in theirs.graph.findAllNodes("aten::add"):
        expected.add(found.schema().split("(")[0])
    ours = {one.name: one for one in report.operators}
    assert expected <= ours.keys()
    assert any(one.name == theirs._c._type().name() or "Rich" in one.name for one in report.classes)
    assert report.policy == "safe"
    assert not report.on_load
    assert not any(one.native for one in report.classes)


def test_every_kind_of_source(models: Path, tmp_path: Path) -> None:
    path = models / "linear.pt"
    data = path.read_bytes()
    reports = [jit.vet(str(path)), jit.vet(path), jit.vet(data), jit.vet(io.BytesIO(data))]
    assert all(report == reports[0] for report in reports)
    with pytest.raises(ModelNotFoundError):
        jit.vet(tmp_path / "missing.pt")
    with pytest.raises(ScriptTypeError):
        jit.vet(3)  # type: ignore[arg-type]
    refused = in_forward(WAYS["save"], "x")
    for source in (refused, io.BytesIO(refused)):
        with pytest.raises(PolicyError):
            jit.load(source, policy="safe")
    (tmp_path / "refused.pt").write_bytes(refused)
    for mmap in (False, True):
        with pytest.raises(PolicyError, match=r"refused\.pt"):
            jit.load(tmp_path / "refused.pt", mmap=mmap, policy="safe")


def changed(path: Path, **records: bytes) -> bytes:
    """The archive with more records."""
    return write({**read(path), **records})


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("linear/../escape", "leads out of a folder"),
        ("linear/extra/../../escape", "leads out of a folder"),
        ("linear/extra/..\\escape", "leads out of a folder"),
        ("linear/C:escape", "leads out of a folder"),
        ("elsewhere/escape", "not in the folder"),
        ("/escape", "not in the folder"),
    ],
)
def test_names_that_lead_elsewhere_are_refused(models: Path, name: str, words: str) -> None:
    data = changed(models / "linear.pt", **{name: b"x"})
    assert words in jit.vet(data).problems[0].text
    with pytest.raises(PolicyError, match=words):
        jit.load(data, policy="safe")


def test_the_limits_of_an_archive(models: Path) -> None:
    path = models / "linear.pt"
    for limits, words in (
        ({"bytes": 10}, "the policy allows 10"),
        ({"records": 2}, "records; the policy allows 2"),
        ({"code_bytes": 5}, "bytes of code; the policy allows 5"),
    ):
        policy = {"limits": limits}
        assert words in jit.vet(path, policy).problems[0].text
        with pytest.raises(PolicyError, match=words):
            jit.load(path, policy=policy)
    assert jit.vet(path, {"limits": {"bytes": 10**6, "records": 1000}}).allowed


def test_many_records_that_grow_are_refused(models: Path) -> None:
    """Each of them may grow; together they may not."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in read(models / "linear.pt").items():
            archive.writestr(zipfile.ZipInfo(name), content)
        for i in range(40):
            archive.writestr(f"linear/extra/{i}", bytes(1 << 20))
    problem = jit.vet(out.getvalue()).problems[0]
    assert problem.kind == "archive"
    assert "the policy allows 20 times" in problem.text
    assert jit.load(out.getvalue()) is not None


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_cannot_be_loaded_is_a_problem(models: Path) -> None:
    path = models / "linear.pt"
    twice = write([*read(path).items(), ("linear/version", b"3\n")])
    for data in (b"", b"PK\x03\x04", path.read_bytes()[:-40], twice, b"text"):
        report = jit.vet(data)
        assert [one.kind for one in report.problems] == ["format"]
        assert not report.allowed
        with pytest.raises(ModelFormatError):
            jit.load(data, policy="safe")


def test_a_policy_of_ones_own(tmp_path: Path) -> None:
    empty = in_forward(WAYS["empty"], "")
    path = tmp_path / "policy.json"
    path.write_text(json.dumps({"name": "mine", "allow": ["aten::empty"]}), encoding="utf-8")
    for policy in (path, {"allow": ["aten::emp*"]}, '{"allow": ["aten::empty.memory_format"]}'):
        assert jit.vet(empty, policy).allowed
        assert jit.load(empty, policy=policy)(torch.ones(1)).shape == (9,)
    assert jit.vet(empty, path).policy == "mine"
    assert not jit.vet(empty, {"allow": ["aten::empty.out"]}).allowed
    assert not jit.vet(empty, {"allow": ["aten::empty"], "deny": ["aten::*"]}).allowed
    nothing = jit.vet(module(MODULE + FORWARD), {"base": "none"})
    assert nothing.allowed  # it returns what it gets
    assert not jit.vet(in_forward(WAYS["as_strided"], ""), {"base": "none"}).allowed
    with pytest.raises(PolicyError, match="'mine'"):
        jit.load(in_forward(WAYS["save"], "x"), policy=path)
    native = in_forward(WAYS["native_class"], "")
    allowed = {"classes": ["__torch__.torch.classes._nnapi.*"]}
    assert jit.vet(native, allowed).allowed
    assert not jit.vet(native).allowed
    endless = in_forward(WAYS["endless"], "")
    assert jit.vet(endless, {"endless_loops": True}).allowed


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("strict", "there is no policy 'strict'"),
        ("{", "expected a string"),
        ('{"alow": []}', "'alow' is not a part of a policy"),
        ('{"allow": ["add"]}', "'add' is not the name of an operator"),
        ('{"allow": "aten::add"}', "expected a list of strings"),
        ('{"base": "all"}', "'all' is not a base"),
        ('{"limits": {"size": 1}}', "'size' is not a limit"),
        ('{"limits": {"bytes": -1}}', "cannot be negative"),
        ('{"limits": {"bytes": 1.5}}', "expected a whole number"),
        ('{"limits": {"bytes": 99999999999999999999}}', "expected a whole number"),
        ('{"endless_loops": 1}', "expected true or false"),
        ('{"name": "\\ud800"}', "half of a character"),
        ('{"name": "a\nb"}', "control character"),
        ("{} more", "expected nothing more"),
    ],
)
def test_a_policy_that_cannot_be_read(models: Path, policy: str, words: str) -> None:
    for use in (jit.vet, lambda path, text: jit.load(path, policy=text)):
        with pytest.raises(ScriptValueError, match=words):
            use(models / "linear.pt", policy)


def test_a_policy_that_is_none(tmp_path: Path, models: Path) -> None:
    with pytest.raises(ModelNotFoundError, match="there is no policy"):
        jit.vet(models / "linear.pt", tmp_path / "missing.json")
    wrong: Any = 3
    with pytest.raises(ScriptTypeError, match="as the policy, got int"):
        jit.load(models / "linear.pt", policy=wrong)


def test_the_command(models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "upload.pt"
    path.write_bytes(on_load(WAYS["save"], "never"))
    assert main(["vet", str(models / "quantized_static.pt")]) == 0
    assert "is allowed by the policy 'safe'" in capsys.readouterr().out
    assert main(["vet", str(path)]) == 4
    out = capsys.readouterr().out
    assert "is refused" in out
    assert "aten::save" in out
    assert "on load" in out
    assert main(["vet", str(path), "--json"]) == 4
    assert json.loads(capsys.readouterr().out)["problems"][0]["operator"] == "aten::save"
    policy = tmp_path / "policy.json"
    policy.write_text('{"allow": ["aten::save"]}', encoding="utf-8")
    assert main(["vet", str(path), "--policy", str(policy)]) == 0
    assert main(["vet", str(tmp_path / "missing.pt")]) == 2
    assert main(["vet", str(path), "--policy", "missing.json"]) == 2
