import Foundation
import ReportKit
import ReportTestSupport
import Testing

/// Every document of Fixtures/ in an exact format, converted to every format that is written, is what
/// lies in Fixtures/expected; and what is said about it on the way, too.
///
/// What is not there yet is recorded, and fails the test in that run: look at it before it is
/// committed.
@Suite struct GoldenTests {
  /// The folders of fixtures, by the name of their format.
  static let folders = ["xml", "json", "ndjson", "cells", "text"]

  static let fixtures = folders.flatMap { Fixtures.of($0) }

  static let targets = FormatRegistry.standard.formats.filter { $0.writing != nil }

  /// Every edition has a document of its own, in both formats of one report a file.
  @Test func thereAreFixtures() {
    #expect(Self.fixtures.count >= 16)
    #expect(Set(Fixtures.names(in: "xml", and: "json")).isSuperset(of: EmbeddedForms.editions))
  }

  @Test(arguments: fixtures) func convertsAsExpected(fixture: String) throws {
    let folder = try TemporaryFolder()
    let name = (fixture as NSString).lastPathComponent
    try folder.write(name, try PackageFiles.bytes(fixture))
    for target in Self.targets {
      // A folder shows what it holds; the bytes of a container are those of a compressor.
      let output =
        "output"
        + (target.writing?.writesFolders == true
          ? "-" + target.name : target.extensions.first ?? "")
      let run = try Command.run(
        ["convert", name, "--to", target.name, "-o", output], in: folder)
      #expect(run.status == 0, "\(run.messages)")
      if target.name == "bundle" {
        // But for the index, which tells where things lie in the container.
        let bag = try Command.run(["bundle", "unpack", output, "-o", "bag"], in: folder)
        #expect(bag.status == 0, "\(bag.messages)")
        try FileManager.default.removeItem(atPath: folder.path + "/bag/index.ndjson")
        try compare(folder.path + "/bag", with: "output-bundle", of: fixture)
        try FileManager.default.removeItem(atPath: folder.path + "/bag")
      } else {
        try compare(folder.path + "/" + output, with: output, of: fixture)
      }
      let messages = try folder.write("findings-\(target.name).txt", run.messages)
      try compare(messages, with: "findings-\(target.name).txt", of: fixture)
      try FileManager.default.removeItem(atPath: folder.path + "/" + output)
    }
  }

  /// Nothing is expected of a document or of a format that is not there any more.
  @Test func everythingExpectedIsCompared() throws {
    let names = Set(Self.fixtures.map { Self.folder(of: $0) })
    let files = Set(
      Self.targets.flatMap { target in
        [
          "output\(target.extensions.first ?? "")", "output-\(target.name)",
          "findings-\(target.name).txt",
        ]
      })
    let expected = try PackageFiles.files(in: "Fixtures/expected")
    #expect(expected.count > 100)
    for path in expected {
      let parts = path.split(separator: "/").map(String.init)
      #expect(names.contains(parts[0...3].joined(separator: "/")), "\(path)")
      #expect(files.contains(parts[4]), "\(path)")
    }
  }

  /// The folder of what is expected of a document.
  private static func folder(of fixture: String) -> String {
    let parts = fixture.split(separator: "/")
    return "Fixtures/expected/\(parts[1])/\(parts[2].prefix { $0 != "." })"
  }

  /// Compares a file, or every file of a folder, with what is expected.
  private func compare(_ path: String, with name: String, of fixture: String) throws {
    let manager = FileManager.default
    let expected = "\(Self.folder(of: fixture))/\(name)"
    let golden = PackageFiles.root + "/" + expected
    guard manager.fileExists(atPath: golden) else {
      try manager.createDirectory(
        atPath: (golden as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try manager.copyItem(atPath: path, toPath: golden)
      Issue.record("\(expected) was not there and is recorded: look at it, and run again")
      return
    }
    let files = Self.names(path)
    #expect(files == Self.names(golden), "\(expected)")
    for file in files {
      let isSame = manager.contentsEqual(atPath: path + file, andPath: golden + file)
      #expect(isSame, "\(expected)\(file) is another; remove it to record it anew")
    }
  }

  /// The files of a folder, each with a slash before it; of a file, nothing.
  private static func names(_ path: String) -> [String] {
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard isFolder.boolValue else { return [""] }
    return (FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? [])
      .map { "/" + $0 }.sorted()
  }

  /// A document of the same name in two formats holds the same report.
  @Test(arguments: Fixtures.names(in: "xml", and: "json"))
  func formatsAgree(edition: String) throws {
    let folder = try TemporaryFolder()
    let outputs = try ["xml", "json"].map { format in
      let input = PackageFiles.root + "/Fixtures/\(format)/\(edition).\(format)"
      return try Command.run(["convert", input, "--to", "ndjson"], in: folder).output
    }
    #expect(outputs[0] == outputs[1] && !outputs[0].isEmpty)
  }

  /// xml → json → ndjson → xml gives the bytes back that it began with.
  @Test(arguments: Fixtures.of("xml")) func chain(fixture: String) throws {
    let folder = try TemporaryFolder()
    var input = PackageFiles.root + "/" + fixture
    var first: Data?
    for (index, format) in ["xml", "json", "ndjson", "xml"].enumerated() {
      let output = "\(index).\(format)"
      let run = try Command.run(["convert", input, "--to", format, "-o", output], in: folder)
      #expect(run.status == 0, "\(run.messages)")
      input = output
      if index == 0 { first = FileManager.default.contents(atPath: "\(folder.path)/\(output)") }
    }
    let last = FileManager.default.contents(atPath: "\(folder.path)/\(input)")
    #expect(first != nil && first == last)
  }
}
