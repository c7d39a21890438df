using System;
using System.Globalization;

namespace TorchSharpPy.Optim
{
    /// <summary>Numbers of any of the types that options and states have.</summary>
    internal static class PlainNumbers
    {
        /// <summary>The value as a double; false if it is not a number.</summary>
        internal static bool TryRead(object? value, out double number)
        {
            bool isNumber = value is double || value is float || value is long || value is int;
            number = isNumber ? ((IConvertible)value!).ToDouble(CultureInfo.InvariantCulture) : 0;
            return isNumber;
        }
    }
}
