"""The command ``inspect``, which shows what a TorchScript file contains. No method runs."""
