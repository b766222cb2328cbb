internal import ReportFormats

/// Tells the files of office programs from other containers by their first bytes.
enum OfficeRecognition {
  /// The names of the first entries show what it is.
  static func confidence(_ prefix: Span<UInt8>, folder: StaticString) -> Format.Confidence {
    guard prefix.count > 30, prefix[0] == 0x50, prefix[1] == 0x4B, prefix[2] == 3, prefix[3] == 4
    else { return .none }
    let count = folder.utf8CodeUnitCount
    return folder.withUTF8Buffer { name in
      for start in 30..<max(30, prefix.count - count) where unsafe prefix[start] == name[0] {
        var length = 1
        while unsafe length < count && prefix[start + length] == name[length] { length += 1 }
        if length == count { return .likely }
      }
      return .none
    }
  }
}
