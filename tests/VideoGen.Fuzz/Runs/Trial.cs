using VideoGen.Fuzz.Targets;

namespace VideoGen.Fuzz.Runs;

/// <summary>Gives one input to a target and says which rule it broke, if any.</summary>
internal static class Trial
{
    /// <summary>The broken rule and its exception; null when all were kept.</summary>
    public static (string Rule, string Details)? Of(ITarget target, byte[] input)
    {
        // What is allocated once (a cache, a first call) is not the input's: what an input costs, it costs every time.
        if (Once(target, input, out long first) is { } broken)
        {
            return broken;
        }

        long allowed = target.Allowance(input.Length);
        for (int again = 0; first > allowed && again < 3; again++)
        {
            if (Once(target, input, out first) is { } later)
            {
                return later;
            }
        }

        return first > allowed ? ("Memory is bounded by the input.", $"{first} bytes were allocated for {input.Length}; {allowed} are allowed.") : null;
    }

    private static (string Rule, string Details)? Once(ITarget target, byte[] input, out long allocated)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Try(input);
            return null;
        }
        catch (BrokenRuleException broken)
        {
            return (broken.Message, broken.ToString());
        }
#pragma warning disable CA1031 // Any exception at all is what is looked for.
        catch (Exception unexpected)
#pragma warning restore CA1031
        {
            return ($"{unexpected.GetType().Name} in {Place(unexpected)}", unexpected.ToString());
        }
        finally
        {
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static string Place(Exception unexpected) =>
        unexpected.StackTrace?.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("at VideoGen", StringComparison.Ordinal))?.Split('(')[0][3..] ?? "no code of ours";
}
