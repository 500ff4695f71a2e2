namespace VideoGen.Contract;

/// <summary>The places of a request that are known to be broken. Nothing that hangs on them is reported as well.</summary>
internal sealed class Damage
{
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);

    public Damage(IEnumerable<string> pointers)
    {
        foreach (string pointer in pointers)
        {
            _broken.Add(pointer);
            for (string place = pointer; _touched.Add(place) && place.LastIndexOf('/') is var slash and >= 0;)
            {
                place = place[..slash];
            }
        }
    }

    /// <summary>No place at all.</summary>
    public static Damage None { get; } = new([]);

    /// <summary>True when the very value at this place cannot be used.</summary>
    public bool IsBroken(string pointer) => _broken.Contains(pointer);

    /// <summary>True when this member of an object is broken, something inside it is, or the object itself.</summary>
    public bool Reaches(string parent, string member) => _broken.Contains(parent) || _touched.Contains($"{parent}/{member}");
}
