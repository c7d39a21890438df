using System.Text;

namespace TorchSharpPy.Notebook
{
    /// <summary>Text that a cell wrote to one of the two streams.</summary>
    public sealed class OutputText
    {
        private readonly StringBuilder text;

        internal OutputText(bool isError, string text)
        {
            IsError = isError;
            this.text = new StringBuilder(text);
        }

        /// <summary>Whether it goes to standard error.</summary>
        public bool IsError { get; }

        /// <summary>The text.</summary>
        public string Text => text.ToString();

        internal void Append(string more) => text.Append(more);
    }
}
