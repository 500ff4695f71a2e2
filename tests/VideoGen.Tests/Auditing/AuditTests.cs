using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Auditing;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Providers;
using VideoGen.Synthesis;
using VideoGen.Testing;
using VideoGen.Testing.Providers;
using VideoGen.Testing.Signatures;

namespace VideoGen.Tests.Auditing;

public sealed class AuditTests : AuditStageTest
{
    private static readonly byte[] EmptyZip = [0x50, 0x4B, 5, 6, .. new byte[18]];
    private static readonly byte[] Seed = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Fact]
    public async Task A_delivered_request_is_replayed_to_the_same_plan_states_costs_and_clips()
    {
        Job[] jobs = await SubmittedAsync(2);
        Provider.Say(jobs[0].Id, new JobStatus.Running(0.5) { Response = """{"status":"IN_PROGRESS"}""" }, new JobStatus.Succeeded(ScriptedProvider.ClipOf(jobs[0].Id)));
        Provider.Finish(jobs[1].Id);
        await Agent.AdvanceAsync(Seconds(30));
        (await StateAsync(jobs[0])).ShouldBe(JobState.Succeeded);

        AuditReport report = await VerifyAsync(await BundleAsync(jobs[0].RequestId));

        report.Problems.ShouldBeEmpty();
        report.Notices.ShouldBeEmpty();
        (report.Replayed, report.Clips).ShouldBe((2, 2));
        report.Files.ShouldBeGreaterThan(12);
    }

    [Fact]
    public async Task A_failure_that_stops_the_rest_is_replayed()
    {
        Job[] jobs = await SubmittedAsync(3);
        Provider.Say(jobs[0].Id, Failed("Broken."));
        await Agent.AdvanceAsync(Seconds(60));

        AuditReport report = await VerifyAsync(await BundleAsync(jobs[0].RequestId));

        report.Problems.ShouldBeEmpty();
        report.Replayed.ShouldBe(3);
    }

    [Fact]
    public async Task A_cancelled_request_is_replayed()
    {
        Job[] jobs = await SubmittedAsync();
        Provider.OnCancel = _ => CancelResult.Removed;
        Time.Advance(Seconds(1));
        await Agent.Ledger.RequestCancelAsync(jobs[0].RequestId, Time.GetUtcNow(), CancellationToken.None);
        await Agent.StepAsync(jobs[0].Id);
        (await StateAsync(jobs[0])).ShouldBe(JobState.Cancelled);

        AuditReport report = await VerifyAsync(await BundleAsync(jobs[0].RequestId));

        report.Problems.ShouldBeEmpty();
        report.Replayed.ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_submit_that_was_found_is_replayed()
    {
        Provider.OnSubmit = _ => new SubmitResult.Unknown("The answer was lost.");
        Job[] jobs = await SubmittedAsync();
        await Agent.AdvanceAsync(Seconds(15));
        Provider.Finish(jobs[0].Id);
        await Agent.AdvanceAsync(Seconds(60));
        (await StateAsync(jobs[0])).ShouldBe(JobState.Succeeded);

        (await VerifyAsync(await BundleAsync(jobs[0].RequestId))).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_webhook_is_kept_with_its_signature_and_key_and_verified_and_replayed()
    {
        Job job = (await SubmittedAsync())[0];
        string body = ScriptedProvider.DeliveryOf(job.Id);
        await Agent.Webhooks.TakeAsync($"{job.Id}.{job.WebhookToken}", "d1", body, CancellationToken.None, proof: Signed(body));
        await Agent.RunAsync();

        AuditReport report = await VerifyAsync(await BundleAsync(job.RequestId));

        report.Problems.ShouldBeEmpty();
        report.Notices.ShouldBeEmpty();
        (report.Signatures, report.Replayed).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_webhook_whose_body_was_changed_together_with_the_manifest_is_found_by_its_signature()
    {
        Job job = (await SubmittedAsync())[0];
        string body = ScriptedProvider.DeliveryOf(job.Id);
        await Agent.Webhooks.TakeAsync($"{job.Id}.{job.WebhookToken}", "d1", body, CancellationToken.None, proof: Signed(body));
        await Agent.RunAsync();
        string name = $"jobs/{job.Id}/webhooks/001.body";

        AuditReport report = await VerifyAsync(Forged(await BundleAsync(job.RequestId), name, text => text.Replace("request_id", "Request_id", StringComparison.Ordinal)));

        report.Problems.ShouldContain(p => p.Code == ProblemCodes.SignatureInvalid && p.Pointer == name);
    }

    [Fact]
    public async Task A_secret_signature_is_said_to_be_beyond_a_bundle()
    {
        Job job = (await SubmittedAsync())[0];
        var proof = new WebhookProof("openrouter", "hmac-sha256", ImmutableSortedDictionary<string, string>.Empty.Add("X-Signature", "t=1,v1=00"));
        await Agent.Webhooks.TakeAsync($"{job.Id}.{job.WebhookToken}", "d1", ScriptedProvider.DeliveryOf(job.Id), CancellationToken.None, proof: proof);
        await Agent.RunAsync();

        AuditReport report = await VerifyAsync(await BundleAsync(job.RequestId));

        report.Problems.ShouldBeEmpty();
        report.Notices.ShouldContain(n => n.Contains("with a secret (hmac-sha256)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hashes_alone_are_replayed_up_to_the_clip()
    {
        Job job = await DeliveredAsync();

        AuditReport report = await VerifyAsync(await BundleAsync(job.RequestId, withClips: false));

        report.Problems.ShouldBeEmpty();
        report.Clips.ShouldBe(0);
        report.Notices.ShouldHaveSingleItem().ShouldContain("only its hash");
    }

    [Fact]
    public async Task The_same_ledger_gives_the_same_bytes_into_whatever_they_are_written()
    {
        Job job = await DeliveredAsync();

        byte[] first = await BundleAsync(job.RequestId);
        Time.Advance(Seconds(3_600));
        byte[] second = await BundleAsync(job.RequestId);
        string file = Path.Combine(Stage.Home, "bundle.zip");
        await using (FileStream target = File.Create(file))
        {
            await WriteAsync(job.RequestId, target, withClips: true);
        }

        second.ShouldBe(first);
        (await File.ReadAllBytesAsync(file)).ShouldBe(first);
    }

    [Fact]
    public async Task Every_entry_that_is_changed_removed_or_added_is_named()
    {
        Job job = await DeliveredAsync();
        byte[] bundle = await BundleAsync(job.RequestId);
        foreach (string name in Entries(bundle).Keys)
        {
            AuditReport changed = await VerifyAsync(Edited(bundle, entries => entries[name] = [.. entries[name][..^1], (byte)(entries[name][^1] ^ 1)]));
            changed.Problems.ShouldContain(p => p.Code == ProblemCodes.BundleChanged && p.Pointer == name, name);
            AuditReport removed = await VerifyAsync(Edited(bundle, entries => entries.Remove(name)));
            removed.Problems.ShouldContain(p => p.Code == ProblemCodes.BundleChanged && p.Pointer == name, name);
        }

        AuditReport added = await VerifyAsync(Edited(bundle, entries => entries["jobs/more.json"] = "{}"u8.ToArray()));
        added.Problems.ShouldHaveSingleItem().Pointer.ShouldBe("jobs/more.json");
    }

    [Theory]
    [InlineData("jobs/{0}/job.json", "\"billed_usd\": ", "\"billed_usd\": 1", "jobs/{0}/job.json#/billed_usd")]
    [InlineData("jobs/{0}/job.json", "\"request_id\": \"p-", "\"request_id\": \"q-", "jobs/{0}/job.json#/provider_job/request_id")]
    [InlineData("plan.json", "\"plan_hash\": \"", "\"plan_hash\": \"0", "plan.json#/plan_hash")]
    [InlineData("catalog/templates.json", "\"template_text\": \"", "\"template_text\": \"Slowly. ", "plan.json#")]
    [InlineData("jobs/{0}/exchanges.json", "\"said\": \"succeeded\"", "\"said\": \"running\"", "jobs/{0}/events.json")]
    [InlineData("jobs/{0}/events.json", "\"to\": \"succeeded\"", "\"to\": \"expired\"", "jobs/{0}/events.json")]
    public async Task A_document_that_was_changed_together_with_every_hash_is_found_by_the_replay(string name, string before, string after, string place)
    {
        Job job = await DeliveredAsync();
        (name, place) = (string.Format(null, name, job.Id), string.Format(null, place, job.Id));

        AuditReport report = await VerifyAsync(Forged(await BundleAsync(job.RequestId), name, text => text.Replace(before, after, StringComparison.Ordinal)));

        report.Problems.ShouldContain(p => p.Code == ProblemCodes.ReplayDiffers && p.Pointer.StartsWith(place, StringComparison.Ordinal), string.Join('\n', report.Problems));
    }

    [Fact]
    public async Task A_state_that_was_changed_together_with_the_manifest_contradicts_the_history()
    {
        Job job = await DeliveredAsync();
        string name = $"jobs/{job.Id}/job.json";

        AuditReport report = await VerifyAsync(Forged(await BundleAsync(job.RequestId), name, text => text.Replace("\"state\": \"succeeded\"", "\"state\": \"expired\"", StringComparison.Ordinal)));

        report.Problems.ShouldContain(p => p.Code == ProblemCodes.BundleContradicts && p.Pointer == $"{name}#/state");
    }

    [Fact]
    public async Task A_prompt_that_was_changed_together_with_the_manifest_is_a_contradiction()
    {
        Job job = await DeliveredAsync();
        string name = $"jobs/{job.Id}/prompt.txt";

        AuditReport report = await VerifyAsync(Forged(await BundleAsync(job.RequestId), name, text => text + " In colour."));

        report.Problems.ShouldHaveSingleItem().Pointer.ShouldBe(name);
    }

    [Fact]
    public async Task What_is_no_bundle_or_not_safe_to_read_is_refused_with_its_place()
    {
        Job job = await DeliveredAsync();
        byte[] bundle = await BundleAsync(job.RequestId);

        (await VerifyAsync(bundle[..(bundle.Length / 2)])).Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.BundleUnreadable);
        (await VerifyAsync([])).Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.BundleUnreadable);
        (await VerifyAsync("no zip"u8.ToArray())).Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.BundleUnreadable);
        foreach (string name in (string[])["../out.json", "/etc/passwd", "jobs/../../out", "C:\\out.json", "a//b", "jobs/./x"])
        {
            Problem problem = (await VerifyAsync(Edited(bundle, entries => entries[name] = [1]))).Problems.ShouldHaveSingleItem();
            (problem.Code, problem.Pointer).ShouldBe((ProblemCodes.BundleUnsafe, name));
        }

        Problem bomb = (await VerifyAsync(Edited(bundle, entries => entries["jobs/bomb.json"] = new byte[10_000_000], packed: "jobs/bomb.json"))).Problems.ShouldHaveSingleItem();
        (bomb.Code, bomb.Pointer).ShouldBe((ProblemCodes.BundleUnsafe, "jobs/bomb.json"));
        bomb.Message.ShouldContain("would become 10000000");
        ImmutableArray<Problem> heavy = (await VerifyAsync(Edited(bundle, entries => entries["jobs/heavy.json"] = new byte[(256 << 20) + 1], packed: "jobs/heavy.json"))).Problems;
        heavy[^1].Message.ShouldEndWith("268435456 are the most.");
        Problem shared = (await VerifyAsync(Shared(10_000))).Problems.ShouldHaveSingleItem();
        shared.Code.ShouldBe(ProblemCodes.BundleUnsafe);
        shared.Message.ShouldContain("share their bytes");
        ImmutableArray<Problem> again = (await VerifyAsync(Edited(bundle, _ => { }, packed: ""))).Problems;
        again.Length.ShouldBe(6);
        again[^1].Message.ShouldContain("packed it again");
    }

    [Fact]
    public async Task No_secret_and_no_kept_path_gets_into_a_bundle()
    {
        Provider.OnPrepare = order => new PrepareResult.Ready(new JsonObject { ["prompt"] = order.Prompt, ["image"] = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg", ["u"] = "https://files.example/a.png?x=1&signature=topsecret1" }.ToJsonString());
        Provider.OnSubmit = s => new SubmitResult.Accepted(ScriptedProvider.JobOf(s.JobId) with { StatusUrl = new Uri("https://queue.example/1?api_key=topsecret2") }) { Response = """{"access_token":"topsecret3"}""" };
        Job job = await DeliveredAsync();

        string all = Encoding.UTF8.GetString(await BundleAsync(job.RequestId));

        all.ShouldNotContain("topsecret");
        all.ShouldNotContain(job.WebhookToken ?? "no token");
        all.ShouldNotContain("iVBORw0KGgoAAAANSUhEUg");
        all.ShouldNotContain(Path.Combine(Stage.Home, "pictures"));
    }

    [Fact]
    public async Task Other_programs_read_the_zip()
    {
        Job job = await DeliveredAsync();
        string file = Path.Combine(Stage.Home, "bundle.zip");
        await File.WriteAllBytesAsync(file, await BundleAsync(job.RequestId));
        const string Script = "import zipfile, sys; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()), {i.compress_type for i in z.infolist()})";

        var start = new ProcessStartInfo("python3", ["-c", Script, file]) { RedirectStandardOutput = true, UseShellExecute = false };
        using Process python = Process.Start(start)!;
        string said = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();

        said.Trim().ShouldBe($"None {Entries(await File.ReadAllBytesAsync(file)).Count} {{0}}");
    }

    // A reader and a validator of RO-Crates that others wrote, with the published context.
    [Fact]
    public async Task Others_read_the_bundle_as_a_research_object_crate()
    {
        Job job = await DeliveredAsync();
        SortedDictionary<string, byte[]> entries = Entries(await BundleAsync(job.RequestId));
        string file = Path.Combine(Stage.Home, "ro-crate-metadata.json");
        await File.WriteAllBytesAsync(file, entries["ro-crate-metadata.json"]);

        JsonNode said = JsonNode.Parse(await CrateAsync(file))!;

        said["root"]!.GetValue<string>().ShouldBe("./");
        said["errors"]!.AsArray().ShouldBeEmpty();
        said["dangling"]!.AsArray().ShouldBeEmpty();
        said["unknown"]!.AsArray().ShouldBeEmpty();
        said["files"]!.AsArray().Select(f => (string)f!["id"]!).Append("ro-crate-metadata.json").ShouldBe(entries.Keys, ignoreOrder: true);
        foreach (JsonNode? described in said["files"]!.AsArray().Where(f => (string)f!["id"]! != "manifest.json"))
        {
            ((string)described!["sha256"]!).ShouldBe(Hash(entries[(string)described["id"]!]));
        }

        JsonNode action = said["actions"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)action["status"]!).ShouldBe("http://schema.org/CompletedActionStatus");
        ((string)action["result"]!).ShouldStartWith("clips/");
    }

    [Fact]
    public async Task A_clip_that_is_not_the_delivered_one_makes_no_bundle()
    {
        Job job = await DeliveredAsync();
        Clip clip = (await Agent.JobAsync(job.Id)).Clip!;
        await File.AppendAllTextAsync(clip.Address.LocalPath, "more");

        AuditException e = await Should.ThrowAsync<AuditException>(BundleAsync(job.RequestId));

        e.Problem.Code.ShouldBe(ProblemCodes.AuditClipUnreadable);
        e.Problem.Message.ShouldContain(clip.Path);
        (await VerifyAsync(await BundleAsync(job.RequestId, withClips: false))).Problems.ShouldBeEmpty();
    }

    // What is read and not yet written is held in memory; nothing else of a clip is.
    [Fact]
    public async Task No_more_than_a_buffer_of_a_clip_is_held_in_memory()
    {
        Job job = await DeliveredAsync();
        const long Bytes = 256L * 1024 * 1024;
        string sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(new ZeroStream(Bytes)));
        await using SqliteLedger ledger = Open();
        AuditContent content = ((Answer<AuditContent>.Given)await new AuditCollector(ledger, ledger).CollectAsync(job.RequestId, withClips: true, CancellationToken.None)).Value;
        Job large = content.Clips[0].Job with { Clip = content.Clips[0].Job.Clip! with { Sha256 = sha256, FileSize = Bytes } };
        var counted = new CountingStream();
        long begin = 0;
        long held = 0;
        var zeros = new ZeroStream(Bytes) { Reading = read => held = Math.Max(held, read - (counted.Written - begin)) };

        await BundleWriter.WriteAsync(
            content with { Clips = [content.Clips[0] with { Job = large }] },
            counted,
            (_, _) =>
            {
                begin = counted.Written;
                return Task.FromResult<Stream>(zeros);
            },
            CancellationToken.None);

        counted.Written.ShouldBeGreaterThan(Bytes);
        held.ShouldBeInRange(0, 1024 * 1024);
    }

    [Fact]
    public async Task Requests_that_are_not_there_have_no_bundle()
    {
        await using SqliteLedger ledger = Open();

        var refused = (Answer<AuditContent>.Refused)await new AuditCollector(ledger, ledger).CollectAsync("req_none", withClips: true, CancellationToken.None);

        refused.Refusal.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.RequestUnknown);
    }

    private static WebhookProof Signed(string body) => new(
        Testing.Catalog.MemoryCatalog.Provider, "ed25519",
        ImmutableSortedDictionary<string, string>.Empty.Add("X-Signature", Convert.ToHexStringLower(Libsodium.Sign(Seed, Encoding.UTF8.GetBytes(body)))),
        Convert.ToHexStringLower(Libsodium.PublicKey(Seed)));

    private static byte[] Edited(byte[] bundle, Action<SortedDictionary<string, byte[]>> edit, string packed = "nothing")
    {
        SortedDictionary<string, byte[]> entries = Entries(bundle);
        edit(entries);
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in entries)
            {
                using Stream stream = zip.CreateEntry(name, name.StartsWith(packed, StringComparison.Ordinal) ? CompressionLevel.Optimal : CompressionLevel.NoCompression).Open();
                stream.Write(bytes);
            }
        }

        return file.ToArray();
    }

    /// <summary>A small archive with two entries whose bytes are the same ones.</summary>
    private static byte[] Shared(int bytes)
    {
        byte[] zip = Edited(EmptyZip, entries => entries["jobs/a.json"] = new byte[bytes]);
        int directory = BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(zip.Length - 6));
        byte[] record = zip[directory..^22];
        byte[] second = [.. record];
        "jobs/b.json"u8.CopyTo(second.AsSpan(46));
        byte[] end = zip[^22..];
        BinaryPrimitives.WriteInt16LittleEndian(end.AsSpan(8), 2);
        BinaryPrimitives.WriteInt16LittleEndian(end.AsSpan(10), 2);
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(12), 2 * record.Length);
        return [.. zip[..directory], .. record, .. second, .. end];
    }

    /// <summary>An edit by somebody who brings every hash in step.</summary>
    private static byte[] Forged(byte[] bundle, string name, Func<string, string> edit) => Edited(bundle, entries =>
    {
        string before = Encoding.UTF8.GetString(entries[name]);
        string after = edit(before);
        after.ShouldNotBe(before);
        (string oldHash, int oldSize) = (Hash(entries[name]), entries[name].Length);
        entries[name] = Encoding.UTF8.GetBytes(after);
        string crate = Encoding.UTF8.GetString(entries["ro-crate-metadata.json"]);
        string oldCrate = Hash(entries["ro-crate-metadata.json"]);
        int oldCrateSize = entries["ro-crate-metadata.json"].Length;
        crate = crate.Replace($"\"contentSize\": \"{oldSize}\",\n      \"sha256\": \"{oldHash}\"", $"\"contentSize\": \"{entries[name].Length}\",\n      \"sha256\": \"{Hash(entries[name])}\"", StringComparison.Ordinal);
        entries["ro-crate-metadata.json"] = Encoding.UTF8.GetBytes(crate);
        string manifest = Encoding.UTF8.GetString(entries["manifest.json"])
            .Replace($"\"size\": {oldSize},\n      \"sha256\": \"{oldHash}\"", $"\"size\": {entries[name].Length},\n      \"sha256\": \"{Hash(entries[name])}\"", StringComparison.Ordinal)
            .Replace($"\"size\": {oldCrateSize},\n      \"sha256\": \"{oldCrate}\"", $"\"size\": {entries["ro-crate-metadata.json"].Length},\n      \"sha256\": \"{Hash(entries["ro-crate-metadata.json"])}\"", StringComparison.Ordinal);
        entries["manifest.json"] = Encoding.UTF8.GetBytes(manifest);
    });

    private static async Task<string> CrateAsync(string file)
    {
        string judge = Path.Combine(GoldenFile.Repository, "tests", "clients", "crate");
        if (!Directory.Exists(Path.Combine(judge, "node_modules")))
        {
            await ProgramAsync(judge, "npm", "ci", "--no-audit", "--no-fund");
        }

        return await ProgramAsync(judge, "node", "read.mjs", file);
    }

    private static async Task<string> ProgramAsync(string folder, string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return output;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private async Task<Job> DeliveredAsync()
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(Seconds(30));
        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
        return job;
    }

    private sealed class ZeroStream(long length) : Stream
    {
        private long _read;

        /// <summary>Told how much was read, before more is.</summary>
        public Action<long> Reading { get; init; } = _ => { };

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Reading(_read);
            int read = (int)Math.Min(count, length - _read);
            buffer.AsSpan(offset, read).Clear();
            _read += read;
            return read;
        }

        public override void Flush()
        {
            // Nothing is written.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class CountingStream : Stream
    {
        public long Written { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Written;

        public override long Position { get => Written; set => throw new NotSupportedException(); }

        public override void Flush()
        {
            // Nothing is kept.
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Written += count;
    }
}
