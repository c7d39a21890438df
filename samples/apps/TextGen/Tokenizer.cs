using System;
using System.Linq;
using Python.Runtime;

/// <summary>A tokenizer of the Python package tokenizers.</summary>
sealed class Tokenizer : IDisposable
{
    private readonly PyObject tokenizer;

    public Tokenizer(string path)
    {
        using (Py.GIL())
        {
            using PyObject module = Py.Import("tokenizers");
            using PyObject type = module.GetAttr("Tokenizer");
            tokenizer = type.InvokeMethod("from_file", new PyString(path));
        }
    }

    public long[] Encode(string text)
    {
        using (Py.GIL())
        {
            using PyObject encoding = tokenizer.InvokeMethod("encode", new PyString(text));
            return encoding.GetAttr("ids").As<long[]>();
        }
    }

    public string Decode(long[] ids)
    {
        using (Py.GIL())
        {
            using var list = new PyList(ids.Select(id => (PyObject)new PyInt(id)).ToArray());
            return tokenizer.InvokeMethod("decode", list).As<string>();
        }
    }

    public void Dispose()
    {
        using (Py.GIL())
        {
            tokenizer.Dispose();
        }
    }
}
