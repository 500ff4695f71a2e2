using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace VideoGen.Fal.Tests;

public sealed class FalOptionsTests
{
    [Fact]
    public void The_defaults_are_fine() => FalOptionsCheck.Check(new FalOptions()).ShouldBeEmpty();

    [Fact]
    public void Every_range_of_an_attribute_is_the_range_that_is_checked()
    {
        foreach (var property in typeof(FalOptions).GetProperties().Where(p => p.GetCustomAttribute<RangeAttribute>() is not null))
        {
            var range = property.GetCustomAttribute<RangeAttribute>()!;
            var (least, most) = (Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture), Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture));
            With(property, least).ShouldBeEmpty(property.Name);
            With(property, most).ShouldBeEmpty(property.Name);
            With(property, least - 1).ShouldHaveSingleItem(property.Name).Code.ShouldBe("setting_invalid");
            With(property, most + 1).ShouldHaveSingleItem(property.Name);
        }
    }

    [Fact]
    public void Every_default_of_an_attribute_is_the_default()
    {
        foreach (var property in typeof(FalOptions).GetProperties().Where(p => p.GetCustomAttribute<DefaultValueAttribute>() is not null))
        {
            property.GetCustomAttribute<DefaultValueAttribute>()!.Value.ShouldBe(property.GetValue(new FalOptions()), property.Name);
        }
    }

    [Theory]
    [InlineData("http://queue.example")]
    [InlineData("ftp://queue.example")]
    [InlineData("https://user:pass@queue.example")]
    [InlineData("https://queue.example/?a=b")]
    [InlineData("/queue")]
    public void An_address_that_could_leak_the_key_is_refused(string address) =>
        FalOptionsCheck.Check(new FalOptions { QueueUrl = new Uri(address, UriKind.RelativeOrAbsolute) }).ShouldHaveSingleItem().Pointer.ShouldBe("/fal/queue_url");

    [Fact]
    public void A_simulator_on_this_machine_is_fine_and_all_problems_come_at_once()
    {
        FalOptionsCheck.Check(new FalOptions { QueueUrl = new Uri("http://127.0.0.1:4000/q"), JwksUrl = new Uri("http://localhost:1/jwks") }).ShouldBeEmpty();
        FalOptionsCheck.Check(new FalOptions { FrameTransfer = (FalFrameTransfer)9, QueuePriority = (FalQueuePriority)9, ReadAttempts = 0 }).Length.ShouldBe(3);
    }

    private static System.Collections.Immutable.ImmutableArray<VideoGen.Contract.Problem> With(PropertyInfo property, decimal value)
    {
        var options = new FalOptions();
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        property.SetValue(options, Convert.ChangeType(value, type, CultureInfo.InvariantCulture));
        return FalOptionsCheck.Check(options);
    }
}
