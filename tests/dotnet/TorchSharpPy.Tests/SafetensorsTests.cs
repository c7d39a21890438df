using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Safetensors files; tests/python/test_files_csharp.py reads files that the format's own library wrote.</summary>
    public static class SafetensorsTests
    {
        private const string Tensor = "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

        [Test]
        public static void A_file_is_read_with_its_texts()
        {
            byte[] bytes = Make(
                "{\"__metadata__\":{\"format\":\"pt\",\"größe\":\"\\u00e4\\n\"}," +
                "\"b\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[8,16]}," +
                "\"a\":" + Tensor + ",\"none\":{\"dtype\":\"F16\",\"shape\":[3,0],\"data_offsets\":[8,8]}}   ",
                16,
                0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 7);
            var texts = new Dictionary<string, string>();
            foreach (Func<Dictionary<string, Tensor>> load in new Func<Dictionary<string, Tensor>>[]
            {
                () => LoadSafetensors(bytes, null, texts),
                () => LoadSafetensors(new MemoryStream(bytes)),
                () => LoadSafetensors(new Dripping(bytes), CPU),
            })
            {
                Dictionary<string, Tensor> state = load();
                Check.Equal(new[] { "a", "none", "b" }, state.Keys.ToArray());
                Check.Equal(new[] { 1f, -2f }, state["a"].data<float>().ToArray());
                Check.Equal(7L, state["b"].item<long>());
                Check.Equal(new long[] { 3, 0 }, state["none"].shape);
                Check.Equal(ScalarType.Float16, state["none"].dtype);
            }
            Check.Equal("pt", texts["format"]);
            Check.Equal("ä\n", texts["größe"]);
        }

        [Test]
        public static void An_empty_file_of_the_format_has_no_tensors() => Check.Equal(0, LoadSafetensors(Make("{}", 0)).Count);

        [Test]
        public static void Damaged_files_say_what_is_wrong()
        {
            foreach ((string part, byte[] bytes) in new[]
            {
                ("0 bytes", Array.Empty<byte>()),
                ("7 bytes", new byte[7]),
                ("got the end", new byte[8]),
                ("expected '{' at character 0", Make("[]", 0)),
                ("expected '{'", Make("\ufeff{}", 0)),
                ("18446744073709551615", Make("{}", 0, length: ulong.MaxValue)),
                ("header claims to have 100000001", Make("{}", 0, length: 100_000_001)),
                ("header claims to have 3", Make("{}", 0, length: 3)),
                ("at least 4 bytes, but 8", Make("{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}", 8)),
                ("at least 8 bytes, but 7", Make("{\"a\":" + Tensor + "}", 7)),
                ("data offsets [0, 8]", Make("{\"a\":" + Tensor.Replace("[2]", "[3]") + "}", 8)),
                ("data offsets [0, 8]", Make("{\"a\":" + Tensor.Replace("[2]", "[4611686018427387904,2]") + "}", 8)),
                ("begin at byte 4", Make("{\"a\":" + Tensor.Replace("[0,8]", "[4,12]") + "}", 12)),
                ("begin at byte 0", Make("{\"a\":" + Tensor + ",\"b\":" + Tensor + "}", 8)),
                ("'a' twice", Make("{\"a\":" + Tensor + ",\"a\":" + Tensor + "}", 8)),
                ("whole number", Make("{\"a\":" + Tensor.Replace("[2]", "[-2]") + "}", 8)),
                ("whole number", Make("{\"a\":" + Tensor.Replace("[2]", "[2.5]") + "}", 8)),
                ("whole number", Make("{\"a\":" + Tensor.Replace("[0,8]", "[0,99999999999999999999]") + "}", 8)),
                ("unknown field 'x'", Make("{\"a\":" + Tensor.Replace("\"shape\"", "\"x\":1,\"shape\"") + "}", 8)),
                ("needs a dtype", Make("{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", 8)),
                ("needs a dtype", Make("{\"a\":" + Tensor.Replace("[0,8]", "[8,0]") + "}", 8)),
                ("needs a dtype", Make("{\"a\":" + Tensor.Replace("[0,8]", "[0]") + "}", 8)),
                ("expected '{' at character 5", Make("{\"a\":5}", 0)),
                ("expected '\"'", Make("{\"a\":" + Tensor.Replace("\"F32\"", "null") + "}", 8)),
                ("expected '\"'", Make("{\"__metadata__\":{\"a\":{}}}", 0)),
                ("expected '}'", Make("{\"a\":" + Tensor, 8)),
                ("expected '\"'", Make("{\"a\":" + Tensor + ",}", 8)),
                ("end of a string", Make("{\"a", 0)),
                ("end of a string", Make("{\"a\n\":1}", 0)),
                ("escaped", Make("{\"\\x\":1}", 0)),
                ("escaped", Make("{\"\\u12", 0)),
                ("whole number", Make("{\"a\":" + Tensor.Replace("[2]", "[02]") + "}", 8)),
                ("the end of the header", Make("{} {}", 0)),
                ("JSON", Make("{\"a\":" + new string('[', 50_000) + new string(']', 50_000) + "}", 0)),
                ("UTF-8", Make(Encoding.UTF8.GetBytes("{\"").Concat(new byte[] { 0xff, 0xfe }).Concat(Encoding.UTF8.GetBytes("\":1}")), 0)),
            })
            {
                Exception error = Thrown(bytes) ?? throw new CheckException($"expected an error with '{part}'");
                Check.Is<ModelFormatException>(error);
                Check.Contains("the stream is not a complete safetensors file", error.Message);
                Check.Contains(part, error.Message);
            }
        }

        [Test]
        public static void Unsupported_element_types_are_named()
        {
            byte[] bytes = Make("{\"a\":{\"dtype\":\"F4\",\"shape\":[2],\"data_offsets\":[0,2]}}", 2);
            string message = Check.Throws<UnsupportedValueException>(() => LoadSafetensors(bytes)).Message;
            Check.Contains("F4", message);
            Check.Contains("'a'", message);
        }

        [Test]
        public static void A_hostile_header_allocates_nothing()
        {
            byte[] header = Make("{\"a\":{\"dtype\":\"F64\",\"shape\":[100000000000],\"data_offsets\":[0,800000000000]}}", 8);
            byte[] length = Make("{}", 0, length: 99_999_999);
            foreach (byte[] bytes in new[] { header, length })
            {
                Check.Throws<ModelFormatException>(() => LoadSafetensors(bytes));
                long before = GC.GetAllocatedBytesForCurrentThread();
                Check.Throws<ModelFormatException>(() => LoadSafetensors(bytes));
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                Check.True(allocated < 200_000, $"little, not {allocated} bytes");
            }
        }

        [Test]
        public static void A_failure_leaves_nothing_behind()
        {
            byte[] bytes = Make("{\"a\":" + Tensor + ",\"b\":" + Tensor.Replace("[0,8]", "[8,16]") + "}", 16);
            Leaks.None(() =>
            {
                var failing = new Failing(new MemoryStream(bytes), bytes.Length - 4);
                Check.True(ReferenceEquals(failing.Error, Check.Throws<InvalidDataException>(() => LoadSafetensors(failing))), "the same");
            });
            Check.Throws<FileNotFoundException>(() => LoadSafetensors(Fixtures.File("not_there.safetensors")));
        }

        private static Exception? Thrown(byte[] bytes)
        {
            try
            {
                LoadSafetensors(bytes);
                return null;
            }
            catch (Exception error)
            {
                return error;
            }
        }

        private static byte[] Make(string json, int size, params byte[] data) => Make(json, size, null, data);

        private static byte[] Make(string json, int size, ulong? length, params byte[] data) =>
            Make(Encoding.UTF8.GetBytes(json), size, length, data);

        private static byte[] Make(IEnumerable<byte> json, int size, ulong? length = null, params byte[] data)
        {
            byte[] header = json.ToArray();
            return BitConverter.GetBytes(length ?? (ulong)header.Length).Concat(header)
                .Concat(data).Concat(new byte[size - data.Length]).ToArray();
        }
    }
}
