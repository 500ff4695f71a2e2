using System.Globalization;
using Spectre.Console;
using VideoGen.Cli.Terminal;
using VideoGen.Host.Access;

namespace VideoGen.Cli.Tables;

/// <summary>The tokens of a server for people: names and scopes, never a hash.</summary>
internal static class TokensTable
{
    /// <summary>Writes them.</summary>
    public static void Write(Screen screen, IReadOnlyList<AccessToken> tokens)
    {
        if (tokens.Count == 0)
        {
            screen.Line("No token yet. Make one with: videogen token add NAME --scopes read,spend");
            return;
        }

        Table table = Notices.Table("Name", "Scopes", "Made (UTC)");
        foreach (AccessToken token in tokens)
        {
            table.AddRow(new Text(token.Name), new Text(token.Scopes), new Text(token.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)));
        }

        screen.Write(table);
    }
}
