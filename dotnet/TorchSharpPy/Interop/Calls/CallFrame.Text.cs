using System.Text;
using TorchSharpPy.Errors;

namespace TorchSharpPy.Interop
{
    /// <content>Text.</content>
    internal unsafe ref partial struct CallFrame
    {
        /// <summary>The most UTF-8 bytes for one UTF-16 code unit.</summary>
        private const long MostBytes = 3;

        private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, true);

        /// <summary>Fills a node with text.</summary>
        /// <exception cref="TorchValueException">It has half of a surrogate pair, which no UTF-8 text can hold.</exception>
        internal void PutText(string text, NativeValue* node, NativeKind kind = NativeKind.String)
        {
            node->Kind = (int)kind;
            node->Flags = 0;
            if (text.Length <= ShortText.MostCharacters && ShortText.MostCharacters <= arena.Left &&
                ShortText.TryEncode(text, arena.Top))
            {
                node->Data = arena.Take((text.Length + 7) & ~7);
                node->Size = text.Length;
                return;
            }
            try
            {
                Encode(text, node);
            }
            catch (EncoderFallbackException error)
            {
                throw new TorchValueException(new ErrorDetails(
                    TorchErrorKind.Value,
                    $"The string has half of a surrogate pair at index {error.Index}: TorchScript takes only whole characters."));
            }
        }

        private void Encode(string text, NativeValue* node)
        {
            fixed (char* characters = text)
            {
                long most = MostBytes * text.Length;
                bool fits = most <= arena.Left; // then it is encoded in place, without counting the bytes first
                int room = fits ? (int)most : StrictUtf8.GetByteCount(characters, text.Length);
                byte* bytes = fits ? arena.Top : (byte*)Allocate(room);
                int size = StrictUtf8.GetBytes(characters, text.Length, bytes, room);
                if (fits)
                {
                    Allocate(size);
                }
                node->Data = bytes;
                node->Size = size;
            }
        }
    }
}
