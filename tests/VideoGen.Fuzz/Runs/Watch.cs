namespace VideoGen.Fuzz.Runs;

/// <summary>Ends the process when one input takes minutes: a hang cannot be caught any other way. Says which input it was.</summary>
internal sealed class Watch : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Timer _timer;
    private byte[] _input = [];
    private byte[] _seen = [];

    public Watch() => _timer = new Timer(_ => Look(), null, Longest, Longest);

    /// <summary>The input that is tried now.</summary>
    public byte[] Input { set => Volatile.Write(ref _input, value); }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        byte[] now = Volatile.Read(ref _input);
        if (now.Length > 0 && ReferenceEquals(now, _seen))
        {
            Environment.FailFast($"This input hangs: {Convert.ToBase64String(now)}");
        }

        _seen = now;
    }
}
