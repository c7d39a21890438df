using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Gradients.</summary>
    public static class AutogradTests
    {
        [Test]
        public static void Backward_accumulates_the_gradients_of_leaves()
        {
            using Tensor x = Numbers(1, 2, 3);
            Check.True(x.grad is null, "no gradient before backward");
            for (int times = 1; times <= 2; times++)
            {
                using Tensor sum = x.square().sum();
                sum.backward();
                using Tensor? gradient = x.grad;
                Check.True(gradient!.equal(x.detach() * 2 * times), $"2x, {times} times");
            }
        }

        [Test]
        public static void A_gradient_is_the_same_tensor_each_time()
        {
            using Tensor x = Numbers(1, 2);
            x.sum().backward();
            using Tensor first = x.grad!;
            first.zero_();
            using Tensor second = x.grad!;
            Check.Equal<IEnumerable<float>>(new float[] { 0, 0 }, second.data<float>());
        }

        [Test]
        public static void A_tensor_that_changed_since_it_was_used_is_noticed()
        {
            foreach (Action<Tensor> change in new Action<Tensor>[] { x => x.add_(1), x => x[0].zero_(), x => x.view(1, 2).neg_() })
            {
                using Tensor weight = Numbers(1, 2);
                using Tensor x = ones(2);
                using Tensor product = weight * x;
                change(x);
                string message = Check.Throws<ScriptRuntimeException>(() => product.sum().backward()).Message;
                Check.Contains("modified by an inplace operation", message);
            }
        }

        [Test]
        public static void A_view_that_takes_part_in_a_gradient_gives_it_to_its_whole()
        {
            using Tensor weight = Numbers(1, 2);
            using Tensor whole = ones(2, 2);
            using Tensor part = whole[1];
            part.mul_(weight);
            Check.True(whole.requires_grad, "the whole has a gradient to record");
            whole.sum().backward();
            Check.Equal<IEnumerable<float>>(new float[] { 1, 1 }, weight.grad!.data<float>());
        }

        [Test]
        public static void A_view_is_not_detached_in_place()
        {
            using Tensor whole = ones(2, 2);
            using Tensor part = whole[1];
            string message = Check.Throws<ScriptRuntimeException>(() => part.detach_()).Message;
            Check.Contains("view", message);
        }

        [Test]
        public static void Gradients_are_set_and_removed()
        {
            using Tensor x = Numbers(1, 2);
            x.grad = ones(2);
            Check.Equal<IEnumerable<float>>(new float[] { 1, 1 }, x.grad!.data<float>());
            x.grad = null;
            Check.True(x.grad is null, "no gradient after null was set");
            Check.Throws<ScriptRuntimeException>(() => x.grad = ones(3));
        }

        [Test]
        public static void Backward_takes_a_gradient_and_inputs()
        {
            using Tensor x = Numbers(1, 2);
            using Tensor y = Numbers(3, 4);
            using Tensor product = x * y;
            Check.Throws<ScriptRuntimeException>(() => product.backward()); // two elements
            product.backward(ones(2) * 10, inputs: new[] { x });
            Check.Equal<IEnumerable<float>>(new float[] { 30, 40 }, x.grad!.data<float>());
            Check.True(y.grad is null, "no gradient for what is not among the inputs");
        }

        [Test]
        public static void A_graph_is_used_once_unless_it_is_retained()
        {
            using Tensor x = Numbers(1, 2);
            using Tensor kept = x.square().sum();
            kept.backward(retain_graph: true);
            kept.backward();
            Check.Equal<IEnumerable<float>>(new float[] { 4, 8 }, x.grad!.data<float>());
            ScriptRuntimeException error = Check.Throws<ScriptRuntimeException>(() => kept.backward());
            Check.Contains("second time", error.Message);
        }

        [Test]
        public static void Leaves_are_the_tensors_that_the_user_created()
        {
            using Tensor x = Numbers(1, 2);
            using Tensor y = x * 2;
            Check.True(x.is_leaf && !y.is_leaf, "x is a leaf, y is none");
            y.retain_grad();
            y.sum().backward();
            Check.Equal<IEnumerable<float>>(new float[] { 1, 1 }, y.grad!.data<float>());
            Check.True(y.detach_().is_leaf && !y.requires_grad, "a leaf once detached");
            using Tensor plain = ones(2);
            Check.Throws<ScriptRuntimeException>(() => plain.retain_grad());
        }

        [Test]
        public static void Requires_grad_is_set()
        {
            using Tensor x = ones(2);
            x.requires_grad = true;
            Check.True(x.requires_grad, "set");
            Check.True(!x.requires_grad_(false).requires_grad, "unset");
            using Tensor integers = arange(3);
            Check.Throws<ScriptRuntimeException>(() => integers.requires_grad = true);
        }

        [Test]
        public static void Grad_returns_gradients_and_does_not_change_grad()
        {
            using Tensor x = Numbers(1, 2);
            using Tensor y = Numbers(3, 4);
            using Tensor loss = (x * x * y).sum();
            var gradients = torch.autograd.grad(new[] { loss }, new[] { x, y });
            Check.Equal<IEnumerable<float>>(new float[] { 6, 16 }, gradients[0].data<float>());
            Check.Equal<IEnumerable<float>>(new float[] { 1, 4 }, gradients[1].data<float>());
            Check.True(x.grad is null && y.grad is null, "grad unchanged");
        }

        [Test]
        public static void Grad_of_higher_order()
        {
            using Tensor x = Numbers(1, 2);
            using Tensor loss = x.pow(3).sum();
            Tensor first = torch.autograd.grad(new[] { loss }, new[] { x }, create_graph: true)[0];
            Tensor second = torch.autograd.grad(new[] { first }, new[] { x }, grad_outputs: new[] { ones(2) })[0];
            Check.Equal<IEnumerable<float>>(new float[] { 6, 12 }, second.data<float>());
        }

        [Test]
        public static void Grad_names_the_inputs_that_were_not_used()
        {
            using Tensor x = Numbers(1, 2);
            using Tensor unused = Numbers(1, 2);
            using Tensor loss = x.sum();
            Check.Throws<ScriptRuntimeException>(() => torch.autograd.grad(new[] { loss }, new[] { x, unused }, retain_graph: true));
            var gradients = torch.autograd.grad(new[] { loss }, new[] { x, unused }, allow_unused: true);
            Check.Equal<IEnumerable<bool>>(new[] { false, true }, gradients.Select(gradient => gradient is null));
        }

        [Test]
        public static void Disposed_tensors_and_nulls_are_refused()
        {
            Tensor x = Numbers(1, 2);
            Tensor loss = x.sum();
            Check.Throws<ArgumentException>(() => loss.backward(inputs: new Tensor[] { null! }));
            Check.Throws<ArgumentNullException>(() => torch.autograd.grad(null!, new[] { x }));
            x.Dispose();
            Check.Throws<ObjectDisposedException>(() => Check.True(x.grad is null, "unreachable"));
            Check.Throws<ObjectDisposedException>(() => loss.backward(inputs: new[] { x }));
        }

        [Test]
        public static void Nothing_leaks() => Leaks.NoneAtOnce(1000, () =>
        {
            using Tensor x = Numbers(1, 2);
            using Tensor squares = x.square();
            using Tensor loss = squares.sum();
            loss.backward();
            x.grad!.Dispose();
            Check.Throws<ScriptRuntimeException>(() => loss.backward());
        });

        private static Tensor Numbers(params float[] numbers) => tensor(numbers, requires_grad: true);
    }
}
