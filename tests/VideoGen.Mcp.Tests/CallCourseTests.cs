namespace VideoGen.Mcp.Tests;

public sealed class CallCourseTests
{
    [Fact]
    public void What_a_request_holds_is_given_back_once_by_whoever_comes_first()
    {
        int returned = 0;
        var givenUp = new CallCourse(() => returned++);
        givenUp.GiveUp();
        givenUp.GiveUp();
        givenUp.TryTakeUp().ShouldBeFalse();
        returned.ShouldBe(1);

        var taken = new CallCourse(() => returned++);
        taken.TryTakeUp().ShouldBeTrue();
        taken.GiveUp();
        returned.ShouldBe(1);
        taken.End();
        returned.ShouldBe(2);
    }
}
