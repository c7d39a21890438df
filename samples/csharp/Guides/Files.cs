using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace Guides
{
    static class Files
    {
        public static void Run()
        {
            using var m = jit.load("sample.pt");
            jit.save(m, "labeled.pt", new Dictionary<string, byte[]> { ["labels.txt"] = Encoding.UTF8.GetBytes("cat, dog") });

            // The archive fills in the names that it has; the others keep their values.
            var extra = new Dictionary<string, byte[]> { ["labels.txt"] = null!, ["other.txt"] = null! };
            using (FileStream file = File.OpenRead("labeled.pt"))
            using (jit.load(file, extra_files: extra))
            {
                Console.WriteLine(Encoding.UTF8.GetString(extra["labels.txt"])); // cat, dog
                Console.WriteLine(extra["other.txt"] == null); // True
            }

            // Bytes are read in place. With mmap weights stay in the file until they are used.
            byte[] data = jit.SaveToBytes(m);
            using var inMemory = jit.load<Tensor, Tensor, (Tensor, Tensor)>(data);
            using var mapped = jit.load("labeled.pt", mmap: true);
            Console.WriteLine(inMemory.Methods.SequenceEqual(mapped.Methods)); // True

            // A stream is read from its current position.
            var stream = new MemoryStream(new byte[6].Concat(data).ToArray()) { Position = 6 };
            using var streamed = jit.load<Tensor, Tensor, (Tensor sum, Tensor difference)>(stream);
            Console.WriteLine(streamed.forward(ones(2), ones(2)).sum.data<float>()[0]); // 2

            // Checkpoints: files of torch.save, and safetensors files.
            torch.save(new Dictionary<string, Tensor> { ["p"] = zeros(10) }, "state.pt");
            Console.WriteLine(string.Join(", ", load<Dictionary<string, Tensor>>("state.pt").Keys)); // p
        }
    }
}
