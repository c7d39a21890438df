using System;
using TorchSharpPy.Interop;
using TorchSharpPy.Optim;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>What optimizers have to know about the tensor.</summary>
            internal TensorKind Kind
            {
                get
                {
                    TensorInfo info = Info;
                    bool dense = info.Layout == (byte)Layout.Strided && info.IsContiguous != 0;
                    return new TensorKind((ScalarType)info.Dtype, info.DeviceType, info.DeviceIndex, info.Numel, dense);
                }
            }

            /// <summary>A new handle on the same tensor.</summary>
            internal unsafe Tensor NewHandle() => new Tensor(Read<IntPtr>(NativeMethods.tsp_tensor_retain));
        }
    }
}
