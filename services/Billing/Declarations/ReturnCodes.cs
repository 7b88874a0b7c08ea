namespace Jeugdregio.Billing.Declarations;

/// <summary>What the return codes (WJ001) that this service gives mean, for people.</summary>
internal static class ReturnCodes
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["0001"] = "The message contradicts itself.",
        ["0200"] = "No remark.",
        ["0611"] =
            "The tariff is not the contract's of the product in that period, or it is expensive and was not approved.",
        ["8001"] = "Everything is granted.",
        ["8017"] = "No accepted line is known that this credit takes back unchanged.",
        ["8021"] = "The reference number was used for an earlier line.",
        ["8187"] = "The client has no allocation of this provider in this municipality.",
        ["8214"] = "The period does not follow the one declared before, although there was care in between.",
        ["8848"] = "The date of the message lies in the future.",
        ["9056"] = "The identification was used for an earlier message.",
        ["9307"] = "The period of the line begins before the allocation does.",
        ["9308"] = "The period of the line ends after the allocation does.",
        ["9319"] = "The period of the line lies after the period of the declaration.",
        ["9321"] = "The volume is more than the allocation gives in that month.",
        ["9322"] = "The volumes of all lines together are more than the allocation gives.",
        ["9333"] = "The declaration number was used for an earlier declaration.",
        ["9338"] = "The client has no allocation with that number at this provider.",
        ["9339"] = "The product category is not the allocated one.",
        ["9340"] = "The product code is not the allocated one.",
        ["9341"] = "The unit does not fit the allocated unit.",
        ["9346"] = "The amount is not volume times tariff.",
        ["9369"] = "The amounts of all lines together are more than the allocated budget.",
        ["9384"] = "The allocation has been deleted.",
        ["9387"] = "The period begins neither with the month nor with the allocation.",
        ["9388"] = "The period ends neither with the month nor with the allocation.",
        ["9389"] = "An accepted line for the same allocation, period and product has not been credited.",
        ["9390"] = "The line has been credited before.",
        ["S300"] = "The municipality code does not exist.",
        ["S329"] = "The product code does not belong to the product category.",
    };

    internal static string Meaning(string code) => Meanings.GetValueOrDefault(code, "See code list WJ001.");
}
