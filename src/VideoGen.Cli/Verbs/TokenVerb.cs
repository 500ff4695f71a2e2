using System.Text.Json.Nodes;
using VideoGen.Access;
using VideoGen.Cli.Output;
using VideoGen.Cli.Tables;
using VideoGen.Contract;
using VideoGen.Host.Access;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen token</c>: makes, lists and revokes the tokens of the server that uses this home folder.</summary>
internal sealed class TokenVerb(VerbContext context)
{
    /// <summary>Makes a token and prints it, this once.</summary>
    public Task<int> AddAsync(string name, string scopes) => WithFileAsync(file =>
    {
        Scopes wanted = ScopeWords.Read(scopes, out IReadOnlyList<string> unknown);
        if (unknown.Count > 0)
        {
            return context.Refuse([new Problem("scope_unknown", "", $"There is no scope '{PlainText.Line(unknown[0])}'.", $"Use one or more of: {string.Join(", ", ScopeWords.All)}.")]);
        }

        if (file.Add(name, wanted, out string token) is { } problem)
        {
            return context.Refuse([problem]);
        }

        try
        {
            Show(name, wanted, token);
            return ExitCode.Done;
        }
        catch (OutputUnwritableException)
        {
            file.Revoke(name); // nobody has seen it, and nobody ever will
            throw;
        }
    });

    /// <summary>Lists names and scopes.</summary>
    public Task<int> ListAsync() => WithFileAsync(file =>
    {
        IReadOnlyList<AccessToken> tokens = file.Read();
        if (context.Json)
        {
            context.WriteJson(new JsonArray([.. tokens.Select(t => new JsonObject { ["name"] = t.Name, ["scopes"] = t.Scopes, ["created_at"] = t.CreatedAt })]));
        }
        else
        {
            TokensTable.Write(context.Output, tokens);
        }

        return ExitCode.Done;
    });

    /// <summary>Takes a token away; a running server notices at once.</summary>
    public Task<int> RevokeAsync(string name) => WithFileAsync(file =>
    {
        if (file.Revoke(name) is { } problem)
        {
            return context.Refuse([problem]);
        }

        context.Hints.Line($"{name} is revoked.");
        return ExitCode.Done;
    });

    private void Show(string name, Scopes wanted, string token)
    {
        if (context.Json)
        {
            context.WriteJson(new JsonObject { ["name"] = name, ["scopes"] = ScopeWords.Of(wanted), ["token"] = token });
            return;
        }

        context.Output.Unwrapped(token);
        context.Hints.Line("This is the only time that it is shown. Callers send it as: Authorization: Bearer TOKEN");
    }

    private Task<int> WithFileAsync(Func<TokenFile, int> action) => context.WithSettingsAsync((_, settings) =>
    {
        try
        {
            return Task.FromResult(action(new TokenFile(settings.Home, context.Environment.Time)));
        }
        catch (TokenFileException unusable)
        {
            return Task.FromResult(context.Refuse([unusable.Problem], ExitCode.Broken));
        }
    });
}
