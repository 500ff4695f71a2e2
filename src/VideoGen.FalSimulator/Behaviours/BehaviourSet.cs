using System.Collections.Immutable;
using System.Globalization;

namespace VideoGen.FalSimulation.Behaviours;

/// <summary>The behaviours chosen for one request: names of <see cref="BehaviourCatalog"/>, some with a value. Immutable.</summary>
public sealed class BehaviourSet
{
    private readonly ImmutableSortedDictionary<string, string> _chosen;

    private BehaviourSet(ImmutableSortedDictionary<string, string> chosen) => _chosen = chosen;

    /// <summary>Nothing out of the ordinary.</summary>
    public static BehaviourSet None { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>The names, sorted; with <c>=value</c> where there is one.</summary>
    public IEnumerable<string> Entries => _chosen.Select(static pair => pair.Value.Length == 0 ? pair.Key : $"{pair.Key}={pair.Value}");

    /// <summary>Reads <c>name</c> or <c>name=value</c>, separated by commas.</summary>
    /// <exception cref="FormatException">A name is not in the catalogue.</exception>
    public static BehaviourSet Parse(string? text) => Parse(text, BehaviourCatalog.All);

    /// <summary>Reads a list of <c>name</c> or <c>name=value</c>.</summary>
    /// <exception cref="FormatException">A name is not in the catalogue.</exception>
    public static BehaviourSet Of(params IEnumerable<string> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return Of(BehaviourCatalog.All, entries);
    }

    internal static BehaviourSet Parse(string? text, IReadOnlyDictionary<string, string> known) =>
        Of(known, (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    internal static BehaviourSet Of(IReadOnlyDictionary<string, string> known, IEnumerable<string> entries)
    {
        ImmutableSortedDictionary<string, string> chosen = None._chosen;
        foreach (string entry in entries)
        {
            int sign = entry.IndexOf('=', StringComparison.Ordinal);
            string name = sign < 0 ? entry : entry[..sign];
            if (!known.ContainsKey(name))
            {
                throw new FormatException($"\"{name}\" is not a behaviour of the simulator. GET /_sim/behaviours lists them all.");
            }

            chosen = chosen.SetItem(name, sign < 0 ? "" : entry[(sign + 1)..]);
        }

        return chosen.IsEmpty ? None : new BehaviourSet(chosen);
    }

    /// <summary>Both; <paramref name="other"/> wins where both name the same.</summary>
    public BehaviourSet And(BehaviourSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other._chosen.IsEmpty ? this : new BehaviourSet(_chosen.SetItems(other._chosen));
    }

    internal bool Has(string name) => _chosen.ContainsKey(name);

    internal string Text(string name, string otherwise) =>
        _chosen.TryGetValue(name, out string? value) && value.Length > 0 ? value : otherwise;

    internal double Number(string name, double otherwise) =>
        double.TryParse(Text(name, ""), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : otherwise;

    internal TimeSpan Seconds(string name, double otherwise) => TimeSpan.FromSeconds(Number(name, otherwise));

    /// <summary>Whether the read number <paramref name="read"/> (from 1) is among the first ones that <paramref name="name"/> spoils.</summary>
    internal bool Spoils(string name, int read, int otherwise) => Has(name) && read <= Number(name, otherwise);
}
