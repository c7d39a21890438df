"""The regular modules of torch.nn: what PyTorch and a table say about them, and their C#."""
