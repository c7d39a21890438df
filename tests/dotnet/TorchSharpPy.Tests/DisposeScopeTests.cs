using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Scopes that dispose the tensors made in them.</summary>
    public static class DisposeScopeTests
    {
        [Test]
        public static void A_scope_disposes_what_was_made_in_it()
        {
            Tensor before = ones(2), inner, outer;
            using (DisposeScope first = NewDisposeScope())
            {
                outer = ones(2);
                using (DisposeScope second = NewDisposeScope())
                {
                    inner = before + outer;
                    Check.True(second.Contains(inner) && !second.Contains(outer), "the innermost scope");
                    Check.Equal(1, second.DisposablesCount);
                }
                Check.True(inner.IsDisposed && !outer.IsDisposed, "only the inner one");
                Check.True(ReferenceEquals(CurrentDisposeScope, first), "the outer scope is the current one again");
            }
            Check.True(outer.IsDisposed && !before.IsDisposed, "not what was made before");
            Check.True(CurrentDisposeScope == null, "no scope");
        }

        [Test]
        public static void Results_move_out()
        {
            Tensor kept, detached, wrapped;
            using (NewDisposeScope())
            {
                using (DisposeScope inner = NewDisposeScope())
                {
                    kept = inner.MoveToOuter(ones(2) + 1);
                    detached = ones(2).DetachFromDisposeScope();
                }
                wrapped = WrappedTensorDisposeScope(() => (ones(2) + 1) * 2);
                Check.True(!kept.IsDisposed && !detached.IsDisposed && !wrapped.IsDisposed, "alive");
            }
            Check.True(kept.IsDisposed && wrapped.IsDisposed && !detached.IsDisposed, "only the detached one");
        }

        [Test]
        public static void A_scope_flows_through_await_and_tasks()
        {
            var made = new List<Tensor>();
            Run().GetAwaiter().GetResult();
            Check.Equal(3, made.Count);
            Check.True(made.All(tensor => tensor.IsDisposed), "disposed on whatever thread it was made");
            Check.True(CurrentDisposeScope == null, "the caller has no scope");

            async Task Run()
            {
                using DisposeScope scope = NewDisposeScope();
                made.Add(ones(1));
                await Task.Yield();
                made.Add(ones(1));
                await Task.Run(() => made.Add(ones(1)));
                Check.Equal(3, scope.DisposablesCount);
            }
        }

        [Test]
        public static void Scopes_leave_nothing_behind()
        {
            Tensor x = ones(2);
            Leaks.None(() =>
            {
                using (NewDisposeScope())
                {
                    Tensor y = (x + 1).relu();
                    y.add_(1).Dispose(); // a tensor that is disposed leaves its scope
                    _ = x.topk(1);
                    _ = x.split(1);
                }
            });
            Leaks.None(() =>
            {
                using (NewDisposeScope())
                {
                    try
                    {
                        _ = x.view(3) + (x + 1);
                    }
                    catch (TorchException)
                    {
                    }
                }
            });
        }

        [Test]
        public static void Parameters_and_buffers_belong_to_their_module()
        {
            Parameter parameter;
            using (DisposeScope scope = NewDisposeScope())
            {
                Tensor data = ones(2);
                parameter = nn.Parameter(data);
                Check.True(scope.Contains(data) && !scope.Contains(parameter), "not the parameter");
            }
            Check.True(!parameter.IsDisposed, "alive");
        }

        [Test]
        public static void Parts_can_be_kept_and_attached()
        {
            Tensor late = ones(1);
            using DisposeScope scope = NewDisposeScope();
            Tensor a = ones(1), b = ones(1);
            scope.DisposeEverythingBut(a);
            Check.True(!a.IsDisposed && b.IsDisposed && scope.DisposablesCount == 1, "all but one");
            scope.Attach(late);
            scope.DisposeEverything();
            Check.True(late.IsDisposed && a.IsDisposed, "attached");
            DisposeScopeManager.Statistics.Reset();
            _ = ones(1);
            scope.DisposeEverything();
            Check.Equal(1L, DisposeScopeManager.Statistics.CreatedInScopeCount);
            Check.Equal(1L, DisposeScopeManager.Statistics.DisposedInScopeCount);
        }
    }
}
