import torch

from torchsharp_py import dotnet


def main() -> None:
    dotnet.load()
    from System import Array, Double
    from System.IO import InvalidDataException
    from TorchSharpPy import torch as cs
    from TorchSharpPy import torchvision

    io, transforms = torchvision.io, torchvision.transforms

    columns = torch.arange(0, 256, 4).expand(48, 64)
    rows = torch.arange(0, 240, 5).unsqueeze(1).expand(48, 64)
    picture = torch.stack([columns, rows, 255 - columns]).to(torch.uint8)
    io.write_jpeg(picture, "picture.jpg")

    image = io.read_image("picture.jpg", io.ImageReadMode.RGB)
    print(list(image.shape))  # [3, 48, 64]
    prepare = transforms.Compose(
        transforms.Resize(32),
        transforms.CenterCrop(28),
        transforms.ConvertImageDtype(cs.ScalarType.Float32),
        transforms.Normalize(
            Array[Double]([0.485, 0.456, 0.406]), Array[Double]([0.229, 0.224, 0.225])
        ),
    )
    model_input = prepare.call(image).unsqueeze(0)
    print(list(model_input.shape))  # [1, 3, 28, 28]
    print((image.short() - picture).abs().max().item() < 20)  # True

    # The same seed gives the same images as torchvision's transforms.
    augment = transforms.Compose(
        transforms.RandomResizedCrop(24),
        transforms.RandomHorizontalFlip(),
        transforms.RandAugment(),
    )
    torch.manual_seed(1)
    floats = torch.stack([augment.call(image) for _ in range(4)]) / 255
    torchvision.utils.save_image(floats, "augmented.png", torchvision.ImageFormat.Png, 2)
    print(list(io.read_image("augmented.png").shape))  # [3, 54, 54]

    dark = transforms.functional.adjust_brightness(image, 0.5)
    print(dark.max().item() <= 128)  # True

    # Boxes: x1, y1, x2, y2.
    boxes = torch.tensor([[0.0, 0, 10, 10], [1, 0, 11, 10], [20, 20, 30, 40]])
    scores = torch.tensor([0.8, 0.9, 0.7])
    kept = torchvision.ops.nms(boxes, scores, 0.5)
    print(kept.tolist())  # [1, 2]

    try:
        io.decode_image(torch.tensor([1, 2, 3], dtype=torch.uint8))
    except InvalidDataException as error:
        print(error.Message.split(",")[0])  # Expected an image that is a JPEG


if __name__ == "__main__":
    main()
