namespace VideoGen.FalSimulation.Models;

/// <summary>What a field of a model's input may hold.</summary>
internal enum FieldKind
{
    Text,
    Integer,
    Number,
    Flag,
    Image,
    ImageList,
    Address,
    List,
    Thing,
    Any,
}
