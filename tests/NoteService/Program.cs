using Jeugdregio.ServiceHost;
using Jeugdregio.ServiceHost.Auth;
using Jeugdregio.ServiceHost.Bus;
using Jeugdregio.ServiceHost.Data;
using Jeugdregio.ServiceHost.Http;
using Jeugdregio.Values;
using Microsoft.AspNetCore.Mvc;

namespace Jeugdregio.NoteService;

/// <summary>The smallest service there can be, made of nothing but the plumbing: it keeps notes and hears its own events.</summary>
public sealed class Program
{
    public static Task<int> Main(string[] args) =>
        ServiceApp.Create(args, "notes", typeof(Program).Assembly)
            .Publishes<NoteWritten>("notes")
            .Consumes<NoteWritten, HearNote>()
            .Map(Routes)
            .Run();

    private static void Routes(WebApplication app)
    {
        app.MapPost("/v1/notes", Write).For(Role.Buyer).Act().WithName("WriteNote");
        app.MapGet("/v1/notes/{id:guid}", async (Guid id, UnitOfWork work, CancellationToken stop) =>
            await work.Find<string>("select text from note where id = @id", new { id }, stop) is { } text
                ? Results.Ok(new { text })
                : Problems.Missing("note")).For(Role.Buyer).WithName("ReadNote");
        app.MapGet("/v1/notes", Find).For(Role.Buyer).WithName("FindNotes");
        app.MapGet("/v1/boom", string () => throw new InvalidOperationException("secret detail")).For(Role.Buyer);
    }

    private static async Task<IResult> Find(
        string text, int? limit, DateTimeOffset? since, UnitOfWork work, CancellationToken stop)
    {
        var ids = await work.Query<Guid>(
            "select id from note where text = @text limit @limit", new { text, limit }, stop);
        return Results.Ok(ids.Select(id => new { id, since }));
    }

    private static async Task<IResult> Write([FromBody] NewNote body, Caller caller, UnitOfWork work, CancellationToken stop)
    {
        if (body.Text == "refused") return new Refusal("note-refused", "Not this text.", "text", "X01").ToProblem();
        var id = Guid.CreateVersion7();
        await work.Execute("insert into note (id, text) values (@id, @text)", new { id, body.Text }, stop);
        await work.Decided("WriteNote", $"note-{id}", new { length = body.Text.Length }, new NoteWritten(id, body.Text), caller, stop);
        await work.Publish($"note-{id}", new NoteWritten(id, body.Text), stop);
        if (body.Text == "crash") throw new InvalidOperationException("after writing");
        return TypedResults.Created($"/v1/notes/{id}", new { id });
    }

    internal sealed record NewNote(string Text);
}

public sealed record NoteWritten(Guid Id, string Text);

internal sealed class HearNote(UnitOfWork work) : EventConsumer<NoteWritten>(work)
{
    protected override async Task Apply(NoteWritten told, CancellationToken stop)
    {
        // what operations mends before it replays: here a note with the antidote
        if (told.Text.StartsWith("poison", StringComparison.Ordinal)
            && await Work.Find<int>("select count(*)::int from note where text = @cure", new { cure = $"antidote for {told.Text}" }, stop) == 0)
            throw new InvalidOperationException("cannot hear this");
        await Work.Execute(
            "insert into heard (id) values (@Id) on conflict (id) do update set times = heard.times + 1", new { told.Id }, stop);
    }
}
