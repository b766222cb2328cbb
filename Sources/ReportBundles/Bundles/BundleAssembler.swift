internal import ReportDiagnostics
internal import ReportFormats
internal import ReportIO

/// Packs files on several threads, and puts them into bundles in the order in which they were added.
final class BundleAssembler {
  /// Packs what belongs together; runs on any thread.
  typealias Job = @Sendable (PackingTools) throws(Diagnostic) -> PackedGroup

  private struct Product: Sendable {
    let groups: Result<[PackedGroup], Diagnostic>
    let cost: Int
  }

  private let series: BundleSeries
  private let work: OrderedWork<Product>
  private let tools: ToolShelf<PackingTools>
  /// Jobs that wait to be handed on together: one by one that would cost as much as packing.
  private var waiting: [Job] = []
  private var waitingCost = 0
  private var costUnderWay = 0

  /// How many bytes are packed at a time, but for one group that has more.
  private static let costLimit = 16 << 20
  /// How many jobs are handed on together, and from which cost on there are enough.
  private static let jobsAtOnce = 16
  private static let costAtOnce = 1 << 21

  /// Begins bundles at `path`.
  ///
  /// - Throws: `bundle-name-unknown`; an entry of the output area.
  init(path: String, _ options: BundleWriteOptions) throws(Diagnostic) {
    series = try BundleSeries(path: path, options)
    tools = PackingTools.shelf(series.container, options)
    work = OrderedWork(workers: options.threads)
  }

  /// Adds what `job` packs, behind all that was added before.
  ///
  /// - Parameter cost: about how many bytes it keeps in memory.
  /// - Throws: what this job, or one that was added before, throws; an entry of the output area.
  func add(cost: Int, _ job: @escaping Job) throws(Diagnostic) {
    waiting.append(job)
    waitingCost += cost
    if waiting.count == Self.jobsAtOnce || waitingCost >= Self.costAtOnce { try handOn() }
  }

  private func handOn() throws(Diagnostic) {
    guard !waiting.isEmpty else { return }
    let (jobs, cost, tools) = (waiting, waitingCost, tools)
    (waiting, waitingCost) = ([], 0)
    while work.isFull || (work.underWay > 0 && costUnderWay + cost > Self.costLimit) {
      try takeOne()
    }
    costUnderWay += cost
    _ = work.give {
      let groups = tools.lend { tools in
        Result { () throws(Diagnostic) in
          var groups: [PackedGroup] = []
          for job in jobs { groups.append(try job(tools)) }
          return groups
        }
      }
      return Product(groups: groups, cost: cost)
    }
  }

  private func takeOne() throws(Diagnostic) {
    guard let product = work.next() else { return }
    costUnderWay -= product.cost
    for group in try product.groups.get() { try series.add(group) }
  }

  /// Packs and writes what is left, and puts the bundles in their places.
  ///
  /// - Returns: what there is to say about them.
  func commit() throws(Diagnostic) -> [Diagnostic] {
    do throws(Diagnostic) {
      try finish()
    } catch {
      cancel()
      throw error
    }
    work.stop()
    return try series.commit()
  }

  /// Packs and writes what is left; more may follow.
  func finish() throws(Diagnostic) {
    try handOn()
    while work.underWay > 0 { try takeOne() }
  }

  /// Gives the bundles up.
  func cancel() {
    work.stop()
    series.cancel()
  }
}
