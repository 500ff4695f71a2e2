using System.Text.RegularExpressions;

namespace VideoGen.Jobs;

/// <summary>
/// The text of an answer of the outside world as it is kept for audit: without the job's own secret, without keys, passwords and signatures
/// that it may echo, without pictures, and not longer than <see cref="Longest"/>. Pure.
/// </summary>
public static class KeptAnswer
{
    /// <summary>Most characters that are kept.</summary>
    public const int Longest = 16_384;

    private const string Mask = "[secret]";

    // No backtracking: the text is a stranger's.
    private const RegexOptions Rules = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(1);

    // Whatever may be echoed, and what only looks like a secret.
    private static readonly (Regex Pattern, string Replacement)[] Echoes =
    [
        (new("""(?<kept>data:[\w/+.-]{1,60};base64,)[A-Za-z0-9+/=_-]*""", Rules, Within), "${kept}[data]"),
        (new("""\b(?<kept>Key|Bearer|Basic)\s+[A-Za-z0-9+/=_.~:-]{12,}""", Rules, Within), "${kept} [secret]"),
    ];

    private static readonly (Regex Pattern, string Replacement)[] Secrets =
    [
        (new("""(?<kept>"([\w-]{0,40}(authorization|api_?key|secret|password|access_?token|refresh_?token|private_?key|credential)[\w-]{0,40}|[\w-]{0,40}(auth|session|security|id)[_-]?token|token)"\s*:\s*)"([^"\\]|\\.)*"?""", Rules | RegexOptions.IgnoreCase, Within), "${kept}\"[secret]\""),
        (new("""(?<kept>([?&;#]|\\u0026)([\w-]{0,40}(signature|credential|token|api_?key|secret|password|jwt)|([\w-]{0,40}[_-])?(sig|key|code|auth))(=|\\u003d))([^&"'\s\\]|\\/|\\u00(2[89a-f]|3[a-f]))+""", Rules | RegexOptions.IgnoreCase, Within), "${kept}[secret]"),
        (new("""\b[0-9a-f]{8}-[0-9a-z-]{4,60}:[0-9a-f]{32}\b""", Rules | RegexOptions.IgnoreCase, Within), "[secret]"), // the form of fal's keys
    ];

    // Twice as much is looked at, so that a secret is not cut in two and then missed.
    private const int LongestRead = 2 * Longest;

    /// <summary>The text to keep; null for none.</summary>
    /// <param name="text">As it came.</param>
    /// <param name="job">The job it is about.</param>
    public static string? Of(string? text, Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (text is null)
        {
            return null;
        }

        string clean = Clean(text.Length > LongestRead ? text[..LongestRead] : text, job);
        return text.Length > Longest || clean.Length > Longest ? $"{clean[..Math.Min(clean.Length, Longest)]}… ({text.Length} characters)" : clean;
    }

    /// <summary>The text without secrets and pictures, whole.</summary>
    internal static string Clean(string text, Job job)
    {
        string clean = job.WebhookToken is { Length: > 0 } token ? text.Replace(token, Mask, StringComparison.Ordinal) : text;
        return Replaced(Replaced(clean, Echoes), Secrets);
    }

    /// <summary>A caller's own text without keys and passwords, and without the secrets of signed addresses; its words and pictures stay.</summary>
    internal static string WithoutSecrets(string text) => Replaced(text, Secrets);

    /// <summary>True where a text may be one of <see cref="WithoutSecrets"/> that had some.</summary>
    internal static bool IsMasked(string text) => text.Contains(Mask, StringComparison.Ordinal);

    private static string Replaced(string text, (Regex Pattern, string Replacement)[] rules)
    {
        foreach ((Regex pattern, string replacement) in rules)
        {
            text = pattern.Replace(text, replacement);
        }

        return text;
    }
}
