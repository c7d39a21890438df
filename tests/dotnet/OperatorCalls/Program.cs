using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using TorchSharpPy;

namespace OperatorCalls
{
    /// <summary>Calls random operators with random arguments; run by test_operator_calls.py.</summary>
    internal static class Program
    {
        private static int Main(string[] arguments)
        {
            if (arguments.Length != 3 && arguments.Length != 4)
            {
                Console.Error.WriteLine(
                    "OperatorCalls SEED COUNT LAST [FROM]   writes each call to the file LAST before it makes it; begins at FROM");
                return 2;
            }
            var random = new Random(int.Parse(arguments[0]));
            int count = int.Parse(arguments[1]);
            MethodInfo[] members = Members.All();
            using var last = new FileStream(arguments[2], FileMode.Create, FileAccess.Write, FileShare.Read, 1);
            int from = arguments.Length == 4 ? int.Parse(arguments[3]) : 0;
            int succeeded = 0, refused = 0;
            for (int i = 0; i < count; i++)
            {
                using DisposeScope scope = torch.NewDisposeScope();
                var values = new RandomValues(random);
                MethodInfo member = members[random.Next(members.Length)];
                object? target = member.IsStatic ? null : values.Tensor();
                object?[] given = member.GetParameters().Select(values.For).ToArray();
                if (i < from)
                {
                    continue;
                }
                Write(last, $"{i}: {member} on {values.Describe(target)} with {string.Join(", ", given.Select(values.Describe))}");
                try
                {
                    member.Invoke(target, given);
                    succeeded++;
                }
                catch (TargetInvocationException error) when (IsExpected(error.InnerException!))
                {
                    refused++;
                }
                catch (TargetInvocationException error)
                {
                    Exception inner = error.InnerException!;
                    Console.Error.WriteLine($"{member.DeclaringType} {member}: {inner.GetType()}: {inner.Message}");
                    return 3;
                }
            }
            Console.WriteLine($"{succeeded} succeeded, {refused} refused, of {members.Length} members");
            return 0;
        }

        private static bool IsExpected(Exception error) =>
            error is TorchException || error is InvalidCastException || error is ArgumentException || error is OutOfMemoryException ||
            error is InvalidOperationException || error is OverflowException;

        private static void Write(FileStream file, string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text + "\n");
            file.SetLength(0);
            file.Write(bytes, 0, bytes.Length);
            file.Flush();
        }
    }
}
