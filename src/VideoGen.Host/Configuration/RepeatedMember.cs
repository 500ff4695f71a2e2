using System.Text;
using System.Text.Json;

namespace VideoGen.Host.Configuration;

/// <summary>Finds a member that stands twice in one object of a settings file.</summary>
internal static class RepeatedMember
{
    /// <summary>Path of the first such member with dots between the names; null when there is none, or the text stops being JSON before.</summary>
    /// <param name="text">JSON with comments and trailing commas.</param>
    public static string? Find(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        Stack<(string Prefix, HashSet<string> Names)> open = [];
        string prefix = "";
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push((prefix, new HashSet<string>(StringComparer.Ordinal)));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        open.Pop();
                        break;
                    case JsonTokenType.PropertyName:
                        string name = reader.GetString()!;
                        (string parent, HashSet<string> names) = open.Peek();
                        prefix = parent.Length == 0 ? name : $"{parent}.{name}";
                        if (!names.Add(name))
                        {
                            return prefix;
                        }

                        break;
                    default:
                        break;
                }
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // What is wrong with it is said by whoever reads it.
        }

        return null;
    }
}
