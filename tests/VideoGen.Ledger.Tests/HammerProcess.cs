using System.Diagnostics;

namespace VideoGen.Ledger.Tests;

/// <summary>A process that works on a ledger and says line by line which of its writes were acknowledged.</summary>
public sealed class HammerProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private readonly Task<string> _errors;
    private readonly int _signalAt;

    /// <summary>One that works on all there is.</summary>
    /// <param name="ledger">File or connection string.</param>
    /// <param name="witnesses">Folder in which holders of jobs leave their marks.</param>
    /// <param name="name">Its name.</param>
    /// <param name="rounds">How long it works.</param>
    /// <param name="signalAt">After how many lines <see cref="KillWhenReachedAsync"/> kills.</param>
    public HammerProcess(string ledger, string witnesses, string name, int rounds, int signalAt = int.MaxValue)
        : this(signalAt, ledger, name, $"{rounds}", witnesses)
    {
    }

    private HammerProcess(int signalAt, params string[] arguments)
    {
        _signalAt = signalAt;
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])[Path.Combine(AppContext.BaseDirectory, "VideoGen.Ledger.Hammer.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _reading = ReadAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>One that orders until the cap of the day leaves no room.</summary>
    public static HammerProcess Buyer(string ledger, string name, decimal capUsd) =>
        new(int.MaxValue, ledger, name, "buy", capUsd.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The acknowledgements, complete after the end.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Kills it without warning as soon as it has acknowledged the number of lines it was started with.</summary>
    public async Task KillWhenReachedAsync(CancellationToken cancellationToken)
    {
        await _reached.Task.WaitAsync(cancellationToken);
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
        await _reading.WaitAsync(cancellationToken);
    }

    /// <summary>Waits for its own end, which must be a good one.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _reading.WaitAsync(cancellationToken);
        _process.ExitCode.ShouldBe(0, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    // A line cut off by the kill has no end and is no acknowledgement: the last one without a line break is dropped.
    private async Task ReadAsync()
    {
        var rest = "";
        var buffer = new char[4096];
        while (await _process.StandardOutput.ReadAsync(buffer) is > 0 and var length)
        {
            var lines = (rest + new string(buffer, 0, length)).Split('\n');
            rest = lines[^1];
            _lines.AddRange(lines[..^1]);
            if (_lines.Count >= _signalAt)
            {
                _reached.TrySetResult();
            }
        }

        _reached.TrySetResult();
    }
}
