using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

/// <summary>Splits text as BERT does, in lower case and without accents: into words, and words into pieces of a vocabulary.</summary>
sealed class WordPieceTokenizer
{
    private const int LongestWord = 100;

    private readonly Dictionary<string, long> vocabulary = new Dictionary<string, long>();
    private readonly int longest;
    private readonly long begin, end, unknown;

    /// <param name="path">A file with one piece on each line; "##" begins those that continue a word.</param>
    /// <param name="longest">The most pieces that the model takes; the rest of a text is left out.</param>
    public WordPieceTokenizer(string path, int longest)
    {
        foreach (string piece in File.ReadLines(path))
        {
            vocabulary[piece] = vocabulary.Count;
        }
        this.longest = longest;
        (begin, end, unknown, Padding) = (Find("[CLS]", path), Find("[SEP]", path), Find("[UNK]", path), Find("[PAD]", path));
    }

    public long Padding { get; }

    /// <summary>The numbers of a text's pieces, between those of [CLS] and [SEP].</summary>
    public long[] Encode(string text) =>
        Words(text).SelectMany(Pieces).Take(longest - 2).Prepend(begin).Append(end).ToArray();

    private long Find(string piece, string path) => vocabulary.TryGetValue(piece, out long number)
        ? number
        : throw new InvalidDataException($"expected a vocabulary with a line {piece}, but {path} has none");

    /// <summary>The pieces of a word: each time the longest one that fits.</summary>
    private IEnumerable<long> Pieces(string word)
    {
        var found = new List<long>();
        for (int at = 0; at < word.Length;)
        {
            string prefix = at == 0 ? "" : "##";
            int size = word.Length <= LongestWord ? word.Length - at : 0;
            while (size > 0 && !vocabulary.ContainsKey(prefix + word.Substring(at, size)))
            {
                size--;
            }
            if (size == 0)
            {
                return new[] { unknown };
            }
            found.Add(vocabulary[prefix + word.Substring(at, size)]);
            at += size;
        }
        return found;
    }

    /// <summary>Words; a punctuation mark and a Chinese character are one each.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (Rune rune in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            bool alone = IsPunctuation(rune) || IsChinese(rune.Value);
            if ((alone || Rune.IsWhiteSpace(rune)) && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
            if (alone)
            {
                yield return rune.ToString();
            }
            else if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune) && category != UnicodeCategory.NonSpacingMark)
            {
                word.Append(Rune.ToLowerInvariant(rune));
            }
        }
        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    private static bool IsPunctuation(Rune rune) =>
        Rune.IsPunctuation(rune) || (rune.IsAscii && Rune.IsSymbol(rune));

    private static bool IsChinese(int letter) =>
        (letter >= 0x4E00 && letter <= 0x9FFF) || (letter >= 0x3400 && letter <= 0x4DBF) ||
        (letter >= 0xF900 && letter <= 0xFAFF) || (letter >= 0x20000 && letter <= 0x2CEAF) || (letter >= 0x2F800 && letter <= 0x2FA1F);
}
