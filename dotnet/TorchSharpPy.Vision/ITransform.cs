namespace TorchSharpPy
{
    /// <summary>Images: files, transforms, boxes, datasets. The names are those of PyTorch's package torchvision.</summary>
    public static partial class torchvision
    {
        /// <summary>A function from image to image. A result is a new tensor, even if it has the same elements.</summary>
        public interface ITransform : torch.nn.IModule<torch.Tensor, torch.Tensor>
        {
        }
    }
}
