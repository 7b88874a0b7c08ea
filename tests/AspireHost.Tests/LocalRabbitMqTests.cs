using Jeugdregio.LocalEngine;
using RabbitMQ.Client;

namespace Jeugdregio.AspireHost.Tests;

[Trait("needs", "broker")]
public sealed class LocalRabbitMqTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_confirmed_message_in_a_quorum_queue_survives_a_kill_and_stopping_leaves_no_process()
    {
        using var folder = new TemporaryDirectory();
        await using var broker = new LocalRabbitMq(new(folder.Path));
        await broker.StartAsync(Stop);
        await Publish(broker.ConnectionString, "kept");

        // RabbitMQ writes its list of quorum queues half a second after one was made; before that a kill forgets the queue
        await Task.Delay(TimeSpan.FromSeconds(2), Stop);
        broker.Kill();
        await broker.Exited;
        await broker.StartAsync(Stop);
        Assert.Equal("kept", await Take(broker.ConnectionString));

        await Publish(broker.ConnectionString, "kept over a stop");
        await broker.StopAsync();
        await broker.StartAsync(Stop);

        Assert.Equal("kept over a stop", await Take(broker.ConnectionString));
        Assert.NotEmpty(Processes.Mentioning(folder.Path));
        await broker.StopAsync();
        Assert.Empty(Processes.Mentioning(folder.Path));
    }

    [Fact]
    public async Task Two_nodes_run_side_by_side_and_guest_has_no_access()
    {
        using var one = new TemporaryDirectory();
        using var two = new TemporaryDirectory();
        await using var first = new LocalRabbitMq(new(one.Path));
        await using var second = new LocalRabbitMq(new(two.Path));
        await Task.WhenAll(first.StartAsync(Stop), second.StartAsync(Stop));

        await Publish(first.ConnectionString, "one");
        await Publish(second.ConnectionString, "two");
        Assert.Equal("one", await Take(first.ConnectionString));
        Assert.Equal("two", await Take(second.ConnectionString));
        var guest = new ConnectionFactory { Uri = new($"amqp://guest:guest@127.0.0.1:{first.Port}/") };
        await Assert.ThrowsAnyAsync<Exception>(() => guest.CreateConnectionAsync(Stop));
    }

    private static async Task Publish(string address, string text)
    {
        await using var connection = await new ConnectionFactory { Uri = new(address) }.CreateConnectionAsync(Stop);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Stop);
        await channel.QueueDeclareAsync(
            "kept", durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: Stop);
        await channel.BasicPublishAsync(
            "", "kept", mandatory: true, new BasicProperties { Persistent = true }, System.Text.Encoding.UTF8.GetBytes(text), Stop);
    }

    private static async Task<string> Take(string address)
    {
        await using var connection = await new ConnectionFactory { Uri = new(address) }.CreateConnectionAsync(Stop);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Stop);
        var taken = await channel.BasicGetAsync("kept", autoAck: true, Stop);
        return taken is null ? "nothing" : System.Text.Encoding.UTF8.GetString(taken.Body.Span);
    }
}
