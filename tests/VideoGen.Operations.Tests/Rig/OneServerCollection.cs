namespace VideoGen.Operations.Tests.Rig;

/// <summary>Instruments of every server in the process are collected together, so there is one at a time.</summary>
[CollectionDefinition(Name)]
public sealed class OneServerCollection
{
    public const string Name = "one server";
}
