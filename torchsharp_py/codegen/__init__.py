"""Writes typed classes for models: one method per TorchScript method, in C# or Python.

    python -m torchsharp_py codegen model.pt --lang csharp --namespace N --class C -o C.cs

:mod:`~torchsharp_py.codegen.model` reads a file into a description, which
:mod:`~torchsharp_py.codegen.csharp` and :mod:`~torchsharp_py.codegen.python` write as source.
Generated classes check the files that they load with :mod:`~torchsharp_py.codegen.signature`.
"""
