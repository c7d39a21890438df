using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace TorchSharpPy.Tests
{
    /// <summary>The progress line of training.</summary>
    public static class TrainingProgressTests
    {
        [Test]
        public static void A_file_gets_a_line_for_each_epoch()
        {
            string[] lines = Lines(updates: false);
            Check.Equal(2, lines.Length);
            Check.True(Regex.IsMatch(lines[1], @"^epoch 2/2  batch 3/3  loss 0\.2500  \d+\.\d batches/s$"), lines[1]);
        }

        [Test]
        public static void A_terminal_gets_a_line_that_is_overwritten()
        {
            string[] lines = Lines(updates: true);
            Check.Equal(2, lines.Length);
            string[] versions = lines[0].Split('\r', StringSplitOptions.RemoveEmptyEntries);
            Check.True(versions.Length >= 2, "the first batch and the last are shown");
            Check.Contains("batch 1/3", versions.First());
            Check.Contains("batch 3/3", versions.Last());
        }

        [Test]
        public static void An_epoch_that_stops_early_ends_its_line()
        {
            var text = new StringWriter();
            using (var progress = new TrainingProgress(1, 100, text, updates: true))
            {
                progress.Report(1, 1, 0.5);
            }
            Check.True(text.ToString().EndsWith(Environment.NewLine), "a whole line");
        }

        private static string[] Lines(bool updates)
        {
            var text = new StringWriter();
            using (var progress = new TrainingProgress(2, 3, text, updates))
            {
                IProgress<TrainingStep> steps = progress;
                for (int step = 0; step < 6; step++)
                {
                    steps.Report(new TrainingStep(1 + (step / 3), 1 + (step % 3), 1.0 / (step < 5 ? 1 : 4)));
                }
            }
            return text.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        }
    }
}
