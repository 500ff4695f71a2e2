using System.Diagnostics;
using System.Globalization;

namespace VideoGen.Cluster.Tests.Rig;

/// <summary>
/// A network namespace for each node, and three networks between them and this machine, so that each cable of each node can be pulled by itself. What
/// is pulled falls silent: packets go nowhere, and nobody is told. Wants root and <c>ip</c>.
/// </summary>
internal sealed class Network : IAsyncDisposable
{
    private const string Prefix = "videogen-";
    private const string Short = "vg";
    private const int Block = 64; // addresses of each of the three networks

    private static readonly Lazy<bool> Possible = new(Try);
    private static readonly Link[] Links = [Link.Outside, Link.Database, Link.Peers];

    private readonly string _net; // of 198.18.0.0/15, which is for tests of networks
    private readonly int _nodes;

    private Network(string net, int nodes) => (_net, _nodes) = (net, nodes);

    /// <summary>Whether this user may make networks here.</summary>
    public static bool IsPossible => Possible.Value;

    /// <summary>Program and first arguments that run what follows in a namespace.</summary>
    public static string[] Inside(string name) => ["ip", "netns", "exec", name];

    /// <summary>This machine's address in a network.</summary>
    public string Host(Link link) => Address(link, 1);

    /// <summary>Endpoints of a node; each has two, at other addresses.</summary>
    /// <param name="node">Number of the node, from 1.</param>
    /// <param name="second">Which of the two.</param>
    public NodeEndpoints At(int node, bool second) =>
        new(Address(Link.Outside, Last(node, second)), 8377, Address(Link.Peers, Last(node, second)), 11_111, Name(node));

    /// <summary>Makes the networks.</summary>
    public static async Task<Network> MakeAsync(int nodes)
    {
        await SweepAsync();
        var network = new Network(await FreeNetAsync(), nodes);
        foreach (Link link in Links)
        {
            await IpAsync("link", "add", Bridge(link), "type", "bridge");
            await IpAsync("addr", "add", $"{network.Host(link)}/26", "dev", Bridge(link));
            await IpAsync("link", "set", Bridge(link), "up");
        }

        for (int node = 1; node <= nodes; node++)
        {
            await IpAsync("netns", "add", Name(node));
            await IpAsync("-n", Name(node), "link", "set", "lo", "up");
            foreach (Link link in Links)
            {
                string inside = link.ToString().ToLowerInvariant();
                await IpAsync("link", "add", Cable(link, node), "type", "veth", "peer", "name", inside, "netns", Name(node));
                await IpAsync("link", "set", Cable(link, node), "master", Bridge(link), "up");
                foreach (bool second in new[] { false, true })
                {
                    await IpAsync("-n", Name(node), "addr", "add", $"{network.Address(link, Last(node, second))}/26", "dev", inside);
                }

                await IpAsync("-n", Name(node), "link", "set", inside, "up");
            }
        }

        return network;
    }

    /// <summary>Pulls cables of a node.</summary>
    public static Task CutAsync(int node, Link links) => EachAsync(links, link => IpAsync("link", "set", Cable(link, node), "nomaster"));

    /// <summary>Puts them back.</summary>
    public static Task JoinAsync(int node, Link links) => EachAsync(links, link => IpAsync("link", "set", Cable(link, node), "master", Bridge(link)));

    public async ValueTask DisposeAsync()
    {
        for (int node = 1; node <= _nodes; node++)
        {
            await IpAsync("netns", "del", Name(node));
        }

        foreach (Link link in Links)
        {
            await IpAsync("link", "del", Bridge(link));
        }
    }

    private static async Task EachAsync(Link links, Func<Link, Task> action)
    {
        foreach (Link link in Links.Where(l => links.HasFlag(l)))
        {
            await action(link);
        }
    }

    private static string Name(int node) => $"{Prefix}{Environment.ProcessId}-n{node}";

    private static string Bridge(Link link) => $"{Short}{Environment.ProcessId}{Letter(link)}";

    private static string Cable(Link link, int node) => $"{Bridge(link)}{node}";

    private static char Letter(Link link) => char.ToLowerInvariant(link.ToString()[0]);

    private static int Last(int node, bool second) => (second ? 20 : 10) + node;

    private string Address(Link link, int last) => $"{_net}.{(Array.IndexOf(Links, link) * Block) + last}";

    private static async Task<string> FreeNetAsync()
    {
        string taken = await IpAsync("-o", "-4", "addr");
        return Enumerable.Range(0, 256).Select(i => $"198.18.{(Environment.ProcessId + i) % 256}").First(net => !taken.Contains($" {net}.", StringComparison.Ordinal));
    }

    // What a run that was killed left behind.
    private static async Task SweepAsync()
    {
        foreach (string name in (await IpAsync("netns", "list")).Split('\n').Select(line => line.Split(' ')[0]).Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            if (IsGone(name[Prefix.Length..].Split('-')[0]))
            {
                await IpAsync("netns", "del", name);
            }
        }

        foreach (string name in Directory.EnumerateDirectories("/sys/class/net", $"{Short}*").Select(f => Path.GetFileName(f)))
        {
            if (Links.Any(l => name.EndsWith(Letter(l))) && IsGone(name[Short.Length..^1]))
            {
                await IpAsync("link", "del", name);
            }
        }
    }

    private static bool IsGone(string process) => int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && !Directory.Exists($"/proc/{id}");

    private static bool Try()
    {
        string name = $"{Prefix}{Environment.ProcessId}-try";
        return OperatingSystem.IsLinux() && Environment.UserName == "root" && Run("netns", "add", name).Code == 0 && Run("netns", "del", name).Code == 0;
    }

    private static async Task<string> IpAsync(params string[] arguments)
    {
        (int code, string said) = await Task.Run(() => Run(arguments));
        return code == 0 ? said : throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {said}");
    }

    private static (int Code, string Said) Run(params string[] arguments)
    {
        try
        {
            using Process ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            Task<string> wrong = ip.StandardError.ReadToEndAsync();
            string said = ip.StandardOutput.ReadToEnd();
            ip.WaitForExit();
            return (ip.ExitCode, said + wrong.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}
