/// The administrative division code (行政区划代码) of GB/T 2260: six digits, two each for province,
/// city and county. The list of divisions changes every year and is no part of this; the provinces
/// are.
public enum DivisionCode {
  /// The codes of the provinces, autonomous regions, municipalities and special regions.
  private static let provinces: Set<Int> = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82,
  ]

  /// Whether `text` can be a code: six digits, a known province, and no county without a city.
  public static func isPossible(_ text: String) -> Bool {
    let digits = text.utf8.compactMap { byte in
      byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int(byte - UInt8(ascii: "0")) : nil
    }
    guard digits.count == 6, text.utf8.count == 6 else { return false }
    let (city, county) = (digits[2] * 10 + digits[3], digits[4] * 10 + digits[5])
    return provinces.contains(digits[0] * 10 + digits[1]) && (city > 0 || county == 0)
  }
}
