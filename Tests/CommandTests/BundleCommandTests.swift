import Foundation
import ReportTestSupport
import Testing

/// `nianbao bundle`, and bundles as inputs and outputs of `convert`.
@Suite struct BundleCommandTests {
  private static let containers = ["a.bundle.zip", "a.bundle.tar.gz"]

  /// A folder with a batch of two reports and a text to import, packed as `bundle`.
  private func packed(_ bundle: String, strict: Bool = false) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let reports = ["r1", "r2"].map { Documents.report(id: $0, Documents.cell("1")) }
    try folder.write("in/batch.xml", Documents.batch(reports))
    try folder.write("in/town.txt", "示例镇人民政府2010年政府信息公开工作年度报告\n一、概述\n公告栏。\n")
    let run = try Command.run(
      ["bundle", "pack", "in", "-o", bundle, "--created", "2025-03-31T08:00:00Z"], in: folder)
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.messages.contains("3 reports = 3 accepted + 0 refused; 3 written"))
    return folder
  }

  @Test(arguments: containers) func packVerifyListExtractUnpack(_ bundle: String) throws {
    let folder = try packed(bundle)
    let verified = try Command.run(["bundle", "verify", bundle], in: folder)
    #expect(verified.status == 0)
    #expect(verified.text.contains("\(bundle): valid (digests); reports: 3, payload files: 5"))

    let listed = try Command.run(["bundle", "list", bundle], in: folder)
    // In the order of ids.
    #expect(listed.text.hasPrefix("2010-"))
    #expect(listed.text.hasSuffix("\nr1\t2021\t–\t\nr2\t2021\t–\t\n"))
    let json = try Command.run(["bundle", "list", bundle, "--json"], in: folder)
    #expect(json.text.contains("{\"id\":\"r1\",\"path\":\"data/reports/unknown/unknown/r1.xml\","))

    let one = try Command.run(["bundle", "extract", bundle, "r2"], in: folder)
    #expect(one.status == 0 && one.text.contains("id=\"r2\""))
    let two = try Command.run(
      ["bundle", "extract", bundle, "r2", "r1", "-o", "chosen"], in: folder)
    #expect(two.status == 0 && folder.tree.contains("chosen/r1.xml"))
    let none = try Command.run(["bundle", "extract", bundle, "r3", "-o", "x.xml"], in: folder)
    #expect(none.status == 2 && !folder.tree.contains("x.xml"))
    #expect(none.messages.contains("error: it holds no report with the id 'r3'"))

    let unpacked = try Command.run(["bundle", "unpack", bundle, "-o", "bag"], in: folder)
    #expect(unpacked.status == 0, "\(unpacked.messages)")
    let names = folder.tree.filter { $0.hasPrefix("bag/") }
    #expect(names.contains("bag/data/reports/unknown/unknown/r1.xml"))
    #expect(names.contains { $0.hasSuffix("/town.txt") && $0.hasPrefix("bag/data/source/2010-") })
    #expect(names.contains { $0.hasPrefix("bag/data/provenance/2010-") })
    #expect(try Command.run(["bundle", "verify", "bag"], in: folder).status == 0)
    let again = try Command.run(["bundle", "unpack", bundle, "-o", "bag"], in: folder)
    #expect(again.status == 2 && again.messages.contains("[output-folder-not-empty]"))
  }

  @Test(arguments: containers + ["bag"]) func aBundleIsAnInput(_ input: String) throws {
    let bundle = input == "bag" ? "a.bundle.zip" : input
    let folder = try packed(bundle)
    if input == "bag" {
      _ = try Command.run(["bundle", "unpack", bundle, "-o", "bag"], in: folder)
    }
    let direct = try Command.run(["convert", "in", "--to", "cells"], in: folder)
    let through = try Command.run(["convert", input, "--to", "cells"], in: folder)
    #expect(through.status == 0 && through.text == direct.text, "\(through.messages)")
    let target = "b.bundle.tar.gz"
    let converted = try Command.run(["convert", input, "--to", "bundle", "-o", target], in: folder)
    #expect(converted.status == 0, "\(converted.messages)")
    // An exact format gives its reports only.
    let verified = try Command.run(["bundle", "verify", target], in: folder)
    #expect(verified.text.contains("reports: 3, payload files: 3"))
  }

  @Test(arguments: containers) func theSameInputsGiveTheSameBytes(_ bundle: String) throws {
    let first = try packed(bundle)
    let second = try packed(bundle)
    #expect(
      FileManager.default.contents(atPath: first.path + "/" + bundle)
        == FileManager.default.contents(atPath: second.path + "/" + bundle))
  }

  /// What is wrong with a bag is printed with its place, and the exit code is 1.
  @Test(arguments: [
    ("manifest-sha256.txt:1: error: the sha256 of 'data/", "[bag-digest-wrong]"),
    ("manifest-sha256.txt:2: error: 'data/", "[bag-file-missing]"),
    ("data/new: error: this file is not listed in manifest-sha256.txt", "[bag-file-unlisted]"),
    ("bag-info.txt:2: error: Payload-Oxum states", "[bag-oxum-wrong]"),
    ("manifest-sha256.txt:6: error: the path '../out' does not lie", "[bag-path-outside]"),
    ("index.ndjson:1: error: the index does not agree", "[bundle-index-wrong]"),
  ])
  func aBadBagIsNotValid(_ start: String, _ id: String) throws {
    let folder = try packed("a.bundle.zip")
    _ = try Command.run(["bundle", "unpack", "a.bundle.zip", "-o", "bag"], in: folder)
    let manifest = try folder.text("bag/manifest-sha256.txt")
    let reports = "bag/data/reports/unknown/unknown/"
    switch id {
    case "[bag-digest-wrong]": try folder.write(reports + "r1.xml", "")
    case "[bag-file-missing]":
      try FileManager.default.removeItem(atPath: "\(folder.path)/\(reports)r2.xml")
    case "[bag-file-unlisted]": try folder.write("bag/data/new", "")
    case "[bag-oxum-wrong]": try folder.write("bag/bag-info.txt", "A: b\nPayload-Oxum: 1.5\n")
    case "[bag-path-outside]":
      try folder.write(
        "bag/manifest-sha256.txt", manifest + String(repeating: "0", count: 64) + "  ../out\n")
    default: try folder.write("bag/index.ndjson", "{}\n")
    }
    let run = try Command.run(["bundle", "verify", "bag"], in: folder)
    #expect(run.status == 1)
    let lines = run.text.split(separator: "\n")
    #expect(
      lines.contains { $0.hasPrefix("bag/" + start) && $0.hasSuffix(id) }, "\(run.text)")
    #expect(run.text.contains("bag: not valid (digests)"))
  }

  /// A place in a container is told as `a.bundle.zip!path`.
  @Test func aDamagedContainerCannotBeRead() throws {
    let folder = try packed("a.bundle.zip")
    let path = folder.path + "/a.bundle.zip"
    let sound = try #require(FileManager.default.contents(atPath: path))
    try folder.write("cut.bundle.zip", Array(sound.dropLast(30)))
    var flipped = Array(sound)
    // Within the second report.
    let start = try #require(sound.range(of: Data("/r2.xml".utf8))).upperBound
    flipped[start + 80] ^= 1
    try folder.write("flipped.bundle.zip", flipped)
    for (name, verify) in [("cut.bundle.zip", Int32(2)), ("flipped.bundle.zip", 1)] {
      let run = try Command.run(["bundle", "verify", name], in: folder)
      #expect(run.status == verify, "\(run.text)")
      let unpacked = try Command.run(["bundle", "unpack", name, "-o", "out"], in: folder)
      #expect(unpacked.status == 2 && !folder.tree.contains("out"))
    }
    // A damaged report is refused, the others are read.
    let run = try Command.run(["convert", "flipped.bundle.zip", "--to", "cells"], in: folder)
    #expect(run.status == 1)
    #expect(run.text.contains("\nr1,") && !run.text.contains("\nr2,"))
    #expect(
      run.messages.contains(
        "flipped.bundle.zip!bundle/data/reports/unknown/unknown/r2.xml: error: "))
  }

  @Test(arguments: [
    ["pack", "-", "-o", "a.bundle.zip"], ["pack", "in", "-o", "-"], ["pack", "in", "-o", "a.rar"],
    ["verify", "-"], ["unpack", "-", "-o", "x"], ["unpack", "a.zip", "-o", "-"], ["list", "-"],
    ["extract", "-", "r1"], ["extract", "a.zip", "r1", "r2"],
    ["pack", "in", "-o", "a.bundle.zip", "--created", "today"],
  ])
  func wrongUsage(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    #expect(try Command.run(["bundle"] + arguments, in: folder).status == 64)
    #expect(folder.tree.isEmpty)
  }

  @Test func nothingIsLeftOfAPackThatFails() throws {
    let folder = try TemporaryFolder()
    try folder.write("bad.xml", "<report")
    let run = try Command.run(["bundle", "pack", "bad.xml", "-o", "a.bundle.zip"], in: folder)
    #expect(run.status == 2 && folder.tree == ["bad.xml"])
  }

  @Test(arguments: ["zh", "en"], ["", "pack", "unpack", "list", "extract", "verify"])
  func helpHasExamples(_ language: String, _ command: String) throws {
    let folder = try TemporaryFolder()
    let run = try Command.run(
      ["bundle"] + (command.isEmpty ? [] : [command]) + ["--help", "--language", language],
      in: folder)
    #expect(run.status == 0)
    #expect(run.text.contains(language == "zh" ? "示例" : "Examples"))
    #expect(run.text.contains("nianbao bundle \(command)"))
  }
}
