using System.Text;
using System.Text.Json;
using VideoGen.Fuzz.Coverage;
using VideoGen.Fuzz.Runs;
using VideoGen.Fuzz.Targets;

Dictionary<string, string> given = args.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
string[] targets = given.TryGetValue("--target", out string? one) ? [one] : [.. TargetList.Names];
long inputs = given.TryGetValue("--inputs", out string? number) ? long.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : 100_000;
int seed = given.TryGetValue("--seed", out string? start) ? int.Parse(start, System.Globalization.CultureInfo.InvariantCulture) : 1;
double? minutes = given.TryGetValue("--minutes", out string? limit) ? double.Parse(limit, System.Globalization.CultureInfo.InvariantCulture) : null;
string? keep = given.GetValueOrDefault("--keep");
if (keep is not null)
{
    Directory.CreateDirectory(keep);
}

bool clean = true;
foreach (string target in targets)
{
    string options = JsonSerializer.Serialize(new FuzzOptions(target, inputs, seed, Minutes: minutes, Keep: keep), RunJson.Default.FuzzOptions);
    FuzzReport report = JsonSerializer.Deserialize(InstrumentedCode.Run(options), RunJson.Default.FuzzReport)!;
    Console.WriteLine($"{target}: {report.Inputs} inputs, {report.Kept} kept, {report.Blocks} of {report.AllBlocks} blocks, {report.Findings.Length} findings");
    foreach (Finding finding in report.Findings)
    {
        clean = false;
        Console.WriteLine($"  input {finding.At}: {finding.Rule}\n    {Encoding.Latin1.GetString(finding.Input.AsSpan(0, Math.Min(finding.Input.Length, 300)))}\n    {finding.Details}");
    }
}

return clean ? 0 : 1;
