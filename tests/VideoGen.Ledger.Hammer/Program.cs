using System.Globalization;
using VideoGen.Ledger.Hammer;

// Usage: VideoGen.Ledger.Hammer LEDGER NAME ROUNDS WITNESSES, or LEDGER NAME buy CAP_USD. LEDGER is a file or a connection string. Every acknowledged
// write is a line on stdout; exit code 3 means a broken promise.
string name = args[1];
var shared = new SharedLedger(args[0], args[3]);
try
{
    await Task.WhenAll(Enumerable.Range(0, 3).Select(i => Task.Run(() => args[2] == "buy"
        ? new Buyer(shared, $"{name}w{i}").RunAsync(decimal.Parse(args[3], CultureInfo.InvariantCulture))
        : new Worker(shared, $"{name}w{i}").RunAsync(int.Parse(args[2], CultureInfo.InvariantCulture)))));
    return 0;
}
catch (BrokenPromiseException broken)
{
    Console.Error.WriteLine(broken.Message);
    return 3;
}
