using System.Diagnostics;
using System.Text.Json;
using VideoGen.Fuzz.Coverage;
using VideoGen.Fuzz.Mutations;
using VideoGen.Fuzz.Targets;

namespace VideoGen.Fuzz.Runs;

/// <summary>
/// The loop: take an input, change it, try it; keep it when it went where none went before. Runs in the instrumented copy of this program.
/// The same options try the same inputs.
/// </summary>
public sealed class FuzzRun
{
    private const int LongestInput = 100_000;
    private const int MostFindings = 50;

    private readonly FuzzOptions _options;
    private readonly ITarget _target;
    private readonly Mutator _mutator;
    private readonly Corpus _corpus;
    private readonly Dictionary<string, Finding> _findings = new(StringComparer.Ordinal);

    private FuzzRun(FuzzOptions options)
    {
        var random = new Random(options.Seed);
        _options = options;
        _target = TargetList.Create(options.Target, options.Planted);
        _corpus = new Corpus(random);
        _mutator = new Mutator(random, _target, _corpus);
    }

    /// <summary>Runs and reports.</summary>
    /// <param name="options">A <see cref="FuzzOptions"/>.</param>
    /// <returns>A <see cref="FuzzReport"/>.</returns>
    public static string Run(string options) =>
        JsonSerializer.Serialize(new FuzzRun(JsonSerializer.Deserialize(options, RunJson.Default.FuzzOptions)!).Run(), RunJson.Default.FuzzReport);

    private FuzzReport Run()
    {
        using var watch = new Watch();
        var begun = Stopwatch.StartNew();
        long tried = 0;
        foreach ((_, byte[] seed) in Corpus.Files(_options.Target).DefaultIfEmpty(("", [])))
        {
            _corpus.Add(seed);
            Try(seed, tried++, watch, keep: false);
        }

        for (; tried < _options.Inputs && _findings.Count < MostFindings && !(_options.Planted && _findings.Count > 0) && !(begun.Elapsed.TotalMinutes > _options.Minutes); tried++)
        {
            byte[] input = _mutator.Next();
            Try(input.Length > LongestInput ? input[..LongestInput] : input, tried, watch, keep: _options.Guided);
        }

        return new FuzzReport(tried, _corpus.Count, Probes.Entered, Probes.Blocks, [.. _findings.Values]);
    }

    private void Try(byte[] input, long at, Watch watch, bool keep)
    {
        watch.Input = input;
        Probes.Begin();
        (string Rule, string Details)? broken = Trial.Of(_target, input);
        if (Probes.EndWithNews() && keep)
        {
            _corpus.Add(input);
        }

        if (broken is { } found && !_findings.ContainsKey(found.Rule))
        {
            var finding = new Finding(found.Rule, found.Details, _options.Planted ? input : Shorter(input, found.Rule), at);
            _findings.Add(found.Rule, finding);
            Keep(finding);
        }
    }

    /// <summary>Takes parts out of an input as long as the same rule breaks.</summary>
    private byte[] Shorter(byte[] input, string rule)
    {
        for (int part = Math.Max(1, input.Length / 2), tries = 0; part > 0 && tries < 3_000; part /= 2)
        {
            for (int at = 0; at + part <= input.Length && tries < 3_000; tries++)
            {
                byte[] less = [.. input.AsSpan(0, at), .. input.AsSpan(at + part)];
                if (Trial.Of(_target, less)?.Rule == rule)
                {
                    input = less;
                }
                else
                {
                    at += part;
                }
            }
        }

        return input;
    }

    private void Keep(Finding finding)
    {
        if (_options.Keep is { } folder)
        {
            string name = $"{_options.Target}-{_options.Seed}-{_findings.Count}";
            File.WriteAllBytes(Path.Combine(folder, name), finding.Input);
            File.WriteAllText(Path.Combine(folder, name + ".txt"), finding.Rule + "\n" + finding.Details);
        }
    }
}
