using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using VideoGen.Access;
using VideoGen.Files;

namespace VideoGen.Server.Access;

/// <summary>
/// The sessions of people who signed in at any node of a cluster: a file for each in <c>sessions</c> of the home folder that the nodes share, named by the
/// hash of its id, so that nobody who reads the folder can use one. A session holds who it is and the hash of the token, never the token. Thread-safe.
/// </summary>
/// <param name="home">The home folder.</param>
/// <param name="tokens">The server's own tokens.</param>
/// <param name="time">Clock.</param>
internal sealed class SharedTickets(string home, TokenCache tokens, TimeProvider time) : ITicketStore
{
    private const int MostSessions = 10_000;
    private const int IdBytes = 32;
    private const string Extension = ".json";

    private readonly string _folder = Path.Combine(home, "sessions");

    /// <inheritdoc/>
    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        CallerIdentity identity = CallerIdentity.Of(ticket.Principal) ?? throw new InvalidOperationException("A session is somebody's.");
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        OwnerOnly.MakeFolder(_folder);
        DropExpired();
        string file = FileOf(id);
        var session = new SharedSession(
            identity.Caller.Id, ScopeWords.Of(identity.Caller.Scopes), identity.TokenHash is { } hash ? Convert.ToHexStringLower(hash) : null,
            ticket.Properties.IssuedUtc!.Value, ticket.Properties.ExpiresUtc!.Value);
        using (FileStream stream = OwnerOnly.Open(file + ".new", FileMode.CreateNew))
        {
            JsonSerializer.Serialize(stream, session, SharedSessionJson.Default.SharedSession);
        }

        File.Move(file + ".new", file);
        return Task.FromResult(id);
    }

    /// <inheritdoc/>
    public Task RenewAsync(string key, AuthenticationTicket ticket) => Task.CompletedTask; // a session is never made longer

    /// <inheritdoc/>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        string file = FileOf(key);
        if (Read(file) is not { } session)
        {
            return null;
        }

        CallerIdentity identity = IdentityOf(session, file);
        if (await identity.Holds())
        {
            return new AuthenticationTicket(
                new ClaimsPrincipal(identity), new AuthenticationProperties { IssuedUtc = session.IssuedAt, ExpiresUtc = session.ExpiresAt }, BoardSessions.SchemeName);
        }

        File.Delete(file);
        return null;
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string key)
    {
        try
        {
            File.Delete(FileOf(key));
        }
        catch (DirectoryNotFoundException)
        {
            // Nobody has signed in yet.
        }

        return Task.CompletedTask;
    }

    // Whoever came with the session holds as long as it does, and it ends at every node: what is open anywhere ends too.
    private CallerIdentity IdentityOf(SharedSession session, string file)
    {
        var caller = new Caller(session.Caller, ScopeWords.Read(session.Scopes, out _));
        byte[]? hash = session.TokenSha256 is { } text ? Convert.FromHexString(text) : null;
        return new CallerIdentity(caller, BoardSessions.SchemeName)
        {
            TokenHash = hash,
            Until = session.ExpiresAt,
            Holds = () => new(File.Exists(file) && session.ExpiresAt > time.GetUtcNow() && (hash is null || tokens.FindHash(hash) == caller)),
        };
    }

    private string FileOf(string id) => Path.Combine(_folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id))) + Extension);

    // One that is gone, or that a disk has spoiled, is no session.
    private static SharedSession? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), SharedSessionJson.Default.SharedSession);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    // A file is written once: it is as old as its session.
    private void DropExpired()
    {
        FileInfo[] files = [.. new DirectoryInfo(_folder).EnumerateFiles().OrderBy(f => f.LastWriteTimeUtc)];
        DateTime oldest = (time.GetUtcNow() - BoardSessions.Longest).UtcDateTime;
        int tooMany = Math.Max(0, files.Length - MostSessions + 1);
        foreach (FileInfo file in files.Where((f, i) => i < tooMany || f.LastWriteTimeUtc < oldest))
        {
            file.Delete();
        }
    }
}
