using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Vips
{
    /// <summary>Loads libvips when the first image is decoded or encoded.</summary>
    internal static class VipsLibrary
    {
        private static readonly object Gate = new object();
        private static VipsFunctions? functions;

        /// <summary>The functions of libvips.</summary>
        /// <exception cref="DllNotFoundException">The message lists every path that was tried, what was wrong, and what to do.</exception>
        internal static VipsFunctions Functions => Volatile.Read(ref functions) ?? Load();

        private static VipsFunctions Load()
        {
            lock (Gate)
            {
                if (functions != null)
                {
                    return functions;
                }
                VipsFunctions loaded = new VipsFunctions(Find());
                bool isFirst = loaded.TypeFromName(Encoding.ASCII.GetBytes("VipsObject\0")) == IntPtr.Zero;
                if (loaded.Init(new byte[] { 0 }) != 0)
                {
                    throw new DllNotFoundException("libvips was found but does not start: " + loaded.TakeError());
                }
                if (isFirst) // or else other code of the process has started libvips, and its settings are not ours to change
                {
                    loaded.BeQuiet();
                    loaded.CacheSetMax(0); // no image is read from the same memory again
                }
                Volatile.Write(ref functions, loaded);
                return loaded;
            }
        }

        private static VipsSymbols Find()
        {
            var tried = new List<string>();
            foreach (string path in VipsSearch.Candidates())
            {
                bool isName = path == VipsSearch.FileName;
                IntPtr library = IntPtr.Zero;
                string? problem = isName || File.Exists(path) ? DynamicLibrary.TryLoad(path, out library) : LoadReport.NoFile;
                if (problem == null)
                {
                    return new VipsSymbols(library, path);
                }
                tried.Add(path + ": " + problem);
            }
            throw new DllNotFoundException(
                "Cannot load libvips, which decodes and encodes images. Tried:\n  " + string.Join("\n  ", tried) +
                "\nRefer to the NuGet package NetVips.Native, or install libvips (apt-get install libvips42, brew install vips, or " +
                $"pip install pyvips-binary with VIRTUAL_ENV set to its environment), or set {VipsSearch.Variable} to the file. " +
                "Or set torchvision.io.DefaultImager to an Imager of your own.");
        }
    }
}
