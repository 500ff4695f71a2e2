namespace VideoGen.Fuzz.Targets;

/// <summary>No part of the product: a chain of bytes that blind luck does not find. It proves that coverage leads the way.</summary>
internal sealed class MazeTarget : ITarget
{
    public IReadOnlyList<string> Words => [];

    public InputKind Kind => InputKind.Bytes;

    public long Allowance(int bytes) => 100_000;

    public void Try(byte[] input)
    {
        if (input.Length > 4 && input[0] == 0x6D && input[1] == 0x61)
        {
            if (input[2] == 0x7A)
            {
                if (input[3] == 0x65)
                {
                    if (input[4] == 0x21)
                    {
                        throw new BrokenRuleException("Nobody reaches the middle of the maze.");
                    }
                }
            }
        }
    }
}
