using VideoGen.Testing;
using YamlDotNet.Serialization;

namespace VideoGen.Operations.Tests.Rig;

/// <summary>The files of <c>ops/</c> as they are shipped.</summary>
internal static class Shipped
{
    public const string RulesFile = "prometheus/videogen.rules.yml";
    public const string RuleTestsFile = "prometheus/videogen.rules.test.yml";
    public const string DashboardFile = "grafana/videogen.json";

    public static string PathOf(string name) => Path.Combine(GoldenFile.Repository, "ops", name);

    public static string Read(string name) => File.ReadAllText(PathOf(name));

    /// <summary>A YAML file as maps, lists and texts.</summary>
    public static IDictionary<object, object> Yaml(string name) => (IDictionary<object, object>)new DeserializerBuilder().Build().Deserialize<object>(Read(name))!;

    /// <summary>Every rule that raises an alert.</summary>
    public static Alert[] Alerts() => [.. Rules().Where(r => r.ContainsKey("alert")).Select(Alert.From)];

    /// <summary>Expressions that are recorded under a name.</summary>
    public static string[] Recorded() => [.. Rules().Where(r => r.ContainsKey("record")).Select(r => Tree.Text(r, "expr"))];

    private static IEnumerable<IDictionary<object, object>> Rules() =>
        Tree.List(Yaml(RulesFile), "groups").SelectMany(group => Tree.List(group, "rules")).Cast<IDictionary<object, object>>();
}
