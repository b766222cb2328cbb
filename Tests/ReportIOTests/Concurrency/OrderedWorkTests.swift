import ReportIO
import Testing

@Suite struct OrderedWorkTests {
  /// Gives `count` pieces, each of another length, of which every third is done already.
  private static func results(workers: Int, count: Int) -> [Int] {
    let work = OrderedWork<Int>(workers: workers)
    let giver = WorkerThread {
      for number in 0..<count {
        let isWanted =
          number % 3 == 0
          ? work.give(done: number) : work.give { busy(number % 7) + number }
        if !isWanted { break }
      }
      work.finish()
    }
    var results: [Int] = []
    while let result = work.next() { results.append(result) }
    work.stop()
    giver?.join()
    return results
  }

  @Test(arguments: [1, 2, 3, 8, 64, .max]) func resultsComeInOrder(workers: Int) {
    #expect(Self.results(workers: workers, count: 2_000) == Array(0..<2_000))
  }

  @Test func nothingGivenIsTheEnd() {
    #expect(Self.results(workers: 2, count: 0).isEmpty)
  }

  /// Whoever gives is told, and is not kept waiting for ever for room.
  @Test func stoppingEndsTheGiving() {
    let work = OrderedWork<Int>(workers: 2)
    let given = Guarded(0)
    let giver = WorkerThread {
      while work.give({ 1 }) { given.withValue { $0 += 1 } }
      work.finish()
    }
    for _ in 0..<10 { #expect(work.next() == 1) }
    work.stop()
    giver?.join()
    let ahead = given.withValue { $0 } - 10
    #expect((0...9).contains(ahead), "no more than the ring holds")
    #expect(work.next() == nil)
    work.stop()
    #expect(work.next() == nil, "stopping again does nothing")
  }
}

/// Takes some time, and gives 0.
private func busy(_ rounds: Int) -> Int {
  var value: UInt64 = 1
  for _ in 0..<(rounds * 1_000) { value = value &* 6_364_136_223_846_793_005 &+ 1 }
  return value == 0 ? 1 : 0
}
