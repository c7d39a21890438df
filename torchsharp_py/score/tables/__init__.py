"""Tables in files: Parquet, Arrow, CSV and NumPy's arrays, by rows."""

from __future__ import annotations

from torchsharp_py.score.tables.opening import Table, TableReader, open_table

__all__ = ["Table", "TableReader", "open_table"]
