using System.Text.Json;

namespace VideoGen.Server.Tests.Rig;

/// <summary>Records that hold arrays are the same when their JSON is.</summary>
internal static class Compare
{
    public static IEqualityComparer<T> Json<T>() => EqualityComparer<T>.Create(
        (left, right) => JsonSerializer.Serialize(left) == JsonSerializer.Serialize(right), thing => JsonSerializer.Serialize(thing).GetHashCode(StringComparison.Ordinal));
}
