namespace VideoGen.Fuzz.Runs;

/// <summary>Inputs that new ones are made from. Those that went a way of their own lately are chosen more often.</summary>
internal sealed class Corpus(Random random)
{
    private const int Most = 20_000;

    private readonly List<byte[]> _inputs = [];

    public int Count => _inputs.Count;

    /// <summary>Files of a target: what was recorded, and what was found before.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Files(string target)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Corpus", target);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => (Path.GetRelativePath(folder, f), File.ReadAllBytes(f)))
            : [];
    }

    public void Add(byte[] input)
    {
        if (_inputs.Count < Most)
        {
            _inputs.Add(input);
        }
        else
        {
            _inputs[random.Next(Most)] = input;
        }
    }

    public byte[] Any() => random.Next(2) == 0 ? _inputs[random.Next(_inputs.Count)] : _inputs[random.Next(_inputs.Count * 3 / 4, _inputs.Count)];
}
