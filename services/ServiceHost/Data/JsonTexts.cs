using System.Data;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Jeugdregio.ServiceHost.Data;

/// <summary>JSON in UTF-8 as a parameter <c>text[]</c>, sent as it is.</summary>
internal sealed class JsonTexts(byte[][] texts) : SqlMapper.ICustomQueryParameter
{
    public void AddParameter(IDbCommand command, string name) => command.Parameters.Add(
        new NpgsqlParameter { ParameterName = name, Value = texts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
}
