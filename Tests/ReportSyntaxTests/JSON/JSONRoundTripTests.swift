import ReportDiagnostics
import ReportSyntax
import ReportTestSupport
import Testing

@Suite struct JSONRoundTripTests {
  @Test(arguments: [JSONWriter.Layout.compact, .indented])
  func writtenTreesReadBack(layout: JSONWriter.Layout) throws {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<2000 {
      let tree = JSONTree.random(&generator, depth: 4)
      var writer = JSONWriter(layout: layout)
      tree.write(&writer, inline: Bool.random(using: &generator))
      #expect(try JSONTree(writer.bytes) == tree)
      if layout == .compact { #expect(!writer.bytes.contains(0x0A)) }
    }
  }

  /// Strings are scanned eight bytes at a time: what must be escaped may stand anywhere in them, and
  /// what differs from it in one bit must not be taken for it.
  @Test(arguments: [0..<0x20, 0x20..<0x80, 0x80..<0x200, 0x4E00..<0x4E10, 0x1F600..<0x1F610])
  func everyCharacterAtEveryOffset(codes: Range<UInt32>) {
    for scalar in codes.compactMap(Unicode.Scalar.init) {
      let escaped =
        switch scalar {
        case "\"", "\\": "\\\(scalar)"
        case "\n": "\\n"
        case "\t": "\\t"
        case "\0"..<" ":
          "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
        default: "\(scalar)"
        }
      for before in 0..<17 {
        for filler in ["a", "政"] {
          let head = String(repeating: filler, count: before)
          var writer = JSONWriter()
          writer.string("\(head)\(scalar)xyz")
          #expect(String(decoding: writer.bytes, as: UTF8.self) == "\"\(head)\(escaped)xyz\"")
        }
      }
    }
  }

  @Test func layouts() {
    var compact = JSONWriter()
    var indented = JSONWriter(layout: .indented)
    JSONRoundTripTests.example(&compact)
    JSONRoundTripTests.example(&indented)
    #expect(
      String(decoding: compact.bytes, as: UTF8.self)
        == #"{"年":2024,"cells":{"a":1.5,"b":null,"c":[]},"list":[true,"x\"\\\n\t\u0001/é"],"#
        + #""empty":{}}"# + "\n")
    #expect(
      String(decoding: indented.bytes, as: UTF8.self) == """
        {
          "年": 2024,
          "cells": {"a": 1.5, "b": null, "c": []},
          "list": [
            true,
            "x\\"\\\\\\n\\t\\u0001/é"
          ],
          "empty": {}
        }

        """)
  }

  private static func example(_ writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("年")
    writer.integer(2024)
    writer.key("cells")
    writer.beginObject(inline: true)
    writer.key("a")
    writer.decimal(mantissa: 15, scale: 1)
    writer.key("b")
    writer.null()
    writer.key("c")
    writer.beginArray()
    writer.endArray()
    writer.endObject()
    writer.key("list")
    writer.beginArray()
    writer.boolean(true)
    writer.string("x\"\\\n\t\u{1}/é")
    writer.endArray()
    writer.key("empty")
    writer.beginObject()
    writer.endObject()
    writer.endObject()
    writer.endDocument()
  }

  @Test func damagedDocumentsNeverCrash() {
    var generator = SeededGenerator(seed: 2)
    var refused = 0
    for _ in 0..<12_000 {
      var writer = JSONWriter(layout: Bool.random(using: &generator) ? .compact : .indented)
      JSONTree.random(&generator, depth: 4).write(&writer)
      let damaged = generator.damage(writer.bytes)
      let validated = Result { try JSONDocument.validate(damaged.span) }
      // Skipping and reading come to the same verdict.
      let tree = Result { try JSONTree(damaged) }
      switch (validated, tree) {
      case (.success, .success): break
      case (.failure(let left), .failure(let right)):
        refused += 1
        #expect(left as? Diagnostic == right as? Diagnostic)
      default: Issue.record("\(damaged)")
      }
    }
    #expect(refused > 3000)
  }
}
