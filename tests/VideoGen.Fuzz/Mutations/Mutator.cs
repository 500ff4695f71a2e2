using System.Text;
using VideoGen.Fuzz.Runs;
using VideoGen.Fuzz.Targets;

namespace VideoGen.Fuzz.Mutations;

/// <summary>Makes a new input: takes one of the corpus and changes it in one to six ways.</summary>
internal sealed class Mutator
{
    private readonly Random _random;
    private readonly Corpus _corpus;
    private readonly Func<byte[], byte[]>[] _ways;

    public Mutator(Random random, ITarget target, Corpus corpus)
    {
        (_random, _corpus) = (random, corpus);
        byte[][] words = [.. target.Words.Select(Encoding.UTF8.GetBytes)];
        var bytes = new ByteMutations(random, words);
        var json = new JsonMutations(random, words);
        var boxes = new BoxMutations(random);
        _ways = target.Kind switch
        {
            InputKind.Json => [json.Change, json.Change, json.Change, bytes.Change],
            InputKind.Boxes => [boxes.Change, boxes.Change, bytes.Change],
            InputKind.Text => [bytes.Word, bytes.Word, bytes.Change],
            _ => [bytes.Change],
        };
    }

    public byte[] Next()
    {
        byte[] input = _corpus.Any();
        if (_random.Next(12) == 0)
        {
            input = Spliced(input, _corpus.Any());
        }

        for (int changes = 1 << _random.Next(4); changes > 0; changes -= 2)
        {
            input = _ways[_random.Next(_ways.Length)](input);
        }

        return input;
    }

    private byte[] Spliced(byte[] head, byte[] tail) =>
        [.. head.AsSpan(0, _random.Next(head.Length + 1)), .. tail.AsSpan(_random.Next(tail.Length + 1))];
}
