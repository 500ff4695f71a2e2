namespace VideoGen.Fuzz.Targets;

/// <summary>The targets by name.</summary>
internal static class TargetList
{
    public static IReadOnlyList<string> Names { get; } = ["request", "webhook", "mp4", "template", "preset", "settings", "fal", "vendor", "picture", "camera", "http", "token", "mcp"];

    /// <summary>A target.</summary>
    /// <param name="name">One of <see cref="Names"/>, or <c>maze</c>.</param>
    /// <param name="planted">True for the target with a fault planted into it, which a fuzzer has to find.</param>
    public static ITarget Create(string name, bool planted) => name switch
    {
        "request" => new RequestTarget(planted),
        "webhook" => new WebhookTarget(planted),
        "mp4" => new Mp4Target(planted),
        "template" => new TemplateTarget(planted),
        "preset" => new PresetTarget(planted),
        "settings" => new SettingsTarget(planted),
        "fal" => new FalTarget(planted),
        "vendor" => new VendorTarget(planted),
        "picture" => new PictureTarget(planted),
        "camera" => new CameraTarget(planted),
        "http" => new HttpTarget(planted),
        "token" => new TokenTarget(planted),
        "mcp" => new McpTarget(planted),
        "maze" => new MazeTarget(),
        _ => throw new ArgumentException($"There is no target '{name}'. Targets: {string.Join(", ", Names)}.", nameof(name)),
    };
}
