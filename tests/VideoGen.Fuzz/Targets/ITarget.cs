namespace VideoGen.Fuzz.Targets;

/// <summary>A part of the product that takes what strangers send, and the rules it keeps whatever that is.</summary>
internal interface ITarget
{
    /// <summary>Words that matter to it: a mutation puts them in.</summary>
    IReadOnlyList<string> Words { get; }

    /// <summary>What its inputs are made of.</summary>
    InputKind Kind { get; }

    /// <summary>Most bytes it may allocate for an input.</summary>
    /// <param name="bytes">Length of the input.</param>
    long Allowance(int bytes);

    /// <summary>Gives it an input and holds what it does against the rules.</summary>
    /// <exception cref="BrokenRuleException">It broke one. Any other exception is a broken rule too.</exception>
    void Try(byte[] input);
}
