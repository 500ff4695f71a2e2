using System.Collections.Immutable;
using System.Text.Json;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Files;

namespace VideoGen.Host.Access;

/// <summary>
/// The tokens of a server: <c>tokens.json</c> in the home folder, readable by its owner alone. Thread-safe, and safe for several processes:
/// a change replaces the whole file at once.
/// </summary>
/// <param name="home">The home folder.</param>
/// <param name="time">Clock.</param>
public sealed class TokenFile(string home, TimeProvider time)
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int MaxBytes = 16 * 1024 * 1024;
    private const string UnreadableCode = "tokens_unreadable";

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.Combine(home, "tokens.json");

    /// <summary>Changes whenever the file does; null where there is none.</summary>
    public (DateTime ChangedAt, long Bytes)? State() =>
        new FileInfo(Path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : null;

    /// <summary>Every token; none where there is no file.</summary>
    /// <exception cref="TokenFileException">The file cannot be read, is damaged, or is open to others.</exception>
    public ImmutableArray<AccessToken> Read() => ReadDocument().Tokens;

    private TokenDocument ReadDocument()
    {
        try
        {
            if (!File.Exists(Path))
            {
                return new TokenDocument([]);
            }

            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(Path) & ~Mine & ~UnixFileMode.UserExecute) is not UnixFileMode.None)
            {
                throw new TokenFileException(new Problem("tokens_exposed", "", $"{Path} can be read or written by others than its owner.", $"Take the rights away (chmod 600 {Path}), then revoke what may have been changed."));
            }

            RegularFile.Check(Path);
            ReadOnlySpan<byte> text = JsonText.SkipByteOrderMark(new FileInfo(Path).Length > MaxBytes ? throw Damaged() : File.ReadAllBytes(Path));
            if (!JsonText.Check(text).IsEmpty)
            {
                throw Damaged();
            }

            TokenDocument document = JsonSerializer.Deserialize(text, TokenJson.Default.TokenDocument)!;
            ImmutableArray<AccessToken> tokens = document.Tokens;
            return tokens.IsDefault || tokens.Any(t => t is not { IsValid: true }) || tokens.DistinctBy(t => t.Name, StringComparer.Ordinal).Count() < tokens.Length
                ? throw Damaged()
                : document;
        }
        catch (Exception broken) when (broken is JsonException or NullReferenceException)
        {
            throw Damaged();
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw Denied(denied);
        }
    }

    /// <summary>Makes a token and keeps its hash.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="scopes">What it opens.</param>
    /// <param name="token">The token, said only this once; empty where it was refused.</param>
    /// <returns>Why not, or null when it was made.</returns>
    /// <exception cref="TokenFileException">The file cannot be read or written.</exception>
    public Problem? Add(string name, Scopes scopes, out string token)
    {
        token = "";
        if (!AccessToken.IsName(name))
        {
            return new Problem("token_name_invalid", "", "That is no name for a token.", $"Use 1 to {AccessToken.LongestName} letters, digits, dots, dashes and underscores.");
        }

        if (scopes is Scopes.None)
        {
            return new Problem("scopes_missing", "", "A token without a scope opens nothing.", $"Give --scopes with one or more of: {string.Join(", ", ScopeWords.All)}.");
        }

        using FileStream held = Hold();
        TokenDocument document = ReadDocument();
        if (document.Tokens.Any(t => t.Name == name))
        {
            return new Problem("token_name_taken", "", $"There is a token '{name}' already.", $"Choose another name, or revoke that one first: videogen token revoke {name}");
        }

        string made = AccessToken.Make();
        string? id = document.RevokedNames().Contains(name) ? AccessToken.MakeId() : null;
        Write(document with { Tokens = document.Tokens.Add(new AccessToken(name, Convert.ToHexStringLower(AccessToken.HashOf(made)), ScopeWords.Of(scopes), time.GetUtcNow(), id)) });
        token = made;
        return null;
    }

    /// <summary>Takes a token away, for good.</summary>
    /// <returns>Why not, or null when it is gone.</returns>
    /// <exception cref="TokenFileException">The file cannot be read or written.</exception>
    public Problem? Revoke(string name)
    {
        using FileStream held = Hold();
        TokenDocument document = ReadDocument();
        if (document.Tokens.FirstOrDefault(t => t.Name == name) is not { } found)
        {
            return new Problem("token_unknown", "", $"There is no token '{(name.Length > AccessToken.LongestName ? name[..AccessToken.LongestName] : name)}'.", "videogen token list shows them all.");
        }

        Write(new TokenDocument(document.Tokens.Remove(found), [.. document.RevokedNames().Append(name).Distinct(StringComparer.Ordinal)]));
        return null;
    }

    // Two that change the file at once would lose one change. The lock is a file of its own: the other one is replaced.
    private FileStream Hold()
    {
        try
        {
            OwnerOnly.MakeFolder(home);
            return OwnerOnly.Open(Path + ".lock", FileMode.OpenOrCreate, FileShare.None);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw Denied(denied);
        }
    }

    private void Write(TokenDocument document)
    {
        string next = Path + ".new";
        try
        {
            File.Delete(next);
            using (FileStream stream = OwnerOnly.Open(next, FileMode.CreateNew))
            {
                JsonSerializer.Serialize(stream, document with { Revoked = document.RevokedNames() }, TokenJson.Default.TokenDocument);
                stream.Flush(flushToDisk: true);
            }

            File.Move(next, Path, overwrite: true);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw Denied(denied);
        }
    }

    // The parser's sentence could quote the file.
    private TokenFileException Damaged() =>
        new(new Problem(UnreadableCode, "", $"{Path} is damaged.", "Put a copy in its place; or delete it and make new tokens with videogen token add, under names that were never used: a name stands for what was ordered under it."));

    private TokenFileException Denied(Exception why) =>
        new(new Problem(UnreadableCode, "", $"{Path} cannot be used: {why.Message}", "Give this user the right to use it; if another videogen token runs, try again."));
}
