using System.Net.Http.Headers;
using VideoGen.Access;
using VideoGen.Cluster.Tests.Rig;
using VideoGen.Host.Access;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Testing;

namespace VideoGen.Cluster.Tests.Storm;

/// <summary>
/// Three nodes as they are in a storm: each in a network namespace of its own where this user may make them, with the real CMS for clips and records,
/// and with somebody who starts again what ends by itself. They begin with the previous build.
/// </summary>
/// <remarks>
/// The variable <c>TEST_PREVIOUS_PROGRAMS</c> names the folder of the programs of a previous version. Without it the previous build is a copy of this one:
/// what a rolling upgrade does to jobs, callers and membership is shown all the same; that two versions understand each other is not, which
/// <see cref="JobChangeTests"/> holds for the one message between nodes.
/// </remarks>
#pragma warning disable CA1001 // xUnit disposes of it through IAsyncLifetime.
public sealed class StormNodes : ThreeNodes
#pragma warning restore CA1001
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);

    private readonly TestFolder _folder = new();
    private readonly NodeEndpoints[][] _endpoints = new NodeEndpoints[3][];
    private readonly SqliteCms _cms = new();
    private readonly List<HaProxy> _ways = [];
    private readonly CancellationTokenSource _over = new();
    private Network? _network;
    private Task _keeping = Task.CompletedTask;

    /// <summary>The program of the previous build.</summary>
    internal string Previous { get; private set; } = "";

    /// <summary>Whether nodes have networks of their own, whose cables can be pulled.</summary>
    internal bool HasNetworks => _network is not null;

    /// <summary>The real CMS.</summary>
    internal CmsServer Cms => _cms;

    private protected override TimeSpan InferenceTime => TimeSpan.FromSeconds(4);

    private protected override string DatabaseAddress => _network?.Host(Link.Database) ?? base.DatabaseAddress;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _keeping = KeepAsync();
    }

    public override async Task DisposeAsync()
    {
        await _over.CancelAsync();
        await _keeping;
        await base.DisposeAsync();
        _ways.ForEach(w => w.Dispose());
        await _cms.DisposeAsync();
        await (_network?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
        _over.Dispose();
    }

    /// <summary>The other endpoints of a node: another address, or without namespaces other ports.</summary>
    internal NodeEndpoints OtherEndpointsOf(Node node) => EndpointsOf(node).Single(p => p != node.Endpoints);

    private protected override NodeEndpoints[] EndpointsOf(Node node) => _endpoints[node.Number - 1];

    private protected override Node Make(int number, IReadOnlyDictionary<string, string> variables)
    {
        _endpoints[number - 1] = _network is null ? [NodeEndpoints.Loopback(), NodeEndpoints.Loopback()] : [_network.At(number, second: false), _network.At(number, second: true)];
        return new Node(number, Home, variables, _endpoints[number - 1][0]) { Program = Previous };
    }

    private protected override async Task<IReadOnlyDictionary<string, string>> PrepareAsync()
    {
        Previous = PreviousProgram();
        await ((IAsyncLifetime)_cms).InitializeAsync();
        if (Network.IsPossible)
        {
            _network = await Network.MakeAsync(3);
            int[] ports = [Fal.Addresses.Root.Port, _cms.Address.Port];
            _ways.Add(LoadBalancer.Way(_network.Host(Link.Outside), "127.0.0.1", ports));
            _ways.AddRange(Enumerable.Range(1, 3).Select(n => LoadBalancer.Way("127.0.0.1", _network.Host(Link.Outside), ports, _network.At(n, second: false).Namespace)));
        }

        new TokenFile(Home, TimeProvider.System).Add("storm", Scopes.Read | Scopes.Spend, out string token).ShouldBeNull();
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["VIDEOGEN_PAYLOAD_URL"] = _cms.Address.AbsoluteUri.TrimEnd('/'),
            ["PAYLOAD_API_KEY"] = CmsServer.Key,
        };
    }

    private string PreviousProgram()
    {
        string program = Path.GetFileName(ProgramFile.Server);
        if (Environment.GetEnvironmentVariable("TEST_PREVIOUS_PROGRAMS") is { Length: > 0 } previous)
        {
            return Path.GetFullPath(Path.Combine(previous, program));
        }

        string from = Path.GetDirectoryName(ProgramFile.Server)!, to = _folder["previous"];
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".dbg", StringComparison.Ordinal)))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return Path.Combine(to, program);
    }

    private async Task KeepAsync()
    {
        using var timer = new PeriodicTimer(RestartPause);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
            {
                foreach (Node node in Nodes)
                {
                    node.Keep();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The storm is over.
        }
    }
}
