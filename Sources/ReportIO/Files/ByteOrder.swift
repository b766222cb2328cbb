internal import Glibc

/// The order of byte strings: by their bytes, a shorter one before what it begins.
public enum ByteOrder {
  /// Less than 0 if `left` stands before `right`, 0 if they are the same, else more.
  public static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int
  {
    let count = min(left.count, right.count)
    guard count > 0, let leftStart = left.baseAddress, let rightStart = right.baseAddress else {
      return left.count - right.count
    }
    let order = Int(memcmp(leftStart, rightStart, count))
    return order == 0 ? left.count - right.count : order
  }

  /// Less than 0 if `left` stands before `right`, 0 if they are the same, else more.
  public static func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
    left.withUnsafeBytes { left in right.withUnsafeBytes { right in compare(left, right) } }
  }

  /// Whether `text` begins with `prefix`, byte for byte.
  public static func begins(_ text: Span<UInt8>, with prefix: Span<UInt8>) -> Bool {
    text.count >= prefix.count && compare(text.extracting(first: prefix.count), prefix) == 0
  }

  /// Whether `text` ends in `suffix`, byte for byte.
  public static func ends(_ text: Span<UInt8>, in suffix: Span<UInt8>) -> Bool {
    text.count >= suffix.count && compare(text.extracting(last: suffix.count), suffix) == 0
  }

  /// The strings that `names` consists of, each up to its end, sorted: their numbers; the same ones
  /// stay in their order.
  public static func sorted(_ names: [UInt8], ends: [Int]) -> [UInt32] {
    names.withUnsafeBytes { all in
      ends.withUnsafeBufferPointer { ends in
        func name(_ number: UInt32) -> UnsafeRawBufferPointer {
          let start = number == 0 ? 0 : ends[Int(number) - 1]
          return UnsafeRawBufferPointer(rebasing: all[start..<ends[Int(number)]])
        }
        return (0..<UInt32(clamping: ends.count)).sorted {
          let way = compare(name($0), name($1))
          return way == 0 ? $0 < $1 : way < 0
        }
      }
    }
  }

  /// The number of a string among `names`, which `order` sorts; nil if it is not there.
  public static func find(
    _ wanted: String, in names: [UInt8], ends: [Int], order: [UInt32]
  ) -> Int? {
    var wanted = wanted
    return wanted.withUTF8 { wanted in
      names.withUnsafeBytes { all in
        var low = 0
        var high = order.count
        while low < high {
          let middle = (low + high) / 2
          let number = Int(order[middle])
          let name = all[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
          let way = compare(
            UnsafeRawBufferPointer(rebasing: name), UnsafeRawBufferPointer(wanted))
          if way == 0 { return number }
          if way < 0 { low = middle + 1 } else { high = middle }
        }
        return nil
      }
    }
  }

  /// The number of a string among `names`, in no order: looked for from `start` on, to the end and
  /// then from the front; nil if it is not there.
  public static func find(
    _ wanted: String, in names: [UInt8], ends: [Int], from start: Int
  ) -> Int? {
    wanted.utf8.span.withUnsafeBytes { wanted in
      names.withUnsafeBytes { all in
        func isWanted(_ number: Int) -> Bool {
          let name = all[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
          return name.count == wanted.count
            && compare(UnsafeRawBufferPointer(rebasing: name), wanted) == 0
        }
        let start = min(max(0, start), ends.count)
        return (start..<ends.count).first(where: isWanted) ?? (0..<start).first(where: isWanted)
      }
    }
  }
}
