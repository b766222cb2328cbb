internal import ReportFormats
internal import ReportContainers
internal import ReportDiagnostics
internal import ReportSyntax

/// The parts of an Office Open XML file (docx, xlsx): a ZIP of XML documents that refer to each other.
struct OfficePackage {
  private let zip: ZIPReader
  private let name: String

  /// More than any part of a report's file has.
  private static let partLimit = 256 << 20

  /// Opens the package in `bytes`.
  ///
  /// - Throws: what the container breaks.
  init(_ bytes: [UInt8], _ context: LayoutContext) throws(Diagnostic) {
    name = context.source
    zip = try ZIPReader(RandomAccessFile(bytes: bytes, name: name), limits: context.limits)
  }

  /// The part at `path`; nil if there is none.
  func part(_ path: String) throws(Diagnostic) -> MarkupTree? {
    guard let entry = zip.entry(named: path) else { return nil }
    let bytes = try zip.bytes(of: entry, limit: Self.partLimit)
    return try MarkupTree(xml: bytes, name: "\(name)!\(path)")
  }

  /// The path of the main document, as the package says.
  ///
  /// - Throws: `office-part-missing`.
  func mainPath() throws(Diagnostic) -> String {
    guard let relations = try part("_rels/.rels"),
      let main = Self.relations(relations, in: "").first(where: { $0.type == "officeDocument" })
    else { throw Diagnostic(.officePartMissing, ["part": "_rels/.rels"]) }
    return main.target
  }

  /// Another part that a part refers to.
  struct Relation {
    let id: String
    /// The last component of the type.
    let type: String
    /// The path of the part.
    let target: String
  }

  /// The parts that the part at `path` refers to.
  func relations(of path: String) throws(Diagnostic) -> [Relation] {
    let folder = Self.folder(path)
    let file = path.dropFirst(folder.count)
    guard let tree = try part("\(folder)_rels/\(file).rels") else { return [] }
    return Self.relations(tree, in: folder)
  }

  private static func relations(_ tree: MarkupTree, in folder: String) -> [Relation] {
    tree.nodes.compactMap { node in
      guard node.name == "Relationship", let target = node["Target"],
        node["TargetMode"] != "External"
      else { return nil }
      let type = node["Type"]?.split(separator: "/").last.map(String.init) ?? ""
      return Relation(id: node["Id"] ?? "", type: type, target: resolve(target, in: folder))
    }
  }

  /// The folder of a path, with the slash at its end.
  private static func folder(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  private static func resolve(_ target: String, in folder: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var parts = folder.split(separator: "/")
    for part in target.split(separator: "/") {
      if part == ".." {
        _ = parts.popLast()
      } else if part != "." {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }
}

extension MarkupTree {
  /// The first child of `index` called `name`; nil if there is none.
  func child(_ name: String, of index: Int) -> Int? {
    var child = index + 1
    while child < nodes[index].end {
      if nodes[child].name == name { return child }
      child = nodes[child].end
    }
    return nil
  }

  /// The attribute `val` of the child `name` of `index`; empty for a child without it; nil for none.
  func value(_ name: String, of index: Int) -> String? {
    child(name, of: index).map { nodes[$0]["val"] ?? "" }
  }

  /// All text inside `index`.
  func text(of index: Int) -> String {
    var text = ""
    for node in nodes[index..<nodes[index].end] where node.isText { text += node.text }
    return text
  }
}

/// Tells the files of office programs from other containers by their first bytes.
enum OfficeRecognition {
  /// The names of the first entries show what it is.
  static func confidence(_ prefix: Span<UInt8>, folder: StaticString) -> Format.Confidence {
    guard prefix.count > 30, prefix[0] == 0x50, prefix[1] == 0x4B, prefix[2] == 3, prefix[3] == 4
    else { return .none }
    let count = folder.utf8CodeUnitCount
    return folder.withUTF8Buffer { name in
      for start in 30..<max(30, prefix.count - count) where prefix[start] == name[0] {
        var length = 1
        while length < count && prefix[start + length] == name[length] { length += 1 }
        if length == count { return .likely }
      }
      return .none
    }
  }
}
