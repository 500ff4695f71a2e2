using System.Collections;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using VideoGen.Contract;
using VideoGen.Server.Access;

namespace VideoGen.Server.Logging;

/// <summary>
/// Which categories of the log are printed from which level on: the program's own choice, over it the operator's, who gives .NET's own variables
/// (<c>Logging__LogLevel__VideoGen.Fal=Debug</c>, or for one sink alone <c>Logging__Console__LogLevel__Default=Error</c>). Categories whose
/// lines would show the secret of a webhook's address or a request's words keep a least level whatever anybody says.
/// </summary>
internal sealed partial class LogLevels
{
    private const string Prefix = "Logging__";

    // Category and least level: the longest that fits counts.
    private static readonly ImmutableArray<(string Category, LogLevel Least)> Guarded =
    [
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None), // its scope alone would put addresses on every line of a request
        ("Microsoft.AspNetCore", LogLevel.Warning), // lines of requests hold the secret of a webhook's address
        ("System.Net.Http", LogLevel.Warning), // addresses of uploads and results
        ("ModelContextProtocol", LogLevel.Warning), // messages as they came
    ];

    private readonly IReadOnlyDictionary<string, string> _variables;

    private LogLevels(IReadOnlyDictionary<string, string> variables) => _variables = variables;

    /// <summary>What the variables of this process say.</summary>
    public static LogLevels OfProcess() => Of(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(v => ((string)v.Key, (string?)v.Value ?? "")));

    /// <summary>What variables say; others than the log's are passed over.</summary>
    public static LogLevels Of(IEnumerable<(string Name, string Value)> variables) =>
        new(variables.Where(v => v.Name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal));

    /// <summary>Every variable that says nothing the log understands.</summary>
    public ImmutableArray<Problem> Check() => [.. _variables.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => Check(v.Key, v.Value)).OfType<Problem>()];

    /// <summary>Sets the filters of a log.</summary>
    public void AddTo(ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information); // where it listens is how people and programs find it
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // whoever starts the server hears why it could not
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddFilter("System.Net.Http", LogLevel.Warning);
        logging.AddFilter("ModelContextProtocol", LogLevel.Critical); // each call that it refuses would be a stack trace; our tools log what they fail at
        logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Critical); // a form from before a restart would be a stack trace; whoever sends it is told
        logging.AddFilter(typeof(AccessTokenHandler).FullName, LogLevel.Warning); // AccessResultHandler logs what matters
        IConfiguration chosen = new ConfigurationBuilder()
            .AddInMemoryCollection(_variables.Select(v => new KeyValuePair<string, string?>(v.Key[Prefix.Length..].Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), v.Value)))
            .Build();
        logging.AddConfiguration(chosen);
        logging.Services.PostConfigure<LoggerFilterOptions>(Guard);
    }

    // Every rule is held to the guarded categories, since the one that counts is the most special one: it may name a sink, or hold a wildcard.
    private static void Guard(LoggerFilterOptions options)
    {
        LoggerFilterRule[] rules = [.. options.Rules];
        options.Rules.Clear();
        foreach (LoggerFilterRule rule in rules)
        {
            options.Rules.Add(new LoggerFilterRule(
                rule.ProviderName, rule.CategoryName, rule.LogLevel,
                (provider, category, level) => level >= LeastOf(category) && (rule.Filter?.Invoke(provider, category, level) ?? true)));
        }
    }

    private static LogLevel LeastOf(string? category) =>
        Guarded.FirstOrDefault(g => category?.StartsWith(g.Category, StringComparison.OrdinalIgnoreCase) is true, (Category: "", Least: LogLevel.Trace)).Least;

    private static Problem? Check(string name, string value)
    {
        if (Form().Match(name) is not { Success: true })
        {
            return new Problem(
                "setting_unknown", "", $"The variable {name} is none that the log understands.",
                "Write Logging__LogLevel__CATEGORY, or for one sink alone Logging__Console__LogLevel__CATEGORY; CATEGORY is Default or the beginning of a name such as VideoGen.Fal.");
        }

        return Enum.TryParse(value, ignoreCase: true, out LogLevel level) && Enum.IsDefined(level) && !char.IsAsciiDigit(value[0])
            ? null
            : new Problem("setting_invalid", "", $"The variable {name} is no level of the log.", $"Write one of {string.Join(", ", Enum.GetNames<LogLevel>())}, or leave it out.");
    }

    [GeneratedRegex("^Logging__(?:[A-Za-z0-9.]+__)?LogLevel__[A-Za-z0-9.*+_`]+$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Form();
}
