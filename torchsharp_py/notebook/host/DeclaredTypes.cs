using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharpPy.Notebook
{
    /// <summary>The full names of the types that a file declares.</summary>
    internal static class DeclaredTypes
    {
        internal static string[] Of(SyntaxTree tree) => tree.GetRoot().DescendantNodes()
            .OfType<BaseTypeDeclarationSyntax>()
            .Select(type => string.Join(".", type.AncestorsAndSelf().Reverse().Select(NameOf).Where(name => name != null)))
            .Distinct().ToArray();

        private static string? NameOf(SyntaxNode node) => node switch
        {
            NamespaceDeclarationSyntax space => space.Name.ToString(),
            TypeDeclarationSyntax type when type.TypeParameterList != null =>
                $"{type.Identifier}`{type.TypeParameterList.Parameters.Count}",
            BaseTypeDeclarationSyntax type => type.Identifier.ToString(),
            _ => null,
        };
    }
}
