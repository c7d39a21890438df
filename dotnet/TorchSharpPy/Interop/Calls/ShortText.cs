namespace TorchSharpPy.Interop
{
    /// <summary>Short ASCII text, such as the keys of a dictionary. An Encoding spends half of its time on starting.</summary>
    internal static unsafe class ShortText
    {
        /// <summary>The longest text. For longer ones an Encoding is faster: it works on many characters at once.</summary>
        internal const int MostCharacters = 32;

        private const int LastAscii = 0x7F;

        /// <summary>Writes text as one byte a character; false if it is not ASCII.</summary>
        internal static bool TryEncode(string text, byte* bytes)
        {
            for (int i = 0; i < text.Length; i++)
            {
                char character = text[i];
                if (character > LastAscii)
                {
                    return false;
                }
                bytes[i] = (byte)character;
            }
            return true;
        }

        /// <summary>Reads at most <see cref="MostCharacters"/> bytes; null if they are not ASCII.</summary>
        internal static string? TryDecode(byte* bytes, int count)
        {
            char* characters = stackalloc char[MostCharacters];
            for (int i = 0; i < count; i++)
            {
                if (bytes[i] > LastAscii)
                {
                    return null;
                }
                characters[i] = (char)bytes[i];
            }
            return new string(characters, 0, count);
        }
    }
}
