using Xunit;

namespace Jeugdregio.TestSupport;

public static class Wait
{
    /// <summary>Waits until it holds; fails after half a minute: for a broken test, no measure of speed.</summary>
    public static Task Until(
        Func<Task<bool>> holds, string what = "What was expected did not happen.", int seconds = 30) =>
        Until(holds, () => what, seconds);

    /// <param name="what">What was still wrong at the last look.</param>
    public static async Task Until(Func<Task<bool>> holds, Func<string> what, int seconds = 30)
    {
        for (var i = 0; i < seconds * 20; i++)
        {
            if (await holds()) return;
            await Task.Delay(50);
        }
        Assert.Fail(what());
    }
}
