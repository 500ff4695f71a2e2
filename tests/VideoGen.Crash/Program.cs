using System.Globalization;
using VideoGen.Crash.Judgements;
using VideoGen.Crash.Runs;
using VideoGen.Simulation.Oracles;

const string Usage = "Usage: videogen-crash [--kills N] [--hours H] [--seed S]";

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int kills = int.MaxValue, seed = 1;
double hours = 24;
for (int at = 0; at < args.Length; at += 2)
{
    string value = at + 1 < args.Length ? args[at + 1] : "";
    bool isRead = args[at] switch
    {
        "--kills" => int.TryParse(value, out kills),
        "--hours" => double.TryParse(value, out hours),
        "--seed" => int.TryParse(value, out seed),
        _ => false,
    };
    if (!isRead || kills < 1 || hours is not (> 0 and < 10_000))
    {
        await Console.Error.WriteLineAsync(Usage);
        return 2;
    }
}

await using var world = new CrashWorld();
using var run = new CrashRun(new CrashOptions(kills, seed, TimeSpan.FromHours(hours)), world, Console.WriteLine);
await run.RunAsync();
IReadOnlyList<Violation> violations = await CrashJudgement.OfAsync(world);
Console.WriteLine(run.Report);
foreach (Violation violation in violations)
{
    Console.WriteLine($"BROKEN  {violation.Promise}: {violation.What}");
}

Console.WriteLine(violations.Count == 0 ? "Every promise was kept." : $"{violations.Count} promises broken.");
return violations.Count == 0 ? 0 : 1;
