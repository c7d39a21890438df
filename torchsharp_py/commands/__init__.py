"""The commands of ``torchsharp-py`` that have no package of their own, one module each.

Each has a function ``add_...`` that adds it to the command line; ``torchsharp_py/_cli.py`` lists
them.
"""
