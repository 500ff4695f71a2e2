using System.Security.Cryptography;

namespace VideoGen.Jobs;

/// <summary>Ids of 10 characters of time and 16 of chance (Crockford base 32, as ULIDs are).</summary>
public sealed class RandomIds(TimeProvider time) : IIdSource
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int TimeDigits = 10;
    private const int ChanceDigits = 16;

    /// <inheritdoc/>
    public string Next(string prefix)
    {
        Span<char> id = stackalloc char[TimeDigits + ChanceDigits];
        long milliseconds = time.GetUtcNow().ToUnixTimeMilliseconds();
        for (int i = TimeDigits - 1; i >= 0; i--)
        {
            id[i] = Digits[(int)(milliseconds & 31)];
            milliseconds >>= 5;
        }

        RandomNumberGenerator.GetItems(Digits, id[TimeDigits..]);
        return string.Concat(prefix, id);
    }
}
