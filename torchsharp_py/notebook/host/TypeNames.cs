using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace TorchSharpPy.Notebook
{
    /// <summary>Types as C# writes them.</summary>
    internal static class TypeNames
    {
        private static readonly Dictionary<Type, string> Keywords = new Dictionary<Type, string>
        {
            [typeof(bool)] = "bool",
            [typeof(byte)] = "byte",
            [typeof(sbyte)] = "sbyte",
            [typeof(short)] = "short",
            [typeof(ushort)] = "ushort",
            [typeof(int)] = "int",
            [typeof(uint)] = "uint",
            [typeof(long)] = "long",
            [typeof(ulong)] = "ulong",
            [typeof(float)] = "float",
            [typeof(double)] = "double",
            [typeof(decimal)] = "decimal",
            [typeof(char)] = "char",
            [typeof(string)] = "string",
            [typeof(object)] = "object",
        };

        /// <summary>The type with its namespace, for a declaration; <c>object</c> if cells cannot name it.</summary>
        internal static string CSharp(Type type)
        {
            if (Keywords.TryGetValue(type, out string? keyword))
            {
                return keyword;
            }
            if (type.IsArray)
            {
                // int[][,] is an array of one dimension whose elements are int[,].
                Type element = type;
                string ranks = string.Empty;
                while (element.IsArray)
                {
                    ranks += $"[{new string(',', element.GetArrayRank() - 1)}]";
                    element = element.GetElementType()!;
                }
                return CSharp(element) + ranks;
            }
            if (!type.IsVisible)
            {
                return "object";
            }
            if (!type.IsGenericType)
            {
                // A class of a cell is nested in the cell's class, which has no name in C#.
                Match ofCell = Regex.Match(type.FullName!, @"^Submission#\d+\+(.*)$");
                return (ofCell.Success ? ofCell.Groups[1].Value : $"global::{type.FullName}").Replace('+', '.');
            }
            string name = type.GetGenericTypeDefinition().FullName!;
            return type.IsNested
                ? "object"
                : $"global::{name.Substring(0, name.IndexOf('`'))}<{string.Join(", ", type.GetGenericArguments().Select(CSharp))}>";
        }

        /// <summary>The type without its namespace, for a stack.</summary>
        internal static string Short(Type type) => Regex.Replace(CSharp(type), @"(?:global::)?(?:\w+\.)*(\w+)", "$1");
    }
}
