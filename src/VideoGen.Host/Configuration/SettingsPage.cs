using System.Text;

namespace VideoGen.Host.Configuration;

/// <summary>Writes <c>docs/settings.md</c>: every setting with its variable, default, range and meaning.</summary>
public static class SettingsPage
{
    /// <summary>The page as Markdown.</summary>
    public static string Write()
    {
        var page = new StringBuilder("""
            # Settings

            Settings are read once, at the start, from `videogen.json` and from environment variables; a variable wins over the file. The file
            is the one given with `--settings FILE`, else the one `VIDEOGEN_SETTINGS` names, else `./videogen.json`, else
            `{home}/videogen.json`. Having none is fine: everything has a default. Comments and trailing commas are allowed in the file.
            Every problem is reported at once, and a wrong or unknown setting stops the program before the first job.

            Keys are no settings: they stay in the environment variables that the provider config names (`FAL_IMAGE_TO_VIDEO`,
            `FAL_TEXT_TO_VIDEO`, `FAL_KEY`), that `payload.key_variable` names (`PAYLOAD_API_KEY`) and that `ledger.password_variable` names.

            A setting that is an object is written as one in the file, and as JSON text in its variable.

            `~/` is the home folder. A relative place starts from the folder of the settings file, or from the working folder when a variable
            gives it.

            | `videogen.json` | variable | default | range | meaning |
            |---|---|---|---|---|

            """);
        foreach (SettingEntry setting in SettingEntries.All)
        {
            page.AppendLine($"| `{setting.Path}` | `{setting.Variable}` | {DefaultOf(setting)} | {setting.Range} | {setting.Description} |");
        }

        page.Append("""

            ## The log by category

            `videogen-server` takes the variables of every ASP.NET Core program: `Logging__LogLevel__VideoGen.Fal=Debug` opens one category,
            `Logging__LogLevel__Default=Warning` quiets all that have no line of their own, `Logging__Console__LogLevel__…` speaks of one sink alone
            (`Console`, `OpenTelemetry`). Levels are Trace, Debug, Information, Warning, Error, Critical and None; they go before
            `telemetry.log_level`. Categories whose lines would show the secret of a webhook's address or the words of a request
            (`Microsoft.AspNetCore`, `System.Net.Http`, `ModelContextProtocol`) stay at Warning or above.

            ## An example

            ```json
            {
              "provider": "fal-ai",
              "home": "~/videogen",
              "fal": {
                "webhook_url": "https://video.example.com",
                "day_cap_usd": 25
              }
            }
            ```

            """);
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static string DefaultOf(SettingEntry setting) => setting.Default switch
    {
        null => "–",
        bool flag => flag ? "`true`" : "`false`",
        string text => $"`{text}`",
        object number => $"`{number}`",
    };
}
