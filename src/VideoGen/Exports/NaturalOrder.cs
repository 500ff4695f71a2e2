namespace VideoGen.Exports;

/// <summary>The order in which people count episodes: E2 before E10. Pure.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    /// <summary>The order.</summary>
    public static NaturalOrder Comparer { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> a = x, b = y;
        while (!a.IsEmpty && !b.IsEmpty)
        {
            ReadOnlySpan<char> left = Part(a), right = Part(b);
            int order = char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0]) ? ByNumber(left, right) : left.CompareTo(right, StringComparison.Ordinal);
            if (order != 0)
            {
                return order;
            }

            a = a[left.Length..];
            b = b[right.Length..];
        }

        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(x, y);
    }

    private static ReadOnlySpan<char> Part(ReadOnlySpan<char> text)
    {
        int end = char.IsAsciiDigit(text[0]) ? text.IndexOfAnyExceptInRange('0', '9') : text.IndexOfAnyInRange('0', '9');
        return end < 0 ? text : text[..end];
    }

    private static int ByNumber(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        ReadOnlySpan<char> a = left.TrimStart('0'), b = right.TrimStart('0');
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.CompareTo(b, StringComparison.Ordinal);
    }
}
