"""What workers, in Python and in C#, and the process that watches them say to each other.

The watcher writes the path of a file in a line. The worker answers with lines that begin with a
mark, because a model can print too:

    ready                                 the worker has started
    do ACTION                             the worker begins with this
    untyped ACTION :: CLASS :: MESSAGE    it failed with an error that the documentation lacks
    end SUCCEEDED FAILED                  the file is done; how many actions succeeded, and failed
"""

from __future__ import annotations

MARK = "@@"
READY, DO, UNTYPED, END = "ready", "do", "untyped", "end"

# What a plant makes a worker do with a file that contains a text: the tests of the fuzzer use it.
ABORT, EXIT, HANG, RAISE = "abort", "exit", "hang", "raise"

# Actions that run code of the model: computing for long is not a fault of ours.
RUNS_CODE = "call"


def line(*words: object) -> bytes:
    """A line of a worker. What a model prints without an end of line comes before it."""
    text = " ".join(" ".join(str(word).split()) for word in words)
    return f"\n{MARK} {text}\n".encode("utf-8", "backslashreplace")
