using System.Collections.Immutable;

namespace VideoGen.Fuzz.Runs;

/// <summary>What a run came to.</summary>
/// <param name="Inputs">Inputs tried.</param>
/// <param name="Kept">Inputs in the corpus at the end: seeds, and those that went a way of their own.</param>
/// <param name="Blocks">Blocks of the product that were entered.</param>
/// <param name="AllBlocks">Blocks there are.</param>
/// <param name="Findings">Every broken rule, once.</param>
public sealed record FuzzReport(long Inputs, int Kept, int Blocks, int AllBlocks, ImmutableArray<Finding> Findings);
