using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;

namespace TorchSharpPy.Bridge
{
    /// <summary>A Python interpreter and the shared library that embeds it.</summary>
    internal sealed class PythonInstallation
    {
        // Prints the path of the shared library (on Windows, of the DLL). It works in virtual environments too.
        private const string AskForLibrary =
            "import os, sys, sysconfig as s\n" +
            "v = s.get_config_var\n" +
            "names = [v('INSTSONAME'), v('LDLIBRARY'), 'python%d%d.dll' % sys.version_info[:2]]\n" +
            "folders = [v('LIBDIR'), v('LIBPL'), v('PYTHONFRAMEWORKPREFIX'), sys.base_prefix]\n" +
            "paths = [os.path.join(f, n) for f in folders if f for n in names if n]\n" +
            "print(next((p for p in paths if os.path.exists(p) and not p.endswith('.a')), ''))\n";

        private PythonInstallation(string executable, string library)
        {
            Executable = executable;
            Library = library;
        }

        /// <summary>The interpreter. The embedded Python uses its environment.</summary>
        internal string Executable { get; }

        /// <summary>The shared libpython.</summary>
        internal string Library { get; }

        private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

        /// <summary>Finds the interpreter to embed.</summary>
        /// <param name="python">An interpreter or the folder of an environment; null to look for one.</param>
        /// <exception cref="PythonNotFoundException">There is no Python that can be embedded.</exception>
        internal static PythonInstallation Find(string? python)
        {
            var tried = new List<string>();
            foreach (string candidate in Candidates(python))
            {
                string? executable = Resolve(candidate);
                if (executable == null)
                {
                    tried.Add(candidate + ": not there");
                    continue;
                }
                string library = Environment.GetEnvironmentVariable("PYTHONNET_PYDLL")
                    ?? VirtualEnvironment.FindLibrary(executable)
                    ?? Ask(executable);
                if (File.Exists(library))
                {
                    return new PythonInstallation(executable, library);
                }
                tried.Add(executable + ": has no shared libpython, which embedding needs");
            }
            throw new PythonNotFoundException(tried);
        }

        private static IEnumerable<string> Candidates(string? python)
        {
            if (python != null)
            {
                yield return python;
                yield break;
            }
            string?[] named =
            {
                Environment.GetEnvironmentVariable("PYTHONNET_PYEXE"),
                AppContext.GetData("TorchSharpPy.Python") as string, // from the project that built the program
                Environment.GetEnvironmentVariable("VIRTUAL_ENV"),
                Environment.GetEnvironmentVariable("CONDA_PREFIX"),
                Environment.GetEnvironmentVariable("PYTHONHOME"),
            };
            foreach (string? value in named)
            {
                if (!string.IsNullOrEmpty(value))
                {
                    yield return value!;
                }
            }
            string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
            foreach (string folder in folders)
            {
                string onPath = Path.Combine(folder, IsWindows ? "python.exe" : "python3");
                if (File.Exists(onPath))
                {
                    yield return onPath;
                }
            }
        }

        /// <summary>The interpreter that a path names: itself, or the one of an environment's folder.</summary>
        private static string? Resolve(string path)
        {
            if (File.Exists(path))
            {
                return Path.GetFullPath(path);
            }
            string[] inside = IsWindows
                ? new[] { @"Scripts\python.exe", "python.exe" }
                : new[] { "bin/python3", "bin/python" };
            foreach (string relative in inside)
            {
                string executable = Path.Combine(path, relative);
                if (File.Exists(executable))
                {
                    return Path.GetFullPath(executable);
                }
            }
            return null;
        }

        private static string Ask(string executable)
        {
            var start = new ProcessStartInfo(executable)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            foreach (string argument in new[] { "-I", "-S", "-c", AskForLibrary })
            {
                start.ArgumentList.Add(argument);
            }
            try
            {
                using Process process = Process.Start(start)!;
                process.ErrorDataReceived += (sender, line) => { };
                process.BeginErrorReadLine();
                string answer = process.StandardOutput.ReadToEnd().Trim();
                process.WaitForExit();
                return answer;
            }
            catch (Win32Exception)
            {
                return string.Empty; // not a program: the caller reports it with the others it tried
            }
        }
    }
}
