using System;
using System.IO;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Files that cannot be loaded, and their error messages.</summary>
    public static class LoadErrorTests
    {
        [Test]
        public static void A_missing_file_is_FileNotFoundException_with_its_name()
        {
            string path = Fixtures.File("not_there.pt");
            var error = Check.Throws<ModelNotFoundException>(() => jit.load(path));
            Check.Equal(path, error.FileName);
            Check.Contains(path, error.Message);
        }

        [Test]
        public static void Files_that_are_not_models_are_ModelFormatException()
        {
            foreach (string name in new[] { "not_a_zip.pt", "truncated.pt", "plain_zip.pt", "state_dict.pt" })
            {
                var error = Check.Throws<ModelFormatException>(() => jit.load(Fixtures.File(name)));
                Check.Equal(TorchErrorKind.Format, error.Kind);
                Check.Contains(name, error.Message);
            }
        }

        [Test]
        public static void A_model_with_an_operator_of_another_libtorch_names_it()
        {
            var error = Check.Throws<UnknownOperatorException>(() => jit.load(Fixtures.File("unknown_operator.pt")));
            Check.Contains("no_such_operator", error.Message);
        }

        [Test]
        public static void A_folder_is_not_a_model()
        {
            try
            {
                jit.load(AppContext.BaseDirectory);
                throw new CheckException("a folder was loaded");
            }
            catch (Exception error) when (error is IOException || error is ModelFormatException)
            {
            }
        }

        [Test]
        public static void A_name_that_is_not_a_device_is_ArgumentException()
        {
            var error = Check.Throws<ArgumentException>(() => jit.load(Fixtures.Sample, "quantum:0"));
            Check.Contains("quantum:0", error.Message);
        }

        [Test]
        public static void Null_paths_are_ArgumentNullException() =>
            Check.Throws<ArgumentNullException>(() => jit.load((string)null!));

        [Test]
        public static void A_path_that_cannot_be_written_is_IOException()
        {
            using var m = jit.load(Fixtures.Sample);
            string path = Path.Combine(FileTests.Temporary("no"), "such", "folder", "m.pt");
            Check.True(Record(() => jit.save(m, path)) is IOException, "an IOException");
        }

        private static Exception? Record(Action action)
        {
            try
            {
                action();
                return null;
            }
            catch (Exception error)
            {
                return error;
            }
        }
    }
}
