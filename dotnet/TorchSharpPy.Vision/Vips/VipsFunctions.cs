using System;
using System.Runtime.InteropServices;
using System.Text;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Vips
{
    /// <summary>The functions of libvips and of the GObject inside it that decoding and encoding need.</summary>
    /// <remarks>Not DllImport: the file has another name in each package. Only functions with a fixed number of arguments.</remarks>
    internal sealed unsafe class VipsFunctions
    {
        private const int Warnings = 1 << 4; // G_LOG_LEVEL_WARNING

        private readonly object gate = new object();
        private readonly GetText errorBufferCopy;
        private readonly Act errorClear;
        private readonly SetHandler setLogHandler;
        private readonly IntPtr getsNumber;

        internal VipsFunctions(VipsSymbols symbols)
        {
            T Bind<T>(string name)
                where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(symbols.Find(name));

            Init = Bind<Start>("vips_init");
            getsNumber = symbols.Find("vips_cache_get_max");
            CacheSetMax = Bind<LimitCache>("vips_cache_set_max");
            errorBufferCopy = Bind<GetText>("vips_error_buffer_copy");
            errorClear = Bind<Act>("vips_error_clear");
            setLogHandler = Bind<SetHandler>("g_log_set_handler");
            FindLoadBuffer = Bind<FindLoader>("vips_foreign_find_load_buffer");
            OperationNew = Bind<FromName>("vips_operation_new");
            ObjectSet = Bind<SetOptions>("vips_object_set_from_string");
            ObjectBuild = Bind<Build>("vips_object_build");
            UnrefOutputs = Bind<Release>("vips_object_unref_outputs");
            ImageFromMemory = Bind<NewImage>("vips_image_new_from_memory");
            ImageToMemory = Bind<GetBytes>("vips_image_write_to_memory");
            ImageWidth = Bind<GetNumber>("vips_image_get_width");
            ImageHeight = Bind<GetNumber>("vips_image_get_height");
            ImageBands = Bind<GetNumber>("vips_image_get_bands");
            ImageFormat = Bind<GetNumber>("vips_image_get_format");
            ImageInterpretation = Bind<GetNumber>("vips_image_get_interpretation");
            ImageOrientation = Bind<GetNumber>("vips_image_get_orientation");
            ImageCoding = Bind<GetNumber>("vips_image_get_coding");
            ImageSet = Bind<SetNumber>("vips_image_set_int");
            BlobCopy = Bind<NewBlob>("vips_blob_copy");
            BlobGet = Bind<GetBytes>("vips_blob_get");
            AreaUnref = Bind<Release>("vips_area_unref");
            ObjectUnref = Bind<Release>("g_object_unref");
            ObjectRef = Bind<Keep>("g_object_ref");
            Free = Bind<Release>("g_free");
            TypeFromName = Bind<FromName>("g_type_from_name");
            SetProperty = Bind<PassProperty>("g_object_set_property");
            GetProperty = Bind<PassProperty>("g_object_get_property");
            ValueInit = Bind<ValueWith>("g_value_init");
            ValueSetObject = Bind<ValueWith>("g_value_set_object");
            ValueSetBoxed = Bind<ValueWith>("g_value_set_boxed");
            ValueGetObject = Bind<ValueOf>("g_value_get_object");
            ValueGetBoxed = Bind<ValueOf>("g_value_get_boxed");
            ValueUnset = Bind<ValueEnd>("g_value_unset");
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int Start(byte[] program);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void Act();

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate uint SetHandler(byte[] domain, int levels, IntPtr handler, IntPtr data);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void SetNumber(IntPtr image, byte[] name, int number);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void LimitCache(int operations);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate IntPtr GetText();

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate IntPtr FindLoader(void* data, UIntPtr size);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate IntPtr FromName(byte[] name);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int SetOptions(IntPtr instance, byte[] options);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int Build(IntPtr instance);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void Release(IntPtr instance);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate IntPtr Keep(IntPtr instance);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate int GetNumber(IntPtr image);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate IntPtr GetBytes(IntPtr instance, out UIntPtr size);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate IntPtr NewImage(void* data, UIntPtr size, int width, int height, int bands, int format);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate IntPtr NewBlob(void* data, UIntPtr size);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void PassProperty(IntPtr instance, byte[] name, ref GValue value);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void ValueWith(ref GValue value, IntPtr with);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate IntPtr ValueOf(ref GValue value);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        internal delegate void ValueEnd(ref GValue value);

        internal Start Init { get; }

        internal LimitCache CacheSetMax { get; }

        internal FindLoader FindLoadBuffer { get; }

        internal FromName OperationNew { get; }

        internal SetOptions ObjectSet { get; }

        internal Build ObjectBuild { get; }

        internal Release UnrefOutputs { get; }

        internal NewImage ImageFromMemory { get; }

        internal GetBytes ImageToMemory { get; }

        internal GetNumber ImageWidth { get; }

        internal GetNumber ImageHeight { get; }

        internal GetNumber ImageBands { get; }

        internal GetNumber ImageFormat { get; }

        internal GetNumber ImageInterpretation { get; }

        internal GetNumber ImageOrientation { get; }

        internal GetNumber ImageCoding { get; }

        internal SetNumber ImageSet { get; }

        internal NewBlob BlobCopy { get; }

        internal GetBytes BlobGet { get; }

        internal Release AreaUnref { get; }

        internal Release ObjectUnref { get; }

        internal Keep ObjectRef { get; }

        internal Release Free { get; }

        internal FromName TypeFromName { get; }

        internal PassProperty SetProperty { get; }

        internal PassProperty GetProperty { get; }

        internal ValueWith ValueInit { get; }

        internal ValueWith ValueSetObject { get; }

        internal ValueWith ValueSetBoxed { get; }

        internal ValueOf ValueGetObject { get; }

        internal ValueOf ValueGetBoxed { get; }

        internal ValueEnd ValueUnset { get; }

        /// <summary>Keeps warnings about damaged files off the error output: what matters becomes an exception.</summary>
        /// <remarks>
        /// The handler is a function of libvips that only returns a number. One in C# would have to run on threads of libvips, also
        /// while the process ends.
        /// </remarks>
        internal void BeQuiet() => setLogHandler(Encoding.ASCII.GetBytes("VIPS\0"), Warnings, getsNumber, IntPtr.Zero);

        /// <summary>What went wrong, and forgets it. libvips has one text for all threads, and does not say whose it is.</summary>
        /// <param name="others">How many other images are being read or written.</param>
        internal string TakeError(int others = 0)
        {
            lock (gate)
            {
                IntPtr text = errorBufferCopy();
                errorClear();
                try
                {
                    string message = (Marshal.PtrToStringUTF8(text) ?? string.Empty).Trim().Replace("\n", "; ");
                    return (message.Length > 0 ? message : "libvips gave no reason") + (others <= 0 ? string.Empty
                        : ", which may be about another image that was read or written at the same time");
                }
                finally
                {
                    Free(text);
                }
            }
        }
    }
}
