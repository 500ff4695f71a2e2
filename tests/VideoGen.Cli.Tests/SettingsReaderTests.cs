using System.Collections.Immutable;
using VideoGen.Choosing;
using VideoGen.Contract;
using VideoGen.Fal;
using VideoGen.Host.Configuration;

namespace VideoGen.Cli.Tests;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("videogen-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Nothing_set_gives_every_default()
    {
        Settings settings = Usable();

        settings.ShouldBe(new Settings { Home = Path.Combine(_folder, ".local/share/videogen") });
        settings.Provider.ShouldBe("auto");
        settings.Pictures.MaxPixels.ShouldBe(100_000_000);
        settings.Fal.FrameTransfer.ShouldBe(FalFrameTransfer.Upload);
    }

    [Fact]
    public void Defaults_in_attributes_and_in_code_are_the_same()
    {
        Settings inCode = new() { Home = "/h" };
        Settings fromAttributes = Usable(("VIDEOGEN_HOME", "/h"));

        fromAttributes.ShouldBe(inCode);
    }

    [Theory]
    [InlineData("""{ "choose": "preferred" }""", "/providers/prefer")]
    [InlineData("""{ "prefer": "runway" }""", "/providers/prefer")]
    [InlineData("""{ "choose_from": "runway" }""", "/providers/choose_from")]
    [InlineData("""{ "choose": "cheapest", "choose_from": "runway, sora" }""", "/providers/choose_from")]
    [InlineData("""{ "choose": "preferred", "prefer": "fal-ai, fal:veo" }""", "/providers/prefer")]
    public void A_rule_for_choosing_that_can_have_no_effect_is_refused(string providers, string pointer)
    {
        Write($$"""{ "providers": {{providers}} }""");

        Unusable().ShouldHaveSingleItem().Pointer.ShouldBe(pointer);
    }

    [Fact]
    public void A_rule_for_choosing_names_providers_and_models()
    {
        Write("""{ "providers": { "choose": "preferred", "prefer": "openrouter:alibaba/wan-2.7, fal-ai" } }""");

        Usable().Providers.ShouldBe(new ProvidersSettings { Choose = ChoosingRule.Preferred, Prefer = "openrouter:alibaba/wan-2.7, fal-ai" });
    }

    [Fact]
    public void A_variable_wins_over_the_file()
    {
        Write("""{ "provider": "animatic", "fal": { "queue_url": "http://localhost:1", "max_parallel": 2.0 }, "pictures": { "max_bytes": 2048 } }""");

        Settings settings = Usable(("VIDEOGEN_FAL_QUEUE_URL", "http://localhost:2"), ("VIDEOGEN_PICTURES_ALLOW_PRIVATE_ADDRESSES", "True"),
            ("VIDEOGEN_FAL_DAY_CAP_USD", "12.50"), ("VIDEOGEN_FAL_FRAME_TRANSFER", "data_uri"));

        settings.Provider.ShouldBe("animatic");
        settings.Fal.QueueUrl.ShouldBe(new Uri("http://localhost:2"));
        settings.Fal.MaxParallel.ShouldBe(2);
        settings.Fal.DayCapUsd.ShouldBe(12.5m);
        settings.Fal.FrameTransfer.ShouldBe(FalFrameTransfer.DataUri);
        settings.Pictures.MaxBytes.ShouldBe(2048);
        settings.Pictures.AllowPrivateAddresses.ShouldBeTrue();
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("*", true)]
    [InlineData("192.168.1.5", true)]
    [InlineData("everywhere", false)]
    [InlineData("localhost", false)]
    public void The_server_listens_to_an_address_or_to_all(string address, bool taken)
    {
        if (taken)
        {
            Usable(("VIDEOGEN_SERVER_ADDRESS", address)).Server.Address.ShouldBe(address);
            return;
        }

        Problem problem = Unusable(("VIDEOGEN_SERVER_ADDRESS", address)).ShouldHaveSingleItem();
        (problem.Code, problem.Pointer).ShouldBe(("setting_invalid", "/server/address"));
        problem.Remedy.ShouldContain("127.0.0.1");
    }

    [Fact]
    public void Payload_is_off_without_an_address_and_whole_with_one_and_a_key()
    {
        Usable(("VIDEOGEN_PAYLOAD_API_PREFIX", "/rest")).Payload.Url.ShouldBeNull();
        Write("""{ "payload": { "url": "https://cms.example.com", "key_variable": "CMS_KEY", "collections": { "media": "assets" }, "fields": { "media.project_id": "projectId" } } }""");

        PayloadSettings payload = Usable(("CMS_KEY", "k-1"), ("VIDEOGEN_PAYLOAD_MEDIA_VALUES", """{ "alt": "Scene {scene_number}", "folder": 12 }""")).Payload;

        (payload.Collections["media"], payload.Fields["media.project_id"], payload.MediaValues["folder"].GetInt32()).ShouldBe(("assets", "projectId", 12));
    }

    [Theory]
    [InlineData("VIDEOGEN_PAYLOAD_KEY_VARIABLE", "ANOTHER_KEY", "/payload/key_variable", "ANOTHER_KEY holds no API key")]
    [InlineData("VIDEOGEN_PAYLOAD_URL", "https://me:pw@cms.example.com", "/payload/url", "not a plain http(s) address")]
    [InlineData("VIDEOGEN_PAYLOAD_COLLECTIONS", """{ "clips": "assets" }""", "/payload/collections", "no collection of ours")]
    [InlineData("VIDEOGEN_PAYLOAD_COLLECTIONS", """{ "media": "a/b" }""", "/payload/collections", "a slug that cannot be one")]
    [InlineData("VIDEOGEN_PAYLOAD_COLLECTIONS", """{ "media": "videoSegments" }""", "/payload/collections", "share the slug")]
    [InlineData("VIDEOGEN_PAYLOAD_FIELDS", """{ "media.project": "project" }""", "/payload/fields", "no field of ours")]
    [InlineData("VIDEOGEN_PAYLOAD_FIELDS", """{ "project_id": "project" }""", "/payload/fields", "no field of ours")]
    [InlineData("VIDEOGEN_PAYLOAD_FIELDS", """{ "media.project_id": "a.b" }""", "/payload/fields", "no field can have")]
    [InlineData("VIDEOGEN_PAYLOAD_MEDIA_VALUES", """{ "alt": "{scene}" }""", "/payload/media_values", "{scene}, which is no placeholder")]
    [InlineData("VIDEOGEN_PAYLOAD_MEDIA_VALUES", "alt=x", "", "must be a JSON object")]
    [InlineData("VIDEOGEN_PAYLOAD_FIELDS", """{ "media.project_id": 1 }""", "", "a text for each name")]
    public void A_wrong_Payload_setting_is_told_at_the_start(string variable, string value, string pointer, string says)
    {
        Problem problem = Unusable([.. new[] { (variable, value), ("VIDEOGEN_PAYLOAD_URL", "https://cms.example.com"), ("PAYLOAD_API_KEY", "k-1") }.DistinctBy(v => v.Item1)]).ShouldHaveSingleItem();

        (problem.Pointer, problem.Message.Contains(says, StringComparison.Ordinal)).ShouldBe((pointer, true), problem.ToString());
        problem.Message.ShouldNotContain("pw");
    }

    [Fact]
    public void Every_problem_of_both_is_reported_at_once()
    {
        Write("""{ "max_request_bytes": 1, "fal": { "queu_url": "x", "max_parallel": "two" }, "pictures": 7 }""");

        ImmutableArray<Problem> problems = Unusable(("VIDEOGEN_FAL_POLL_INTERVAL_SECONDS", "soon"), ("VIDEOGEN_HOMME", "/x"));

        problems.Select(p => (p.Code, p.Pointer)).ShouldBe(
        [
            ("setting_invalid", "/max_request_bytes"), ("setting_unknown", "/fal/queu_url"), ("setting_invalid", "/fal/max_parallel"),
            ("setting_invalid", "/pictures"), ("setting_invalid", ""), ("setting_unknown", ""),
        ]);
        problems[1].Remedy.ShouldContain("Did you mean fal.queue_url?");
        problems[4].Message.ShouldContain("VIDEOGEN_FAL_POLL_INTERVAL_SECONDS");
        problems[5].Remedy.ShouldContain("Did you mean VIDEOGEN_HOME?");
    }

    [Fact]
    public void No_problem_ever_repeats_a_value()
    {
        const string secret = "sk-3f9c-secret";
        Write($$"""{ "fal": { "queue_url": "{{secret}}", "frame_transfer": "{{secret}}", "max_parallel": "{{secret}}" } }""");

        ImmutableArray<Problem> problems = Unusable(("VIDEOGEN_FAL_JWKS_URL", secret), ("VIDEOGEN_FAL_KEY", secret), ("VIDEOGEN_FAL_MAX_PARALLEL", secret));

        problems.Length.ShouldBe(6);
        problems.ShouldAllBe(p => !p.ToString().Contains(secret));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{ "home": sk-secret }""")]
    public void A_broken_file_is_one_problem_that_says_where(string text)
    {
        Write(text);

        Problem problem = Unusable().ShouldHaveSingleItem();

        problem.Code.ShouldBe("settings_unreadable");
        problem.Message.ShouldContain("videogen.json");
        problem.ToString().ShouldNotContain("sk-secret");
    }

    [Theory]
    [InlineData("""{ "home": "sk-secret", "home": "b" }""", "/home")]
    [InlineData("""{ "server": { "port": 1, /* twice */ "port": 2, }, "home": "b" }""", "/server/port")]
    [InlineData("""{ "server": { "port": 1 }, "media": { "port": 2 }, "server": {} }""", "/server")]
    public void A_member_that_stands_twice_is_named(string text, string pointer)
    {
        Write(text);

        Problem problem = Unusable().ShouldHaveSingleItem();

        (problem.Code, problem.Pointer).ShouldBe(("member_repeated", pointer));
        problem.ToString().ShouldNotContain("sk-secret");
    }

    [Theory]
    [InlineData("faal")]
    [InlineData("FAL-AI")]
    public void A_provider_that_does_not_exist_is_refused_at_the_start(string provider)
    {
        Problem problem = Unusable(("VIDEOGEN_PROVIDER", provider)).ShouldHaveSingleItem();

        (problem.Code, problem.Pointer).ShouldBe(("setting_invalid", "/provider"));
        problem.Remedy.ShouldContain("auto, animatic, fal-ai, openrouter, runway");
    }

    [Fact]
    public void A_device_is_no_settings_file()
    {
        if (!OperatingSystem.IsWindows())
        {
            Read("/dev/zero").ShouldBeOfType<SettingsReading.Unusable>().Problems.ShouldHaveSingleItem().Message.ShouldContain("no regular file");
        }
    }

    [Fact]
    public void A_file_that_was_asked_for_must_exist()
    {
        Unusable(("VIDEOGEN_SETTINGS", "nowhere.json")).ShouldHaveSingleItem().Message.ShouldContain("VIDEOGEN_SETTINGS");
        Read("other.json").ShouldBeOfType<SettingsReading.Unusable>().Problems.ShouldHaveSingleItem().Message.ShouldContain("--settings");
    }

    [Fact]
    public void The_file_is_looked_for_in_the_working_folder_then_in_home()
    {
        string home = Path.Combine(_folder, "home");
        Directory.CreateDirectory(home);
        File.WriteAllText(Path.Combine(home, "videogen.json"), """{ "provider": "fal-ai" }""");

        Usable(("VIDEOGEN_HOME", home)).Provider.ShouldBe("fal-ai");
        Write("""{ "provider": "animatic", "$schema": "settings.schema.json" } // comments are fine""");
        Usable(("VIDEOGEN_HOME", home)).Provider.ShouldBe("animatic");
    }

    [Fact]
    public void Places_start_from_the_file_or_from_the_working_folder_or_from_home()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "etc"));
        string file = Path.Combine(_folder, "etc", "v.json");
        File.WriteAllText(file, """{ "home": "data", "ffmpeg": "ffmpeg" }""");

        Read(file).ShouldBeOfType<SettingsReading.Usable>().Settings.Home.ShouldBe(Path.Combine(_folder, "etc", "data"));
        Usable(("VIDEOGEN_HOME", "data")).Home.ShouldBe(Path.Combine(_folder, "data"));
        Usable(("VIDEOGEN_HOME", "~/data")).Home.ShouldBe(Path.Combine(_folder, "data"));
        Usable(("XDG_DATA_HOME", "/xdg")).Home.ShouldBe("/xdg/videogen");
        Usable().Ffmpeg.ShouldBe("ffmpeg");
        Usable(("VIDEOGEN_FFMPEG", "bin/ffmpeg")).Ffmpeg.ShouldBe(Path.Combine(_folder, "bin/ffmpeg"));
    }

    [Theory]
    [InlineData("VIDEOGEN_FAL_QUEUE_URL", "ftp://x")]
    [InlineData("VIDEOGEN_FAL_QUEUE_URL", "https://")]
    [InlineData("VIDEOGEN_FAL_QUEUE_URL", "https://[")]
    [InlineData("VIDEOGEN_FAL_QUEUE_URL", "http://queue.fal.run")]
    [InlineData("VIDEOGEN_FAL_REST_URL", "https://rest.fal.ai/?a=b")]
    [InlineData("VIDEOGEN_FAL_WEBHOOK_URL", "https://video.example.com/?token=1")]
    [InlineData("VIDEOGEN_FAL_READ_TIMEOUT_SECONDS", "121")]
    [InlineData("VIDEOGEN_FAL_START_TIMEOUT_SECONDS", "1")]
    [InlineData("VIDEOGEN_FAL_INVOCATION", "blocking")]
    [InlineData("VIDEOGEN_PICTURES_TIMEOUT_SECONDS", "1.5")]
    [InlineData("VIDEOGEN_PICTURES_TIMEOUT_SECONDS", "601")]
    [InlineData("VIDEOGEN_FAL_PROJECT_CAP_USD", "-1")]
    [InlineData("VIDEOGEN_FAL_ALLOW_FALLBACK", "yes")]
    public void Values_out_of_their_range_are_refused(string variable, string value) =>
        Unusable((variable, value)).ShouldHaveSingleItem().Code.ShouldBe("setting_invalid");

    [Fact]
    public void Everything_about_fal_can_be_set()
    {
        Settings settings = Usable(
            ("VIDEOGEN_FAL_INVOCATION", "sync"), ("VIDEOGEN_FAL_UPLOAD_MAX_AGE_DAYS", "0"), ("VIDEOGEN_FAL_HISTORY_COMPLETE_AFTER_MINUTES", "5"),
            ("VIDEOGEN_FAL_QUEUE_PRIORITY", "low"), ("VIDEOGEN_FAL_START_TIMEOUT_SECONDS", "2.5"), ("VIDEOGEN_FAL_BLOCKING_TIMEOUT_SECONDS", "900"));

        settings.Fal.Invocation.ShouldBe(FalInvocation.Sync);
        settings.Fal.UploadMaxAgeDays.ShouldBe(0);
        settings.Fal.HistoryCompleteAfterMinutes.ShouldBe(5);
        settings.Fal.QueuePriority.ShouldBe(FalQueuePriority.Low);
        settings.Fal.StartTimeoutSeconds.ShouldBe(2.5m);
        settings.Fal.BlockingTimeoutSeconds.ShouldBe(900);
    }

    [Fact]
    public void Without_settings_fal_has_the_defaults_of_its_own_project()
    {
        FalOptions read = Usable().Fal;

        read.ShouldBe(new FalSettings());
    }

    [Fact]
    public void Null_and_empty_mean_not_set()
    {
        Write("""{ "fal": null, "media": { "public_url": null } }""");

        Usable(("VIDEOGEN_PROVIDER", "")).Media.PublicUrl.ShouldBeNull();
    }

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder, "videogen.json"), text);

    private SettingsReading Read(string? file, params (string Name, string Value)[] variables) => SettingsReader.Read(new SettingsSources
    {
        File = file,
        Environment = variables.ToImmutableDictionary(v => v.Name, v => v.Value).SetItem("HOME", _folder),
        WorkingFolder = _folder,
    });

    private Settings Usable(params (string Name, string Value)[] variables) =>
        Read(null, variables) switch
        {
            SettingsReading.Usable usable => usable.Settings,
            SettingsReading.Unusable unusable => throw new InvalidOperationException(string.Join('\n', unusable.Problems)),
            _ => throw new InvalidOperationException(),
        };

    private ImmutableArray<Problem> Unusable(params (string Name, string Value)[] variables) =>
        Read(null, variables).ShouldBeOfType<SettingsReading.Unusable>().Problems;
}
