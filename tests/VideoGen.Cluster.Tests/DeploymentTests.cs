using System.Diagnostics;
using System.Text.Json.Nodes;
using VideoGen.Cluster.Tests.Rig;
using VideoGen.Host.Configuration;
using VideoGen.Testing;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace VideoGen.Cluster.Tests;

/// <summary>What is shipped for deploying a cluster, read by the programs that will read it, as far as this machine has them, and held against the settings.</summary>
public sealed class DeploymentTests
{
    private static readonly string Folder = Path.Combine(GoldenFile.Repository, "ops", "cluster");

    [Fact]
    public async Task HAProxy_takes_its_configuration()
    {
        File.Exists(HaProxy.Program).ShouldBeTrue("HAProxy belongs to what these tests need: build/setup.sh installs it.");
        await RunAsync(HaProxy.Program, "-c", "-f", Path.Combine(Folder, "haproxy.cfg"));
    }

    [Fact]
    public async Task Systemd_takes_the_unit()
    {
        string unit = await File.ReadAllTextAsync(Path.Combine(Folder, "videogen-server.service"));
        unit.ShouldContain("Restart=on-failure");
        if (!File.Exists("/usr/bin/systemd-analyze"))
        {
            return; // a machine without systemd
        }

        DirectoryInfo there = Directory.CreateTempSubdirectory("videogen-unit-");
        string file = Path.Combine(there.FullName, "videogen-server.service");
        await File.WriteAllTextAsync(file, unit.Replace("/opt/videogen/videogen-server", "/bin/true", StringComparison.Ordinal)); // which must be there
        await RunAsync("systemd-analyze", "verify", file);
        there.Delete(recursive: true);
    }

    [Fact]
    public async Task Kubernetes_objects_are_whole_and_refer_to_each_other()
    {
        string text = await File.ReadAllTextAsync(Path.Combine(Folder, "kubernetes.yaml"));
        Dictionary<string, JsonNode> objects = text.Split("\n---\n").Select(Json).ToDictionary(o => (string)o["kind"]!, StringComparer.Ordinal);
        objects.Keys.ShouldBe(["ConfigMap", "PersistentVolumeClaim", "Deployment", "Service", "PodDisruptionBudget", "NetworkPolicy"]);
        JsonNode pod = objects["Deployment"]["spec"]!["template"]!;
        JsonNode labels = pod["metadata"]!["labels"]!;
        foreach (string kind in new[] { "Service", "PodDisruptionBudget", "NetworkPolicy" })
        {
            JsonNode spec = objects[kind]["spec"]!;
            JsonNode chosen = kind is "Service" ? spec["selector"]! : (spec["selector"] ?? spec["podSelector"])!["matchLabels"]!;
            JsonNode.DeepEquals(chosen, labels).ShouldBeTrue(kind);
        }

        JsonNode server = pod["spec"]!["containers"]![0]!;
        ((string)server["livenessProbe"]!["httpGet"]!["path"]!).ShouldBe("/health/live");
        ((string)server["readinessProbe"]!["httpGet"]!["path"]!).ShouldBe("/health/ready");
        string settings = (string)objects["ConfigMap"]["data"]!["videogen.json"]!;
        Read(settings, ("VIDEOGEN_CLUSTER_ADDRESS", "10.1.2.3"));
        if (File.Exists("/usr/bin/kubectl"))
        {
            await RunAsync("kubectl", "kustomize", Folder);
        }
    }

    [Fact]
    public async Task The_composition_has_three_nodes_that_a_server_would_start_as()
    {
        JsonNode file = Json(await File.ReadAllTextAsync(Path.Combine(Folder, "compose.yaml")));
        foreach (string node in new[] { "node1", "node2", "node3" })
        {
            JsonNode service = file["services"]![node]!;
            ((string)service["init"]!, (string)service["restart"]!, (string)service["hostname"]!).ShouldBe(("true", "unless-stopped", node));
            (string, string)[] variables = [.. service["environment"]!.AsObject().Where(v => v.Key.StartsWith("VIDEOGEN_", StringComparison.Ordinal))
                .Select(v => (v.Key, ((string)v.Value!).StartsWith('$') ? "https://videogen.example.com" : (string)v.Value!)).Where(v => v.Key != "VIDEOGEN_SERVER_ALLOWED_HOSTS")];
            variables.ShouldContain(("VIDEOGEN_CLUSTER_ADDRESS", node));
            Read("{}", variables);
        }

        string[] balanced = [.. (await File.ReadAllLinesAsync(Path.Combine(Folder, "haproxy.cfg"))).Where(l => l.StartsWith("  server ", StringComparison.Ordinal)).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])];
        balanced.ShouldBe(["node1", "node2", "node3"]);
        file["services"]!.AsObject().Where(s => s.Value!["ports"] is not null).Select(s => s.Key).ShouldBe(["balancer"], "the port between nodes is published nowhere");
    }

    private static void Read(string json, params (string Name, string Value)[] variables)
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, json);
        var environment = variables.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
        SettingsReading reading = SettingsReader.Read(new SettingsSources { File = file, Environment = environment, WorkingFolder = Path.GetTempPath() });
        File.Delete(file);
        (reading as SettingsReading.Unusable)?.Problems.Select(p => p.ToString()).ShouldBeEmpty();
    }

    private static JsonNode Json(string yaml)
    {
        object? read = new DeserializerBuilder().Build().Deserialize(new MergingParser(new Parser(new StringReader(yaml))));
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(read))!;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await output + await error);
    }
}
