using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VideoGen.FalSimulation.Models;

/// <summary>The endpoints the simulator knows, from the embedded files beside this class.</summary>
internal sealed class ModelCatalog
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private static readonly Lazy<ModelCatalog> Loaded = new(static () => new ModelCatalog());

    private readonly FrozenDictionary<string, SimulatedModel> _models;

    private ModelCatalog()
    {
        var models = new Dictionary<string, SimulatedModel>(StringComparer.Ordinal);
        var assembly = typeof(ModelCatalog).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith("Models/", StringComparison.Ordinal)))
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            ModelFile file = JsonSerializer.Deserialize<ModelFile>(stream, Form)!;
            foreach (ModelFile.Endpoint endpoint in file.Models)
            {
                foreach (string id in endpoint.Ids)
                {
                    models.Add(id, Build(id, endpoint, file));
                }
            }
        }

        _models = models.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public static ModelCatalog Shared => Loaded.Value;

    public IEnumerable<SimulatedModel> All => _models.Values;

    public SimulatedModel? Find(string id) => _models.GetValueOrDefault(id);

    private static SimulatedModel Build(string id, ModelFile.Endpoint endpoint, ModelFile file)
    {
        var fields = new Dictionary<string, ModelField>(StringComparer.Ordinal);
        foreach (string group in endpoint.Uses)
        {
            foreach ((string name, ModelField field) in file.Groups[group])
            {
                fields[name] = field;
            }
        }

        foreach ((string name, ModelField field) in endpoint.Fields)
        {
            fields[name] = field;
        }

        return new SimulatedModel
        {
            Id = id,
            Fields = fields.ToFrozenDictionary(StringComparer.Ordinal),
            Clip = endpoint.Clip,
            Price = endpoint.Price,
            Pictures = endpoint.Pictures,
            Also = endpoint.Also,
            TellsVideo = endpoint.TellsVideo,
            Retired = endpoint.Retired,
            Streams = endpoint.Streams,
        };
    }
}
