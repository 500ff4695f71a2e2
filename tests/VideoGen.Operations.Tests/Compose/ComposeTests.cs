using System.Collections.Immutable;
using System.Text.RegularExpressions;
using VideoGen.Host.Configuration;
using VideoGen.Operations.Tests.Rig;
using VideoGen.Testing;

namespace VideoGen.Operations.Tests.Compose;

/// <summary>What can be told of the composition without Docker: what it names exists, and the server takes its settings.</summary>
public sealed partial class ComposeTests
{
    private static readonly IDictionary<object, object> File = Shipped.Yaml("compose.yaml");
    private static readonly IDictionary<object, object> Services = Tree.Map(File, "services");

    [Fact]
    public void It_has_everything_that_a_server_wants_around_it() =>
        Services.Keys.ShouldBe(["server", "simulator", "cms", "prometheus", "grafana"], ignoreOrder: true);

    [Fact]
    public void Services_that_others_need_are_there()
    {
        foreach ((string name, object service) in Each())
        {
            IEnumerable<object> needed = Tree.List(service, "depends_on");
            if (Tree.Find(service, "network_mode") is string network)
            {
                needed = needed.Append(network["service:".Length..]);
            }

            needed.Where(n => !Services.ContainsKey(n) || (string)n == name).ShouldBeEmpty(name);
        }
    }

    [Fact]
    public void What_is_mounted_exists()
    {
        IDictionary<object, object> volumes = Tree.Map(File, "volumes");
        foreach ((string name, object service) in Each())
        {
            foreach (string from in Tree.List(service, "volumes").Select(v => ((string)v).Split(':')[0]))
            {
                bool exists = from.StartsWith('.') ? Path.Exists(Shipped.PathOf(from)) : volumes.ContainsKey(from);
                exists.ShouldBeTrue($"{name} mounts {from}.");
            }
        }
    }

    [Fact]
    public void An_image_is_built_from_files_that_exist_or_has_a_version()
    {
        HashSet<string> built = [.. Each().Where(s => Tree.Find(s.Service, "build") is not null).Select(s => Tree.Find(s.Service, "image")).OfType<string>()];
        foreach ((string name, object service) in Each())
        {
            if (Tree.Find(service, "build") is { } build)
            {
                string context = Path.GetFullPath(Shipped.PathOf(Tree.Text(build, "context")));
                context.ShouldBe(Path.GetFullPath(GoldenFile.Repository));
                string file = Path.Combine(context, Tree.Text(build, "dockerfile"));
                Path.Exists(file + ".dockerignore").ShouldBeTrue(file);
                Copied(System.IO.File.ReadAllText(file)).Where(from => !Path.Exists(Path.Combine(context, from))).ShouldBeEmpty(file);
            }
            else if (Tree.Text(service, "image") is var image && !built.Contains(image))
            {
                image.ShouldMatch(@":v?\d+\.\d+\.\d+$", name);
            }
        }
    }

    [Fact]
    public void Ports_are_open_to_this_machine_alone() =>
        Each().SelectMany(s => Tree.List(s.Service, "ports")).ShouldAllBe(port => ((string)port).StartsWith("127.0.0.1:", StringComparison.Ordinal));

    [Fact]
    public void The_server_takes_its_settings()
    {
        // What whoever starts it gives is a key.
        var environment = Tree.Map(Services["server"], "environment")
            .ToImmutableDictionary(e => (string)e.Key, e => ((string)e.Value).StartsWith("${", StringComparison.Ordinal) ? "0123456789abcdef0123456789abcdef" : (string)e.Value);

        SettingsReading reading = SettingsReader.Read(new SettingsSources { Environment = environment.Add("HOME", "/home/app"), WorkingFolder = "/" });
        ((reading as SettingsReading.Unusable)?.Problems.Select(p => p.ToString()) ?? []).ShouldBeEmpty();
        Settings settings = reading.ShouldBeOfType<SettingsReading.Usable>().Settings;

        settings.Server.Address.ShouldBe("*");
        string.Join(' ', Tree.List(Services["simulator"], "command")).ShouldEndWith($"--port {settings.Fal.QueueUrl.Port}");
        settings.Payload.Url.ShouldBe("http://cms:3000");
        settings.Fal.WebhookUrl.ShouldBe($"http://127.0.0.1:{settings.Server.WebhookPort}");
        Target().ShouldBe($"server:{settings.Server.Port}");
        settings.Server.AllowedHosts.ShouldBe("server");
    }

    [Fact]
    public void Grafana_finds_the_dashboard_and_Prometheus()
    {
        string[] mounts = [.. Tree.List(Services["grafana"], "volumes").Cast<string>()];
        string folder = Tree.Text(Tree.Map(Tree.List(Shipped.Yaml("grafana/provisioning/dashboards/videogen.yml"), "providers").Single(), "options"), "path");
        mounts.ShouldContain($"./{Shipped.DashboardFile}:{folder}/videogen.json:ro");
        object source = Tree.List(Shipped.Yaml("grafana/provisioning/datasources/prometheus.yml"), "datasources").Single();
        Tree.Text(source, "type").ShouldBe("prometheus");
        Services.ContainsKey(new Uri(Tree.Text(source, "url")).Host).ShouldBeTrue();
    }

    private static string Target() =>
        (string)Tree.List(Tree.List(Tree.List(Shipped.Yaml("prometheus/prometheus.yml"), "scrape_configs").Single(), "static_configs").Single(), "targets").Single();

    private static IEnumerable<(string Name, object Service)> Each() => Services.Select(s => ((string)s.Key, s.Value));

    // What the first stage copies out of the repository; the last word is where to.
    private static IEnumerable<string> Copied(string dockerfile) =>
        Copy().Matches(dockerfile).SelectMany(m => m.Groups["words"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..^1]);

    [GeneratedRegex(@"^COPY (?!--from)(?<words>[^\n]+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Copy();
}
