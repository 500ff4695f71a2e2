using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace VideoGen.Host.Configuration;

/// <summary>Every setting there is, read from the attributes of <see cref="Settings"/> and its parts, in the order of the code.</summary>
public static class SettingEntries
{
    /// <summary>How the environment variables begin.</summary>
    public const string VariablePrefix = "VIDEOGEN_";

    /// <summary>The variable that names the settings file.</summary>
    public const string FileVariable = VariablePrefix + "SETTINGS";

    private const int MaxAddressLength = 2048;

    /// <summary>All of them.</summary>
    public static ImmutableArray<SettingEntry> All { get; } = [.. Of(SettingsJson.Default.Settings, "")];

    private static IEnumerable<SettingEntry> Of(JsonTypeInfo type, string prefix)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            JsonTypeInfo? inner = SettingsJson.Default.GetTypeInfo(property.PropertyType);
            if (inner is { Kind: JsonTypeInfoKind.Object })
            {
                foreach (SettingEntry entry in Of(inner, $"{prefix}{property.Name}."))
                {
                    yield return entry;
                }

                continue;
            }

            yield return Read(property, prefix + property.Name);
        }
    }

    private static SettingEntry Read(JsonPropertyInfo property, string path)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        object[] attributes = property.AttributeProvider?.GetCustomAttributes(inherit: false) ?? [];
        RangeAttribute? range = Attribute<RangeAttribute>(attributes);
        StringLengthAttribute? length = Attribute<StringLengthAttribute>(attributes);
        return new SettingEntry
        {
            Path = path,
            Kind = KindOf(type),
            Description = Attribute<DescriptionAttribute>(attributes)?.Description ?? "",
            Words = type.IsEnum ? [.. Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)] : [],
            Minimum = range is null ? null : Convert.ToDecimal(range.Minimum),
            Maximum = range is null ? null : Convert.ToDecimal(range.Maximum),
            MinimumLength = length?.MinimumLength ?? 0,
            MaximumLength = length?.MaximumLength ?? (type == typeof(Uri) ? MaxAddressLength : int.MaxValue),
            Pattern = Attribute<RegularExpressionAttribute>(attributes)?.Pattern ?? (type == typeof(Uri) ? SettingPatterns.HttpAddress : null),
            Default = Attribute<DefaultValueAttribute>(attributes)?.Value is { } value
                ? value is Enum word ? JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString()) : value
                : null,
            IsPlace = Attribute<FolderOrFileAttribute>(attributes) is not null,
            MayBeProgramName = Attribute<FolderOrFileAttribute>(attributes) is { MayBeProgramName: true },
        };
    }

    private static SettingKind KindOf(Type type) =>
        type == typeof(string) || type == typeof(Uri) ? SettingKind.Text
        : type == typeof(bool) ? SettingKind.Flag
        : type == typeof(int) ? SettingKind.WholeNumber
        : type == typeof(decimal) ? SettingKind.Number
        : type.IsEnum ? SettingKind.Word
        : type == typeof(ImmutableDictionary<string, string>) ? SettingKind.Names
        : type == typeof(ImmutableDictionary<string, JsonElement>) ? SettingKind.Values
        : throw new NotSupportedException($"A setting cannot be a {type}.");

    private static T? Attribute<T>(object[] attributes)
        where T : Attribute =>
        attributes.OfType<T>().FirstOrDefault();
}
