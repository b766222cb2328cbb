/// How far two texts are apart: insertions, deletions, replacements, and swaps of neighbours.
enum EditDistance {
  /// The distance of `left` and `right`, or `limit` + 1 when it is more than `limit`.
  static func between(_ left: [UInt32], _ right: [UInt32], limit: Int) -> Int {
    guard abs(left.count - right.count) <= limit else { return limit + 1 }
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var beforePrevious = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    var current = previous
    for row in 1...left.count {
      current[0] = row
      var least = row
      for column in 1...right.count {
        let isSame = left[row - 1] == right[column - 1]
        var distance = min(
          previous[column - 1] + (isSame ? 0 : 1), previous[column] + 1, current[column - 1] + 1)
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          distance = min(distance, beforePrevious[column - 2] + 1)
        }
        current[column] = distance
        least = min(least, distance)
      }
      if least > limit { return limit + 1 }
      (beforePrevious, previous, current) = (previous, current, beforePrevious)
    }
    return min(previous[right.count], limit + 1)
  }

  /// Whether `short` is `long` with some scalars left out.
  static func isSubsequence(_ short: [UInt32], of long: [UInt32]) -> Bool {
    var index = 0
    for scalar in long where index < short.count && scalar == short[index] { index += 1 }
    return index == short.count
  }
}
