internal import ReportDiagnostics
internal import ReportIO

/// A bag that is open: where it lies in its container, what files it has and what `bagit.txt` says.
final class Bag {
  let container: any BagContainer
  /// The base directory with its slash; empty if the files lie right in the container.
  let base: String
  let declaration: BagDeclaration
  /// The files below the base directory.
  var files: BagFileTable
  /// What was wrong with all this.
  private(set) var findings: [Diagnostic]

  /// The largest `bagit.txt` that is read.
  private static let declarationLimit = 1 << 16

  /// Lists the files of a container, and finds the bag in it.
  ///
  /// - Throws: `bag-declaration-missing`; `input-unreadable`; an entry of the archive area.
  init(_ container: any BagContainer) throws(Diagnostic) {
    self.container = container
    let base = try Self.base(of: container)
    self.base = base
    var findings: [Diagnostic] = []
    guard let source = try container.open(base + BundleLayout.declaration) else {
      throw Diagnostic(.bagDeclarationMissing, at: Place(source: container.path))
    }
    declaration = BagDeclaration(
      try source.readAll(limit: Self.declarationLimit),
      at: container.place(base + BundleLayout.declaration), findings: &findings)
    var files = BagFileTable()
    let walk = try container.list()
    while let file = try walk.next() {
      if ByteOrder.begins(file.path.utf8.span, with: base.utf8.span) {
        files.append(file, base: base.utf8.count)
      } else {
        findings.append(
          Diagnostic(.bagBaseMixed, at: container.place(file.path), ["base": base]))
      }
    }
    self.files = files
    self.findings = findings
  }

  /// The file at `path` below the base directory; nil if there is none.
  func open(_ path: String) throws(Diagnostic) -> ByteSource? {
    try container.open(base + path)
  }

  /// The place of a line of the file at `path` below the base directory.
  func place(_ path: String, line: Int = 0) -> Place { container.place(base + path, line: line) }

  /// The tag files whose names begin with `prefix`.
  func tagFiles(_ prefix: String) -> [String] {
    (0..<files.count).filter { files.hasPrefix($0, prefix) }.map { files.path($0) }
      .filter { !$0.contains("/") && $0.hasSuffix(".txt") }.sorted()
  }

  /// Where `bagit.txt` lies: at the top, or in the one folder there is at the top.
  static func base(of container: any BagContainer) throws(Diagnostic) -> String {
    let walk = try container.list()
    while let file = try walk.next() {
      guard let slash = file.path.firstIndex(of: "/") else {
        if file.path == BundleLayout.declaration { return "" }
        continue
      }
      let rest = file.path[file.path.index(after: slash)...]
      if rest == BundleLayout.declaration, container.hasOffsets {
        return String(file.path[...slash])
      }
    }
    throw Diagnostic(.bagDeclarationMissing, at: Place(source: container.path))
  }
}
