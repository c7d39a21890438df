using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace TorchSharpPy.Files
{
    /// <summary>Reads JSON of a known form, strictly. (.NET's reader in netstandard2.1 accepts some invalid JSON.)</summary>
    internal sealed class JsonScanner
    {
        private const string Escapes = "\"\\/bfnrt";
        private const string Escaped = "\"\\/\b\f\n\r\t";

        private readonly string text;
        private int at;

        internal JsonScanner(string text)
        {
            this.text = text;
        }

        private char Next => at < text.Length ? text[at] : '\0';

        /// <summary>Reads an object whose members have different names.</summary>
        /// <param name="what">Its name in error messages.</param>
        /// <param name="readMember">Reads the value of the member with a name.</param>
        internal void Object(string what, Action<string> readMember)
        {
            var seen = new HashSet<string>();
            Items('{', '}', () =>
            {
                string name = Text();
                if (!seen.Add(name))
                {
                    throw new FormatException($"{what} has '{name}' twice");
                }
                Expect(':');
                readMember(name);
            });
        }

        /// <summary>Reads a list of whole numbers of at least 0.</summary>
        internal long[] Numbers()
        {
            var numbers = new List<long>();
            Items('[', ']', () => numbers.Add(Number()));
            return numbers.ToArray();
        }

        /// <summary>Reads a string.</summary>
        internal string Text()
        {
            Expect('"');
            var read = new StringBuilder();
            while (Next != '"')
            {
                if (Next < ' ')
                {
                    throw Refuse("the end of a string");
                }
                read.Append(text[at++] == '\\' ? Escape() : text[at - 1]);
            }
            at++;
            return read.ToString();
        }

        /// <summary>Requires the end of the text.</summary>
        internal void End()
        {
            SkipSpace();
            if (at < text.Length)
            {
                throw Refuse("the end of the header");
            }
        }

        private void Items(char open, char close, Action readItem)
        {
            Expect(open);
            if (Take(close))
            {
                return;
            }
            do
            {
                readItem();
            }
            while (Take(','));
            Expect(close);
        }

        private long Number()
        {
            SkipSpace();
            int first = at;
            while (Next >= '0' && Next <= '9')
            {
                at++;
            }
            string digits = text.Substring(first, at - first);
            bool isWhole = Next != '.' && Next != 'e' && Next != 'E' && !(digits.Length > 1 && digits[0] == '0');
            return isWhole && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                ? number
                : throw Refuse("a whole number of at least 0");
        }

        private char Escape()
        {
            char kind = Next;
            at++;
            int known = Escapes.IndexOf(kind);
            if (known >= 0)
            {
                return Escaped[known];
            }
            const int Digits = 4;
            int code = 0;
            if (kind != 'u' || at + Digits > text.Length ||
                !int.TryParse(text.Substring(at, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code))
            {
                throw Refuse("an escaped character");
            }
            at += Digits;
            return (char)code;
        }

        private void Expect(char expected)
        {
            if (!Take(expected))
            {
                throw Refuse($"'{expected}'");
            }
        }

        private bool Take(char wanted)
        {
            SkipSpace();
            bool isThere = Next == wanted && at < text.Length;
            at += isThere ? 1 : 0;
            return isThere;
        }

        private void SkipSpace()
        {
            while (Next == ' ' || Next == '\n' || Next == '\r' || Next == '\t')
            {
                at++;
            }
        }

        private FormatException Refuse(string expected) => new FormatException(
            $"its header is not the expected JSON: expected {expected} at character {at}, got " +
            (at < text.Length ? $"'{text[at]}'" : "the end"));
    }
}
