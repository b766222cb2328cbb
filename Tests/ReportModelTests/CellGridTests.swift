import ReportModel
import ReportTestSupport
import Testing

/// Cells are packed into eight bytes: what is put in comes out again, and neighbours stay.
@Suite struct CellGridTests {
  /// Every state, and numbers of every scale at the ends of their range.
  private static let values: [CellValue] = {
    let mantissas: [Int64] = [
      0, 1, -1, 7, 10, -10, 127, 128, 255, 256, 999_999_999_999_999, -999_999_999_999_999,
      888_888_888_888_888, -562_949_953_421_312, 562_949_953_421_311,
    ]
    let numbers = (0...ExactNumber.maximumScale).flatMap { scale in
      mantissas.compactMap { ExactNumber(mantissa: $0, scale: scale) }
    }
    return [.absent, .blank, .notApplicable] + numbers.map { .number($0) }
      + numbers.map { .amountOfUnknownUnit($0) }
  }()

  @Test func everyValueComesOutAgain() {
    #expect(Self.values.count > 150)
    var grid = CellGrid(count: 3)
    for value in Self.values {
      grid[1] = value
      #expect(grid[1] == value)
      #expect(grid[0] == .absent && grid[2] == .absent)
    }
  }

  /// A grid against an array of values, over many changes at random.
  @Test func behavesLikeAnArray() {
    var random = SeededGenerator(seed: 32)
    var grid = CellGrid(count: 50)
    var plain = [CellValue](repeating: .absent, count: 50)
    for _ in 0..<5_000 {
      let ordinal = random.number(0...49)
      let value =
        random.once(in: 3) ? .absent : random.one(of: Self.values)
      (grid[ordinal], plain[ordinal]) = (value, value)
      let first = random.number(0...49)
      let range = first..<random.number(first...50)
      #expect(grid.areAbsent(in: range) == plain[range].allSatisfy(\.isAbsent))
      #expect(grid.countOfKnown(in: range) == plain[range].count { !$0.isAbsent })
      #expect(grid.countOfNumbers == plain.count { $0.number != nil })
    }
    #expect(plain.indices.map { grid[$0] } == plain)
  }

  /// Blank, 0, "/" and absent are four values, in the grid, too.
  @Test func statesAreDifferent() {
    let values: [CellValue] = [.absent, .blank, .notApplicable, .number(.zero)]
    let grids = values.map { value in
      var grid = CellGrid(count: 1)
      grid[0] = value
      return grid
    }
    #expect(Set(grids).count == values.count)
  }
}
