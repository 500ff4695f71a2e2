namespace VideoGen.Payload;

/// <summary>One condition of a query.</summary>
/// <param name="Field">Our name of the field.</param>
/// <param name="Value">What it is compared with.</param>
/// <param name="Operator">Payload's word for the comparison; default <c>equals</c>.</param>
public sealed record PayloadCondition(string Field, string Value, string Operator = "equals");
