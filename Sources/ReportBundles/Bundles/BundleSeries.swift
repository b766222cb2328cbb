internal import ReportDiagnostics
internal import ReportFormats
internal import ReportIO

/// The one container of a bundle, or, with a limit of size, several of which each is a whole bundle,
/// in the making.
final class BundleSeries {
  let container: BundleContainer
  private let path: String
  private let options: BundleWriteOptions
  private var parts: [BundlePart]
  /// About containers as a whole.
  private var findings: [Diagnostic] = []

  /// How many containers there may be: their numbers have four digits.
  private static let limit = 9999

  /// Begins bundles at `path`.
  ///
  /// - Parameter target: the path again, or the files in which the one bundle is made so that it can
  ///   be resumed; nil for the path.
  /// - Throws: `bundle-name-unknown`; an entry of the output area.
  init(
    path: String, _ options: BundleWriteOptions, _ target: OutputTarget? = nil
  ) throws(Diagnostic) {
    self.path = path
    self.options = options
    container = try BundleContainer(path: path)
    if case .partial(let partial, let counters) = target {
      parts = [
        try BundlePart(path: path, container, options, partial: partial, counters: counters)
      ]
    } else {
      parts = [try Self.makePart(path, number: 1, container, options)]
    }
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

  /// Adds files that were packed, all into one container.
  ///
  /// - Throws: `bundle-too-many-parts`; an entry of the output area.
  func add(_ group: PackedGroup) throws(Diagnostic) {
    if !group.files.isEmpty { try part(for: group).add(group) }
  }

  private func part(for group: PackedGroup) throws(Diagnostic) -> BundlePart {
    let present = parts[parts.count - 1]
    guard let limit = options.sizeLimit, present.size(with: group) > limit else { return present }
    var target = present
    if !present.isEmpty {
      guard parts.count < Self.limit else {
        throw Diagnostic(
          .bundleTooManyParts, at: Place(source: path), ["limit": "\(Self.limit)"])
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

  /// Puts the bundles in their places, all at the end; gives them up if that fails.
  ///
  /// - Returns: what there is to say about them.
  func commit() throws(Diagnostic) -> [Diagnostic] {
    do throws(Diagnostic) {
      try parts[parts.count - 1].complete()
      for part in parts { try part.commit() }
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

  /// Gives the bundles up.
  func cancel() { for part in parts { part.cancel() } }
}
