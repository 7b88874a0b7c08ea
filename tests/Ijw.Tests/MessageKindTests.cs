namespace Jeugdregio.Ijw.Tests;

public sealed class MessageKindTests
{
    [Fact]
    public void There_are_fourteen_kinds_and_each_is_found_by_its_code_and_its_name()
    {
        Assert.Equal(14, MessageKinds.All.Count);
        Assert.All(MessageKinds.All, kind => Assert.Equal(kind, MessageKinds.FromCode(kind.Code())));
        Assert.All(MessageKinds.All, kind => Assert.Equal(kind, MessageKinds.FromName(kind.Name())));
        Assert.Equal(MessageKind.Jw315, MessageKinds.FromName("JW315"));
        Assert.Null(MessageKinds.FromCode("442"));
        Assert.Null(MessageKinds.FromName("jw303"));
    }

    [Fact]
    public void A_main_message_and_its_reply_have_codes_next_to_each_other()
    {
        foreach (var kind in MessageKinds.All)
            if (kind.Reply() is { } reply)
            {
                Assert.Equal(1, reply.Code()[2] - kind.Code()[2]);
                Assert.Equal(kind, reply.Answers());
            }
        Assert.Equal(7, MessageKinds.All.Count(kind => kind.Reply() is not null));
        Assert.Null(MessageKind.Jw325.Reply());
    }
}
