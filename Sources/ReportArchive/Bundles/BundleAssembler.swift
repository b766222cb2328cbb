internal import ReportDiagnostics
internal import ReportFormats
internal import ReportSyntax

/// Makes bundles: packs files on several threads, and writes them in order into one container, or,
/// with a limit of size, into several of which each is a whole bundle.
final class BundleAssembler {
  /// Packs what belongs together; runs on any thread.
  typealias Job = @Sendable (PackingTools) throws(Diagnostic) -> PackedGroup

  private struct Product: Sendable {
    let groups: Result<[PackedGroup], Diagnostic>
    let cost: Int
  }

  private let path: String
  private let container: BundleContainer
  private let options: BundleWriteOptions
  private let work: OrderedWork<Product>
  private let tools: ToolShelf<PackingTools>
  private var parts: [BundlePart]
  /// Jobs that wait to be handed on together: one by one that would cost as much as packing.
  private var waiting: [Job] = []
  private var waitingCost = 0
  private var costUnderWay = 0
  /// About containers as a whole.
  private var findings: [Diagnostic] = []

  /// How many bytes are packed at a time, but for one group that has more.
  private static let costLimit = 16 << 20
  /// How many jobs are handed on together, and from which cost on there are enough.
  private static let jobsAtOnce = 16
  private static let costAtOnce = 1 << 21
  /// How many containers there may be: their numbers have four digits.
  private static let partLimit = 9999

  /// Begins bundles at `path`.
  ///
  /// - Parameter resumption: where the one bundle is made so that it can be taken up again.
  /// - Throws: `bundle-name-unknown`; an entry of the output area.
  init(
    path: String, _ options: BundleWriteOptions, resumption: Resumption? = nil
  ) throws(Diagnostic) {
    self.path = path
    self.options = options
    container = try BundleContainer(path: path)
    tools = ToolShelf { [container, algorithms = options.algorithms] in
      PackingTools(container, algorithms)
    }
    if let resumption {
      parts = [try BundlePart(path: path, container, options, resumption: resumption)]
    } else {
      parts = [try Self.makePart(path, number: 1, container, options)]
    }
    work = OrderedWork(workers: options.threads)
  }

  /// The path of the container with a number, from 1: `x-0001.bundle.zip`.
  static func path(_ path: String, number: Int) -> String {
    let suffix = BundleContainer.suffix(of: path) ?? ""
    let digits = "\(number)"
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return "\(path.dropLast(suffix.count))-\(padded)\(path.suffix(suffix.count))"
  }

  private static func makePart(
    _ path: String, number: Int, _ container: BundleContainer, _ options: BundleWriteOptions
  ) throws(Diagnostic) -> BundlePart {
    let path = options.sizeLimit == nil ? path : Self.path(path, number: number)
    return try BundlePart(path: path, container, options)
  }

  /// The numbers from which one bundle goes on.
  var counters: [String: Int] { parts[0].counters }

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
    for group in try product.groups.get() where !group.files.isEmpty {
      try part(for: group).add(group)
    }
  }

  private func part(for group: PackedGroup) throws(Diagnostic) -> BundlePart {
    let present = parts[parts.count - 1]
    guard let limit = options.sizeLimit, present.size(with: group) > limit else { return present }
    var target = present
    if !present.isEmpty {
      guard parts.count < Self.partLimit else {
        throw Diagnostic(
          .bundleTooManyParts, at: Place(source: path), ["limit": "\(Self.partLimit)"])
      }
      try present.complete()
      target = try Self.makePart(path, number: parts.count + 1, container, options)
      parts.append(target)
    }
    if target.size(with: group) > limit {
      findings.append(
        Diagnostic(
          .bundlePartTooLarge, at: Place(source: target.path),
          ["path": group.files.first?.path ?? "", "limit": "\(limit)"]))
    }
    return target
  }

  /// Packs and writes what is left, and puts the bundles in their places, all at the end.
  ///
  /// - Returns: what there is to say about them.
  func commit() throws(Diagnostic) -> [Diagnostic] {
    do throws(Diagnostic) {
      try finish()
      try parts[parts.count - 1].complete()
      for part in parts { try part.commit() }
      work.stop()
    } catch {
      cancel()
      throw error
    }
    if options.sizeLimit != nil {
      let next = Self.path(path, number: parts.count + 1)
      if FolderPath.fileSize(next) != nil {
        findings.append(
          Diagnostic(.bundlePartStale, at: Place(source: next), ["count": "\(parts.count)"]))
      }
    }
    return findings
  }

  /// Packs and writes what is left; more may follow.
  func finish() throws(Diagnostic) {
    try handOn()
    while work.underWay > 0 { try takeOne() }
  }

  /// Gives the bundles up.
  func cancel() {
    work.stop()
    for part in parts { part.cancel() }
  }
}
