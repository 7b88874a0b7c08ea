using CsCheck;
using Jeugdregio.Ijw.Fuzz.Documents;
using Jeugdregio.Ijw.Tests.Support;

namespace Jeugdregio.Ijw.Tests;

public sealed class RoundTripTests
{
    public static TheoryData<MessageKind> Kinds => [.. MessageKinds.All];

    [Theory, MemberData(nameof(Kinds))]
    public void What_is_written_reads_back_equal(MessageKind kind) => Generate.Message(kind).Sample(
        message =>
        {
            var reading = IjwReader.Read(IjwWriter.Write(message), kind);
            Assert.DoesNotContain(reading.Findings, finding => finding.Level == FindingLevel.Schema);
            Assert.Equal(message, reading.Message);
        },
        iter: 200, threads: 1);

    [Theory, MemberData(nameof(Kinds))]
    public void What_is_written_is_valid_by_the_official_schema(MessageKind kind)
    {
        Standard.File("xsd");
        Generate.Message(kind).Sample(
            message => Assert.Null(Standard.Complaint(IjwWriter.Write(message))), iter: 200, threads: 1);
    }
}
