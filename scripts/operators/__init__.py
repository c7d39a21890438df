"""The C# functions of libtorch's operators: read, shaped and written by ``gen_operators.py``."""
