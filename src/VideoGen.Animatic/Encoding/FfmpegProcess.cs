using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using VideoGen.Animatic.Rendering;

namespace VideoGen.Animatic.Encoding;

/// <summary>One run of ffmpeg with piped streams. Ends with its owner: disposing kills what still runs.</summary>
internal sealed class FfmpegProcess : IAsyncDisposable
{
    private const int KeptErrors = 4000;
    private const int MostKept = 32;

    // EAGAIN, ENOMEM, EMFILE, ENFILE.
    private const int NoProcesses = 11, NoMemory = 12, NoHandles = 24, NoHandlesAtAll = 23;

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly Func<string, bool>? _keep;
    private readonly List<string> _kept = [];

    private FfmpegProcess(Process process, Func<string, bool>? keep)
    {
        _process = process;
        _keep = keep;
        _errors = DrainAsync(process.StandardError.BaseStream);
    }

    /// <summary>The first lines of its log that were to be kept, whatever it logged afterwards; whole once it has ended.</summary>
    public ImmutableArray<string> Kept => [.. _kept];

    /// <summary>What the program reads.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What the program writes.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Starts the program.</summary>
    /// <param name="program">Path of ffmpeg.</param>
    /// <param name="arguments">Arguments, each a value of its own: nothing is quoted or split.</param>
    /// <param name="maxMemory">Most memory in bytes, where the system can limit it; null for as much as there is. In force before the program is fed.</param>
    /// <param name="keep">True for a line of the log that is to be kept; null for none.</param>
    /// <exception cref="AnimaticException">The program cannot be started.</exception>
    public static FfmpegProcess Start(string program, IEnumerable<string> arguments, long? maxMemory = null, Func<string, bool>? keep = null)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
            CreateNoWindow = true,
            UseShellExecute = false,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            Process process = Process.Start(start) ?? throw new Win32Exception("no process");
            StepBack(process);
            if (maxMemory is { } bytes)
            {
                MemoryLimit.Set(process.Id, bytes);
            }

            return new FfmpegProcess(process, keep);
        }
        catch (Win32Exception busy) when (busy.NativeErrorCode is NoProcesses or NoMemory or NoHandles or NoHandlesAtAll)
        {
            throw new AnimaticException("ffmpeg_not_started", $"ffmpeg could not be started: {busy.Message}.",
                "This process has no file handles, processes or memory left: raise its limits (ulimit -n, ulimit -u).", busy);
        }
        catch (Win32Exception missing)
        {
            throw new AnimaticException("ffmpeg_missing", $"ffmpeg could not be started: {missing.Message}.", FfmpegProgram.Remedy, missing);
        }
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>Exit code and the last lines of what the program complained about.</returns>
    public async Task<(int Code, string Errors)> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return (_process.ExitCode, await _errors);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }

            await _process.WaitForExitAsync(CancellationToken.None);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It, or one of its children, ended between the question and the signal.
        }

        _process.Dispose();
    }

    // A render must not make the machine that serves people slow.
    private static void StepBack(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception refused) when (refused is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            // Some sandboxes forbid it, and a short run may be over already; the render is right without it.
        }
    }

    private async Task<string> DrainAsync(Stream log)
    {
        var last = new StringBuilder();
        await BoundedLines.ReadAsync(
            log,
            line =>
            {
                string text = line.ToString();
                if (_keep is not null && _kept.Count < MostKept && _keep(text))
                {
                    _kept.Add(text);
                }

                last.Append(text).Append('\n');
                if (last.Length > 2 * KeptErrors)
                {
                    last.Remove(0, last.Length - KeptErrors);
                }
            },
            CancellationToken.None);
        return last.ToString().Trim();
    }
}
