"""A seeded fuzzer for everything that reads files: ``make fuzz N=10000 SEED=7``.

``bases`` writes good files, ``mutations`` damages them, ``worker`` (and its twin in C#) does
everything with a damaged file that a user can do, and ``campaign`` watches the workers: a process
that ends, one that hangs, and an error that the documentation does not name are findings.
"""
