using System.Reflection;
using System.Runtime.Loader;

namespace VideoGen.Fuzz.Coverage;

/// <summary>
/// A second, instrumented copy of the product in this process, with a copy of this program beside it. Nothing on the disk changes, and
/// everything else (the runtime, packages) is shared.
/// </summary>
internal sealed class InstrumentedCode : AssemblyLoadContext
{
    // Written once, however many runs there are; each run loads copies of its own, so that no run knows what another one has seen.
    private static readonly Lazy<(Dictionary<string, byte[]> Copies, int Blocks)> Written = new(Write);

    private InstrumentedCode()
        : base("instrumented")
    {
    }

    /// <summary>Runs a fuzzer over instrumented code and gives back what it reports.</summary>
    /// <param name="options">What to run, as JSON.</param>
    public static string Run(string options)
    {
        var code = new InstrumentedCode();
        Assembly self = code.LoadFromAssemblyName(typeof(InstrumentedCode).Assembly.GetName());
        self.GetType(typeof(Probes).FullName!)!.GetMethod(nameof(Probes.Reserve))!.Invoke(null, [Written.Value.Blocks]);
        MethodInfo run = self.GetType(typeof(Runs.FuzzRun).FullName!)!.GetMethod(nameof(Runs.FuzzRun.Run), BindingFlags.Static | BindingFlags.Public)!;
        return (string)run.Invoke(null, [options])!;
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        Written.Value.Copies.TryGetValue(assemblyName.Name!, out byte[]? copy) ? LoadFromStream(new MemoryStream(copy)) : null;

    private static (Dictionary<string, byte[]> Copies, int Blocks) Write()
    {
        var copies = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var instrumentation = new Instrumentation(first: 0);
        string folder = Path.GetDirectoryName(typeof(InstrumentedCode).Assembly.Location)!;
        foreach (string name in (ReadOnlySpan<string>)["VideoGen", "VideoGen.Animatic", "VideoGen.C2pa", "VideoGen.Fal", "VideoGen.Host", "VideoGen.Ledger", "VideoGen.Ledger.Postgres", "VideoGen.Mcp", "VideoGen.OpenRouter", "VideoGen.Payload", "VideoGen.Runway", "VideoGen.Testing", "videogen-server"])
        {
            copies[name] = instrumentation.Of(Path.Combine(folder, $"{name}.dll"), only: null);
        }

        copies["VideoGen.Fuzz"] = instrumentation.Of(typeof(InstrumentedCode).Assembly.Location, only: typeof(Targets.MazeTarget).FullName);
        return (copies, instrumentation.Next);
    }
}
