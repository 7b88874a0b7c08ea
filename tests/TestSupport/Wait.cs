using Xunit;

namespace Jeugdregio.TestSupport;

public static class Wait
{
    /// <summary>Waits until it holds; fails after half a minute, which is for a broken test and no measure of speed.</summary>
    public static async Task Until(Func<Task<bool>> holds, string what = "What was expected did not happen.", int seconds = 30)
    {
        for (var i = 0; i < seconds * 20; i++)
        {
            if (await holds()) return;
            await Task.Delay(50);
        }
        Assert.Fail(what);
    }
}
