using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Tests
{
    /// <summary>The declarations of the C ABI, and the search for its library.</summary>
    public static class InteropTests
    {
        private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.NonPublic;
        private const BindingFlags Functions = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        private static readonly HashSet<Type> Blittable = new HashSet<Type>
        {
            typeof(void), typeof(int), typeof(uint), typeof(long), typeof(double), typeof(IntPtr), typeof(NativeText),
        };

        [Test]
        public static void Structs_have_the_sizes_that_C_gives_them()
        {
            Check.Equal(24, Marshal.SizeOf<NativeValue>());
            Check.Equal(64, Marshal.SizeOf<NativeError>());
            Check.Equal(72, Marshal.SizeOf<TensorInfo>());
        }

        [Test]
        public static void Every_native_bool_is_one_byte()
        {
            foreach (Type type in new[] { typeof(NativeValue), typeof(NativeError), typeof(TensorInfo) })
            {
                foreach (FieldInfo field in type.GetFields(Fields))
                {
                    Check.True(field.FieldType != typeof(bool), $"a byte for {type.Name}.{field.Name}");
                }
            }
            foreach (string name in new[] { nameof(TensorInfo.RequiresGrad), nameof(TensorInfo.IsContiguous) })
            {
                Check.Equal(1, Marshal.SizeOf(typeof(TensorInfo).GetField(name, Fields)!.FieldType));
            }
        }

        [Test]
        public static void No_native_function_needs_marshaling()
        {
            foreach (MethodInfo function in typeof(NativeMethods).GetMethods(Functions))
            {
                foreach (Type type in function.GetParameters().Select(parameter => parameter.ParameterType).Append(function.ReturnType))
                {
                    Check.True(type.IsPointer || Blittable.Contains(type), $"a blittable type in {function.Name}, not {type}");
                }
            }
        }

        [Test]
        public static void A_named_library_is_the_only_candidate()
        {
            const string variable = "TORCHSHARP_PY_LIBRARY";
            string? before = Environment.GetEnvironmentVariable(variable);
            try
            {
                Environment.SetEnvironmentVariable(variable, "/no/such/file.so");
                Check.Equal(new[] { "/no/such/file.so" }, LibrarySearch.CoreCandidates().ToArray());
            }
            finally
            {
                Environment.SetEnvironmentVariable(variable, before);
            }
        }
    }
}
