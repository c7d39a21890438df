"""Writes typed classes for models: one method per TorchScript method, in C# or Python.

    python -m torchsharp_py codegen model.pt --lang csharp --namespace N --class C -o C.cs

The road: :mod:`~torchsharp_py.codegen.model` reads a file into a description,
:mod:`~torchsharp_py.codegen.csharp` and :mod:`~torchsharp_py.codegen.python` write it as source.
:mod:`~torchsharp_py.codegen.signature` is what generated classes check files with when they load.
"""
