using System.Globalization;
using VideoGen.Ledger.Hammer;

// Usage: VideoGen.Ledger.Hammer LEDGER NAME ROUNDS. Every acknowledged write is a line on stdout; exit code 3 means a broken promise.
var path = args[0];
var name = args[1];
var rounds = int.Parse(args[2], CultureInfo.InvariantCulture);
try
{
    await Task.WhenAll(Enumerable.Range(0, 3).Select(i => Task.Run(() => new Worker(path, $"{name}w{i}").RunAsync(rounds))));
    return 0;
}
catch (BrokenPromiseException broken)
{
    Console.Error.WriteLine(broken.Message);
    return 3;
}
