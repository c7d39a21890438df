"""Scores many rows: on the cores of this machine, and in other processes."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy

from torchsharp_py import jit, set_num_threads

m = jit.load("sample.pt")
rows = numpy.random.default_rng(0).normal(size=(10_000, 10)).astype("float32")

# NumPy in and out: torch is not imported.
total, difference = m.call_arrays(rows[:3], rows[3:6])
print(type(total).__name__, total.shape)  # ndarray (3, 10)

# Every thread calls the same method, and each operator has one thread.
set_num_threads(1)
batches = [rows[i : i + 1024] for i in range(0, len(rows), 1024)]
with ThreadPoolExecutor() as pool:
    scores = numpy.concatenate(list(pool.map(m.predict.call_arrays, batches)))
print(scores.shape)  # (10000, 10)

# A module pickles, and so joblib, Dask, Ray and multiprocessing take it as an argument.
again = pickle.loads(pickle.dumps(m))
print(numpy.array_equal(again.predict.call_arrays(rows), scores))  # True

# A process that gets a shared module with every task loads it once.
data = pickle.dumps(jit.shared(m))
print(pickle.loads(data) is pickle.loads(data))  # True

# A method pickles with its module.
print(pickle.loads(pickle.dumps(m.predict)).name)  # predict
