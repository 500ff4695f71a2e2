using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace VideoGen.FalSimulation.Behaviours;

/// <summary>Decides the fate of each submit: header over script over chance. Thread-safe.</summary>
internal sealed class BehaviourChoice
{
    public const string Header = "X-Sim-Behaviour";

    private readonly Lock _lock = new();
    private readonly IReadOnlyDictionary<string, string> _known;
    private BehaviourScript _script;
    private int[] _used;
    private int _number;

    /// <param name="script">What goes wrong, and when.</param>
    /// <param name="known">Behaviours that this simulator plays; <see langword="null"/> = those of fal's.</param>
    public BehaviourChoice(BehaviourScript script, IReadOnlyDictionary<string, string>? known = null)
    {
        _known = known ?? BehaviourCatalog.All;
        script.Check(_known);
        _script = script;
        _used = new int[script.Rules.Count];
    }

    /// <summary>Replaces the script and starts counting submits from 1 again.</summary>
    public void Replace(BehaviourScript script)
    {
        script.Check(_known);
        lock (_lock)
        {
            _script = script;
            _used = new int[script.Rules.Count];
            _number = 0;
        }
    }

    public BehaviourSet ForSubmit(string model, string prompt, string? header)
    {
        BehaviourSet scripted = Scripted(model, prompt);
        return header is null ? scripted : scripted.And(BehaviourSet.Parse(header, _known));
    }

    private BehaviourSet Scripted(string model, string prompt)
    {
        lock (_lock)
        {
            _number++;
            for (int index = 0; index < _script.Rules.Count; index++)
            {
                BehaviourRule rule = _script.Rules[index];
                if (rule.Fits(_number, model, prompt) && _used[index] < (rule.Times ?? int.MaxValue))
                {
                    _used[index]++;
                    return BehaviourSet.Of(_known, rule.Behaviours);
                }
            }

            return _script.Chance.Count == 0 ? BehaviourSet.None : Drawn(_number);
        }
    }

    private BehaviourSet Drawn(int number) =>
        BehaviourSet.Of(_known, _script.Chance
            .Where(pair => Draw(_script.Seed, number, pair.Key) < pair.Value)
            .Select(static pair => pair.Key));

    /// <summary>A number in [0, 1) that depends on nothing but its arguments, so that concurrency cannot change a run.</summary>
    private static double Draw(int seed, int number, string name)
    {
        byte[] place = Encoding.UTF8.GetBytes($"{seed}/{number}/{name}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(place, hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (uint.MaxValue + 1.0);
    }
}
