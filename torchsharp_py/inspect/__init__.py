"""What a TorchScript file holds: the command ``inspect``. It calls none of the model's methods."""
