using System;
using System.Collections.Generic;

namespace TorchSharpPy.Modules
{
    /// <summary>The options of a group of parameters; null for those that the optimizer has.</summary>
    public abstract class OptimizerOptions
    {
        private const string LearningRateName = "lr";

        private readonly Dictionary<string, object?> own = new Dictionary<string, object?>();
        private double? initialLearningRate;
        private ParamGroup? group;

        private protected OptimizerOptions()
        {
        }

        /// <summary>The learning rate.</summary>
        public double? LearningRate
        {
            get => Get<double>(LearningRateName);
            set => Set(LearningRateName, value);
        }

        /// <summary>The learning rate that schedulers start from.</summary>
        public double? InitialLearningRate
        {
            get => group == null ? initialLearningRate : group.InitialLearningRate;

            set
            {
                if (group == null)
                {
                    initialLearningRate = value;
                }
                else
                {
                    group.InitialLearningRate = value ?? throw new ArgumentNullException(nameof(value));
                }
            }
        }

        /// <summary>Makes these the options of a group, after copying others into it.</summary>
        internal void Bind(ParamGroup group, OptimizerOptions? source)
        {
            this.group = group;
            if (source == null)
            {
                return;
            }
            foreach (KeyValuePair<string, object?> option in source.group?.Options ?? source.own)
            {
                group[option.Key] = option.Value;
            }
            if (source.group == null && source.initialLearningRate is double initial)
            {
                group.InitialLearningRate = initial;
            }
        }

        /// <summary>An option; null if it is not set.</summary>
        private protected T? Get<T>(string name)
            where T : struct
        {
            object? value;
            bool found = group == null ? own.TryGetValue(name, out value) : group.TryGet(name, out value);
            return found ? (T?)value : null;
        }

        /// <summary>Sets an option, or unsets it with null.</summary>
        private protected void Set(string name, object? value)
        {
            if (value == null)
            {
                group?.Unset(name);
                own.Remove(name);
            }
            else if (group != null)
            {
                group[name] = value;
            }
            else
            {
                own[name] = value;
            }
        }

        /// <summary>One of two numbers that are one option; null if it is not set.</summary>
        private protected double? GetPart(string name, bool isSecond)
        {
            (double first, double second) = Get<(double, double)>(name) ?? (double.NaN, double.NaN);
            double part = isSecond ? second : first;
            return double.IsNaN(part) ? default(double?) : part;
        }

        /// <summary>Sets one of two numbers that are one option.</summary>
        private protected void SetPart(string name, bool isSecond, double? value)
        {
            (double first, double second) = Get<(double, double)>(name) ?? (double.NaN, double.NaN);
            double part = value ?? double.NaN;
            Set(name, isSecond ? (first, part) : (part, second));
        }
    }
}
