using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Cli.Tables;
using VideoGen.Cli.Terminal;
using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;

namespace VideoGen.Cli.Verbs;

/// <summary>One call of a verb: its environment, where it writes, and how it ends when something stands in its way.</summary>
internal sealed class VerbContext
{
    private readonly CliServices _services;

    /// <summary>A call.</summary>
    /// <param name="services">The rest of the house.</param>
    /// <param name="environment">Terminal, folder, environment.</param>
    /// <param name="settingsFile">The file of <c>--settings</c>, if given.</param>
    /// <param name="json">True writes the result as JSON.</param>
    /// <param name="interrupted">Cancelled by the first Ctrl-C.</param>
    public VerbContext(CliServices services, CliEnvironment environment, string? settingsFile, bool json, CancellationToken interrupted)
    {
        _services = services;
        Environment = environment;
        Json = json;
        Interrupted = interrupted;
        SettingsFile = settingsFile;
        Output = new Screen(environment.Output, environment.OutputIsTerminal, environment.Colors, environment.IsDumb, environment.Width);
        Hints = new Screen(environment.Error, environment.ErrorIsTerminal, environment.Colors, environment.IsDumb, environment.ErrorWidth);
    }

    /// <summary>The rest of the house, for what needs no settings.</summary>
    public CliServices Services => _services;

    /// <summary>Terminal, folder, environment.</summary>
    public CliEnvironment Environment { get; }

    /// <summary>True writes the result as JSON.</summary>
    public bool Json { get; }

    /// <summary>Cancelled by the first Ctrl-C.</summary>
    public CancellationToken Interrupted { get; }

    /// <summary>The file of <c>--settings</c>, if given.</summary>
    public string? SettingsFile { get; }

    /// <summary>Takes the result.</summary>
    public Screen Output { get; }

    /// <summary>Requests that exist, whether or not their result can be written.</summary>
    public List<string> Kept { get; } = [];

    /// <summary>Takes hints: how to go on.</summary>
    public Screen Hints { get; }

    /// <summary>
    /// How progress is shown: bars on a terminal, lines elsewhere, and nothing where a program reads JSON and nobody looks.
    /// </summary>
    public IRunProgress Progress() =>
        Environment.ErrorIsTerminal && !Environment.IsDumb
            ? new LiveProgress(Environment.Error, Environment.ErrorWidth, Environment.Colors)
            : Json ? new SilentProgress() : new ProgressLines(Environment.Error);

    /// <summary>Does something with the settings, or says what is wrong with them.</summary>
    public async Task<int> WithSettingsAsync(Func<CliServices, Settings, Task<int>> action)
    {
        SettingsReading reading = SettingsReader.Read(new SettingsSources
        {
            File = SettingsFile,
            Environment = Environment.Environment,
            WorkingFolder = Environment.WorkingFolder,
        });
        if (reading is not SettingsReading.Usable usable)
        {
            return Refuse(((SettingsReading.Unusable)reading).Problems);
        }

        try
        {
            return await action(_services, usable.Settings);
        }
        catch (LedgerException broken)
        {
            return Refuse([broken.Problem], ExitCode.Broken);
        }
        catch (OperationCanceledException) when (Interrupted.IsCancellationRequested)
        {
            Hints.Line("Interrupted before anything was begun.");
            return ExitCode.Interrupted;
        }
    }

    /// <summary>Does something with the agent, or says what keeps it from working.</summary>
    public Task<int> WithAgentAsync(Func<IAgent, Settings, Task<int>> action) => WithSettingsAsync(async (services, settings) =>
    {
        await using IAgent agent = await services.OpenAgent(settings, Interrupted);
        return await action(agent, settings);
    });

    /// <summary>Writes what stands in the way.</summary>
    public int Refuse(ImmutableArray<Problem> problems, int code = ExitCode.BadInput)
    {
        if (Json)
        {
            WriteJson(CliJson.Of(new Refusal { Problems = problems }));
        }
        else
        {
            Notices.Problems(Hints, problems);
        }

        return code;
    }

    /// <summary>Writes why the agent will not.</summary>
    /// <param name="refusal">Why.</param>
    /// <param name="isOrder">True where something was to be ordered: nothing was.</param>
    public int Refuse(Refusal refusal, bool isOrder = false)
    {
        if (Json)
        {
            WriteJson(CliJson.Of(refusal));
        }
        else
        {
            RefusalList.Write(Hints, refusal, isOrder);
        }

        return ExitCode.BadInput;
    }

    /// <summary>Writes the result as JSON.</summary>
    public void WriteJson(JsonNode document) => Environment.Output.WriteLine(CliJson.Write(document));
}
