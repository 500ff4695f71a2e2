using System.Reflection;
using System.Runtime.Loader;

namespace VideoGen.Fuzz.Coverage;

/// <summary>
/// A second, instrumented copy of the product in this process, with a copy of this program beside it. Nothing on the disk changes, and
/// everything else (the runtime, packages) is shared.
/// </summary>
internal sealed class InstrumentedCode : AssemblyLoadContext
{
    private readonly Dictionary<string, byte[]> _copies = new(StringComparer.Ordinal);
    private readonly Instrumentation _instrumentation = new(first: 0);

    private InstrumentedCode()
        : base("instrumented")
    {
        string folder = Path.GetDirectoryName(typeof(InstrumentedCode).Assembly.Location)!;
        foreach (string name in (ReadOnlySpan<string>)["VideoGen", "VideoGen.Animatic", "VideoGen.C2pa", "VideoGen.Fal", "VideoGen.Host", "VideoGen.Ledger", "VideoGen.Ledger.Postgres", "VideoGen.Mcp", "VideoGen.OpenRouter", "VideoGen.Payload", "VideoGen.Runway", "VideoGen.Testing", "videogen-server"])
        {
            _copies[name] = _instrumentation.Of(Path.Combine(folder, $"{name}.dll"), only: null);
        }

        _copies["VideoGen.Fuzz"] = _instrumentation.Of(typeof(InstrumentedCode).Assembly.Location, only: typeof(Targets.MazeTarget).FullName);
    }

    /// <summary>Runs a fuzzer over instrumented code and gives back what it reports.</summary>
    /// <param name="options">What to run, as JSON.</param>
    public static string Run(string options)
    {
        var code = new InstrumentedCode();
        Assembly self = code.LoadFromAssemblyName(typeof(InstrumentedCode).Assembly.GetName());
        self.GetType(typeof(Probes).FullName!)!.GetMethod(nameof(Probes.Reserve))!.Invoke(null, [code._instrumentation.Next]);
        MethodInfo run = self.GetType(typeof(Runs.FuzzRun).FullName!)!.GetMethod(nameof(Runs.FuzzRun.Run), BindingFlags.Static | BindingFlags.Public)!;
        return (string)run.Invoke(null, [options])!;
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        _copies.TryGetValue(assemblyName.Name!, out byte[]? copy) ? LoadFromStream(new MemoryStream(copy)) : null;
}
