"""Processes that are forked from one that has imported what they need.

They end as any other process of Python does: the child goes on where its program waited.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator


def wait_for_arguments(channel: int) -> list[str]:
    """Forks a process for each request; returns in these, and ends the process when no more come.

    Args:
        channel: The descriptor of a socket that requests come through.

    Returns:
        The arguments of this process, whose standard output and error are those of the request.
    """
    requests = socket.socket(fileno=channel)
    while True:
        text, descriptors, _, _ = socket.recv_fds(requests, 4096, 2)
        if not text:
            os._exit(0)
        child = os.fork()
        if child == 0:
            # What a shell starts in the background ignores it.
            signal.signal(signal.SIGINT, signal.default_int_handler)
            requests.close()
            for target, descriptor in enumerate(descriptors, start=1):
                os.dup2(descriptor, target)
                os.close(descriptor)
            return list(json.loads(text))
        for descriptor in descriptors:
            os.close(descriptor)
        requests.send(str(child).encode())
        _, status = os.waitpid(child, 0)
        requests.send(str(os.waitstatus_to_exitcode(status)).encode())


class Process:
    """A forked process, with the part of subprocess.Popen that its callers need."""

    def __init__(self, requests: socket.socket, arguments: list[str]) -> None:
        self._requests = requests
        (out, child_out), (err, child_err) = os.pipe(), os.pipe()
        socket.send_fds(requests, [json.dumps(arguments).encode()], [child_out, child_err])
        os.close(child_out)
        os.close(child_err)
        self.stdout, self.stderr = os.fdopen(out), os.fdopen(err)
        self._pid = int(requests.recv(64))

    def send_signal(self, number: int) -> None:
        os.kill(self._pid, number)

    def finish(self, timeout: float) -> tuple[int, str, str]:
        """Waits for the end.

        Returns:
            The status as in subprocess.Popen.returncode, and the rest of the output and errors.

        Raises:
            subprocess.TimeoutExpired: It did not end, and was killed.
        """
        self._requests.settimeout(timeout)
        try:
            status = self._requests.recv(64)
        except TimeoutError as error:
            self.send_signal(signal.SIGKILL)
            self._requests.recv(64)  # or the next process would read it
            raise subprocess.TimeoutExpired(str(self._pid), timeout) from error
        with self.stdout, self.stderr:
            return int(status), self.stdout.read(), self.stderr.read()


Start = Callable[[list[str]], Process]


@contextlib.contextmanager
def server(command: list[str], environment: dict[str, str]) -> Iterator[Start]:
    """Starts a program that calls ``wait_for_arguments``, and ends it.

    Args:
        command: The program; the number of its descriptor is added.
        environment: Its environment.

    Yields:
        What starts a process of given arguments; the one before has to be finished.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours:
        with theirs:
            number = theirs.fileno()
            process = subprocess.Popen([*command, str(number)], env=environment, pass_fds=[number])
        yield functools.partial(Process, ours)
    process.wait()
