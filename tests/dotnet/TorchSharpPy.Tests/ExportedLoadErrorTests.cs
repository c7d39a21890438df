using System;
using System.IO;

namespace TorchSharpPy.Tests
{
    /// <summary>What is not an exported program is refused in words, also by a core without TorchScript.</summary>
    public static class ExportedLoadErrorTests
    {
        [Test]
        public static void AFileOfTorchScriptIsNamed()
        {
            var error = Check.Throws<ModelFormatException>(() => torch.export.load(Fixtures.Sample));
            Check.Contains(Fixtures.Sample, error.Message);
            Check.Contains("exported program", error.Message);
        }

        [Test]
        public static void BytesThatAreNoArchiveAreRefused() =>
            Check.Throws<ModelFormatException>(() => torch.export.load(new byte[] { 1, 2, 3 }));

        [Test]
        public static void HalfAnArchiveIsRefused()
        {
            byte[] whole = File.ReadAllBytes(Fixtures.Sample);
            Check.Throws<ModelFormatException>(() => torch.export.load(whole.AsMemory(0, whole.Length / 2)));
        }

        [Test]
        public static void AMissingFileIsNamed()
        {
            string path = Fixtures.File("missing.pt2");
            Check.Contains(path, Check.Throws<ModelNotFoundException>(() => torch.export.load(path)).Message);
        }
    }
}
