using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.nn;

namespace Programs
{
    /// <summary>Tells what texts are about, with a bag of words.</summary>
    static class Topics
    {
        private const int Batch = 20, Epochs = 3, Train = 600, All = 800;

        private static readonly string[][] Words = // of business, science, sports and world
        {
            "market shares bank profit price trade oil company sales growth".Split(' '),
            "space moon cell energy study planet virus computer laser theory".Split(' '),
            "team goal match coach league season player win cup race".Split(' '),
            "minister border vote treaty election city storm president army peace".Split(' '),
        };

        private static readonly string[] Common =
            "the a of in and to for on with at from new said after over its will be was is".Split(' ');

        /// <summary>The mean of the vectors of a text's words, to scores of the topics.</summary>
        private sealed class Net : Module<Tensor, Tensor, Tensor>
        {
            private readonly EmbeddingBag embedding;
            private readonly Linear fc;

            public Net(int words)
                : base(nameof(Net))
            {
                embedding = EmbeddingBag(words, 16);
                fc = Linear(16, Words.Length);
                init.uniform_(embedding.weight!, -0.5, 0.5);
                init.zeros_(fc.bias!);
                RegisterComponents();
            }

            public override Tensor forward(Tensor words, Tensor offsets) => fc.call(embedding.call(words, offsets));
        }

        public static void Run()
        {
            set_num_threads(1); // the model is too small for more
            manual_seed(0);
            using var scope = NewDisposeScope();
            Tensor topics = randint(Words.Length, All);
            string[] texts = topics.data<long>().ToArray().Select(Write).ToArray();
            var vocabulary = new Dictionary<string, long> { ["[unknown]"] = 0 };
            foreach (string word in texts.Take(Train).SelectMany(text => text.Split(' ')))
            {
                vocabulary.TryAdd(word, vocabulary.Count);
            }
            using var model = new Net(vocabulary.Count);
            using var optimizer = optim.SGD(model.parameters(), lr: 4.0);
            var schedule = optim.lr_scheduler.ExponentialLR(optimizer, gamma: 0.5);
            for (int epoch = 1; epoch <= Epochs; epoch++)
            {
                double total = 0;
                for (int start = 0; start < Train; start += Batch)
                {
                    using var step = NewDisposeScope(); // disposes the tensors of each step
                    optimizer.zero_grad();
                    var (words, offsets) = ToBatch(texts.Skip(start).Take(Batch), vocabulary);
                    Tensor loss = functional.cross_entropy(model.call(words, offsets), topics[start..(start + Batch)]);
                    loss.backward();
                    nn.utils.clip_grad_norm_(model.parameters(), 0.5);
                    optimizer.step();
                    total += loss.item<float>();
                }
                schedule.step();
                float accuracy = Accuracy(model, ToBatch(texts.Skip(Train), vocabulary), topics[Train..All]);
                Console.WriteLine($"epoch {epoch}: loss {total / (Train / Batch):0.0000}, accuracy {accuracy:0.000}");
            }
        }

        /// <summary>A text of 8 to 15 words: on average a third is from the topic, and some from another.</summary>
        private static string Write(long topic)
        {
            var words = new List<string>();
            for (long left = Random(8, 16); left > 0; left--)
            {
                long kind = Random(0, 12);
                string[] ofTopic = Words[kind < 4 ? topic : kind % Words.Length];
                string[] choices = kind < 5 ? ofTopic : Common;
                words.Add(choices[Random(0, choices.Length)]);
            }
            return string.Join(" ", words);
        }

        private static long Random(long low, long high)
        {
            using Tensor number = randint(low, high, new long[0]);
            return number.item<long>();
        }

        /// <summary>The numbers of all words, one text behind the other, and where each text begins.</summary>
        private static (Tensor words, Tensor offsets) ToBatch(IEnumerable<string> texts, Dictionary<string, long> vocabulary)
        {
            var words = new List<long>();
            var offsets = new List<long>();
            foreach (string text in texts)
            {
                offsets.Add(words.Count);
                words.AddRange(text.Split(' ').Select(word => vocabulary.GetValueOrDefault(word)));
            }
            return (tensor(words.ToArray()), tensor(offsets.ToArray()));
        }

        private static float Accuracy(Net model, (Tensor words, Tensor offsets) texts, Tensor topics)
        {
            using var scope = NewDisposeScope();
            using var noGradients = no_grad();
            return model.call(texts.words, texts.offsets).argmax(1).eq(topics).to(float32).mean().item<float>();
        }
    }
}
