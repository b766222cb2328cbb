/// Numbers that a document may state where a small one belongs: around the limits of what is counted
/// with, and beyond every one of them.
public enum ExtremeNumbers {
  /// Those that fit into eight bytes, as a field of a container holds them.
  public static let values: [UInt64] = [
    0, 1, 255, 256, 257, 258, 16_383, 16_384, 16_385, 65_534, 65_535, 65_536, 1_048_576, 1_048_577,
    1 << 31 - 1, 1 << 31, 1 << 31 + 1, 1 << 32 - 1, 1 << 32, 1 << 32 + 1, 1 << 53, 1 << 60,
    1 << 62 - 1, 1 << 62, UInt64(Int.max) - 1, UInt64(Int.max), UInt64(Int.max) + 1, .max,
  ]

  /// As texts, with such as fit nowhere and such as are no numbers.
  public static let texts =
    values.map { "\($0)" }
    + [
      "-1", "-2147483649", "-9223372036854775808", "-9223372036854775809", "+9223372036854775807",
      "999999999999999", "1000000000000000", "123456789012345678901234567890",
      "-123456789012345678901234567890", "0.5", "1e308", "1e400", "-1e400", "1E9223372036854775808",
      "0x7fffffffffffffff", "nan", "inf", "00", "-0", "", " ", "９２２３３７２０３６８５４７７５８０７", "二十", "½",
    ]
}
