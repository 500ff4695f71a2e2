using System.Diagnostics;
using System.Globalization;

namespace VideoGen.Fault.Tests;

/// <summary>What a process may run out of, and the process it depends on.</summary>
public sealed class ProcessTests
{
    private const int EndedBySignal = 128;
    private const string NoHandles = "this process has no file handles left";

    // To whoever looks on, or in the history of the job, where its step ended. The runtime itself may give up without handles, as it may without memory, by a signal and without a word: then the next process finishes.
    [Fact]
    public async Task A_process_without_file_handles_says_so_and_its_jobs_come_to_their_end()
    {
        await using TestMachine machine = await TestMachine.PaidAsync(queue: TestMachine.Long);
        Process run = machine.Start("", "generate", TestMachine.Storyboard, "--wait", "600", "--json");
        await machine.UntilAcceptedAsync();
        Limits.TakeHandles(run);
        Task<bool> said = TestMachine.SaysAsync(run, NoHandles);
        while (!said.IsCompleted && !(await machine.HistoryAsync()).Contains(NoHandles, StringComparison.Ordinal))
        {
        }

        bool isNoted = !said.IsCompleted;
        Limits.GiveHandlesBack(run);
        bool isSaid = await said;
        Outcome first = await TestMachine.EndAsync(run);
        (isNoted || isSaid || first.Code > EndedBySignal).ShouldBeTrue($"exit code {first.Code}");

        Outcome done = await machine.FinishAsync(await machine.RequestIdAsync());

        (done.Code, done.Delivered, machine.Purchases).ShouldBe((0, 2, 2), done.Output + done.Error);
    }

    [Fact]
    public async Task A_render_goes_on_when_ffmpeg_is_killed_in_the_middle_of_it()
    {
        await using TestMachine machine = TestMachine.Local();
        Process run = machine.Start("", "generate", TestMachine.Storyboard, "--wait", "600", "--json");
        int encoder = 0;
        await TestMachine.UntilAsync(() => (encoder = EncoderOf(run.Id)) != 0);
        Limits.Kill(encoder);

        Outcome done = await TestMachine.EndAsync(run);

        (done.Code, done.Delivered).ShouldBe((0, 2), done.Output + done.Error);
        (await machine.HistoryAsync()).ShouldContain("signal 9");
    }

    // The child that encodes, as the system's own list tells.
    private static int EncoderOf(int parent)
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && IsEncoder(folder, parent))
            {
                return id;
            }
        }

        return 0;
    }

    private static bool IsEncoder(string folder, int parent)
    {
        try
        {
            string state = File.ReadAllText(Path.Combine(folder, "stat"));
            return state[(state.LastIndexOf(')') + 2)..].Split(' ')[1] == parent.ToString(CultureInfo.InvariantCulture)
                && File.ReadAllText(Path.Combine(folder, "cmdline")).Contains("libx264", StringComparison.Ordinal)
                && Directory.EnumerateFiles(Path.Combine(folder, "fd")).Any(fd => new FileInfo(fd).LinkTarget?.EndsWith(".part", StringComparison.Ordinal) == true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // it ended meanwhile, or belongs to somebody else
        }
    }
}
