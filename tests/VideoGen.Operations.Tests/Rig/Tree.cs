namespace VideoGen.Operations.Tests.Rig;

/// <summary>Reads in what the YAML parser makes: maps, lists and texts.</summary>
internal static class Tree
{
    public static object? Find(object node, string key) => node is IDictionary<object, object> map && map.TryGetValue(key, out object? value) ? value : null;

    public static string Text(object node, string key) => Find(node, key) as string ?? throw new InvalidDataException($"There is no {key}.");

    /// <summary>A list, empty where there is none.</summary>
    public static IEnumerable<object> List(object node, string key) => Find(node, key) as IEnumerable<object> ?? [];

    /// <summary>A map, empty where there is none.</summary>
    public static IDictionary<object, object> Map(object node, string key) => Find(node, key) as IDictionary<object, object> ?? new Dictionary<object, object>();
}
