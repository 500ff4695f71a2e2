using VideoGen.Contract;

namespace VideoGen.Import.Shots;

/// <summary>A shot that could be read.</summary>
/// <param name="Place">Where it stands in the source.</param>
/// <param name="Scene">Scene.</param>
/// <param name="Order">Place in the scene.</param>
/// <param name="ByLetter">True where the source has a letter.</param>
/// <param name="Frame">What is said of it.</param>
internal sealed record Shot(string Place, int Scene, int Order, bool ByLetter, StoryboardFrame Frame)
{
    /// <summary>Address or file of its still; null for none.</summary>
    public string? Still { get; init; }
}
