using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;

namespace Jeugdregio.ServiceHost.Data;

/// <summary>Teaches Dapper once what it does not know by itself: dates, and columns named with underscores.</summary>
internal static class DapperSetup
{
#pragma warning disable CA2255 // one global setting of a library, set before anything can use it
    [ModuleInitializer]
    internal static void Set()
#pragma warning restore CA2255
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new DateHandler());
        SqlMapper.AddTypeHandler(new InstantHandler());
        SqlMapper.AddTypeHandler(new TextsHandler());
    }

    private sealed class DateHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override DateOnly Parse(object value) => value switch
        {
            DateOnly date => date,
            DateTime date => DateOnly.FromDateTime(date),
            _ => throw new DataException($"Not a date column: {value.GetType()}."),
        };

        public override void SetValue(IDbDataParameter parameter, DateOnly value)
        {
            parameter.DbType = DbType.Date;
            parameter.Value = value;
        }
    }

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => value switch
        {
            DateTimeOffset instant => instant,
            DateTime instant => new DateTimeOffset(DateTime.SpecifyKind(instant, DateTimeKind.Utc)),
            _ => throw new DataException(string.Create(CultureInfo.InvariantCulture, $"Not an instant: {value.GetType()}.")),
        };

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            parameter.DbType = DbType.DateTimeOffset;
            parameter.Value = value.ToUniversalTime();
        }
    }

    /// <summary>A column <c>text[]</c>; the driver announces it as an array of anything, which no constructor takes.</summary>
    private sealed class TextsHandler : SqlMapper.TypeHandler<string[]>
    {
        public override string[] Parse(object value) => (string[])value;

        public override void SetValue(IDbDataParameter parameter, string[]? value) => parameter.Value = value ?? (object)DBNull.Value;
    }
}
