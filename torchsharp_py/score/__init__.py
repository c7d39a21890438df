"""Scores tables: the columns of a file through a model, batch by batch, into another file.

``cli.py`` has the command. A run is a :class:`~torchsharp_py.score.job.Job`, which threads
(``local.py``) or actors of Ray (``on_ray.py``) work through part by part. Nothing here imports
torch.
"""
