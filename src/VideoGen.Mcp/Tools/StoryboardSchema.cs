using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Contract;

namespace VideoGen.Mcp.Tools;

/// <summary>
/// The schema of a storyboard as models are shown it, in as few words as it takes: every definition costs room in every conversation.
/// Left out is what has no effect, what concerns another tool, and bounds that only a mistake or an attack comes near. All of it is still
/// accepted or refused as <c>docs/schemas/request.json</c> says.
/// </summary>
internal static class StoryboardSchema
{
    private static readonly ImmutableArray<string> OfTheCall = ["request_key", "another_take", "plan_hash", "wait_seconds"];

    /// <summary>For the tool that plans: without what concerns the call that renders.</summary>
    public static JsonObject ForPlan()
    {
        JsonObject schema = Shown();
        foreach (string name in OfTheCall)
        {
            schema["properties"]!.AsObject().Remove(name);
        }

        schema["properties"]!["compare"]!.AsObject().Remove("default");

        // In place of frames: one segment once more.
        schema.Remove("required");
        JsonObject again = PublishedSchema.Read("again-order")["properties"]!["again"]!.AsObject();
        Walk(again, LeaveOutBounds);
        again["description"] = "In place of frames: further takes of one segment of an earlier request; that take stays.";
        JsonObject members = again["properties"]!.AsObject();
        members.Remove("camera_notes");
        members["request_id"]!.AsObject().Remove("description");
        members["segment_id"]!.AsObject().Remove("description");
        schema["properties"]!["again"] = again.DeepClone();

        return schema;
    }

    /// <summary>For the tool that renders: what stands in the plan's schema is not explained twice.</summary>
    public static JsonObject ForSynthesis()
    {
        JsonObject schema = Shown();
        schema["properties"]!.AsObject().Remove("compare");
        foreach ((string name, JsonNode? member) in schema["properties"]!.AsObject())
        {
            if (!OfTheCall.Contains(name))
            {
                Walk(member!.AsObject(), LeaveOutWhatThePlanTells);
            }
        }

        // What is done to copies is decided with the plan.
        schema["properties"]!["video_settings"]!["properties"]!.AsObject().Remove("finishing");

        // An approval brings nothing but the hash of its plan.
        schema.Remove("required");

        // Over MCP the wait is shorter than elsewhere.
        schema["properties"]!["wait_seconds"]!["default"] = CallWaits.Short.TotalSeconds;
        return schema;
    }

    private static void LeaveOutWhatThePlanTells(JsonObject member)
    {
        foreach (string told in (string[])["description", "minimum", "maximum", "exclusiveMinimum"])
        {
            member.Remove(told);
        }
    }

    private static JsonObject Shown()
    {
        JsonObject schema = PublishedSchema.Read("request");
        Walk(schema, member =>
        {
            LeaveOutFreeMembers(member);
            LeaveOutBounds(member);
        });

        // Their names say it, and nobody comes near the bounds.
        JsonObject members = schema["properties"]!.AsObject();
        JsonObject frame = members["storyboard_frames"]!["items"]!["properties"]!.AsObject();
        foreach (JsonNode? told in (JsonNode?[])[members["video_settings"], members["project_context"], frame["lighting_mood"], frame["characters_present"]])
        {
            told!.AsObject().Remove("description");
        }

        members["video_settings"]!["properties"]!["max_cost_usd"]!.AsObject().Remove("maximum");
        members["video_settings"]!["properties"]!["max_cost_usd"]!.AsObject().Remove("minimum");

        // Seventeen words, for a mark in previews alone.
        schema["properties"]!["project_context"]!["properties"]!.AsObject().Remove("stills_source");
        return schema;
    }

    private static void LeaveOutBounds(JsonObject member)
    {
        foreach (string bound in (string[])["minLength", "maxLength", "pattern"])
        {
            member.Remove(bound);
        }

        if ((string?)member["type"] is "integer")
        {
            member.Remove("minimum");
            member.Remove("maximum");
        }
    }

    private static void Walk(JsonObject schema, Action<JsonObject> visit)
    {
        visit(schema);
        if (schema["items"] is JsonObject items)
        {
            Walk(items, visit);
        }

        foreach ((_, JsonNode? member) in schema["properties"] as JsonObject ?? [])
        {
            Walk(member!.AsObject(), visit);
        }
    }

    // Some clients take no schema without a type.
    private static void LeaveOutFreeMembers(JsonObject schema)
    {
        if (schema["properties"] is JsonObject members)
        {
            foreach ((string name, JsonNode? member) in members.ToArray())
            {
                if (member is not JsonObject known || !(known.ContainsKey("type") || known.ContainsKey("anyOf")))
                {
                    members.Remove(name);
                }
            }
        }
    }
}
