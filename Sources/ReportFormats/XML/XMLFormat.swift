internal import ReportSyntax
internal import ReportDiagnostics
internal import ReportModel
public import ReportForms

extension Format {
  /// `xml`: one report, or a batch of reports of any edition.
  public static let xml = Format(
    name: "xml", extensions: [".xml"], mediaType: "application/xml", capacity: .many,
    fidelity: .exact,
    summary: BilingualText(
      zh: "XML，单份报告或批量，按各版本的 XSD 校验",
      en: "XML, one report or a batch, checked against the XSD of each edition"),
    recognise: { prefix in XMLRecognition.confidence(prefix) },
    reading: .stream { source, options throws(Diagnostic) in XMLReportReader(source, options) },
    writing: .stream(
      options: [BatchHeader.self],
      encoder: { XMLReportEncoder(isForBatch: !$0[BatchHeader.self].isEmpty) },
      serializer: { XMLBatchSerializer($0, $1[BatchHeader.self]) }))
}

/// Tells XML from its first bytes.
enum XMLRecognition {
  /// A document in one of our namespaces is certainly ours; one that only begins as XML does is
  /// likely, so that its reader says what is wrong with it.
  static func confidence(_ prefix: Span<UInt8>) -> Format.Confidence {
    var index = 0
    while index < prefix.count, ASCII.isSpace(prefix[index]) { index += 1 }
    guard index < prefix.count, prefix[index] == UInt8(ascii: "<") else { return .none }
    if let declaration = ourNamespace(prefix, from: index),
      !hasPage(prefix, index..<declaration)
    {
      return .certain
    }
    for start in ["<?xml", "<report", "<batch", "<!--", "<!DOCTYPE"] as [StaticString]
    where begins(prefix, at: index, with: start) {
      return hasPage(prefix, index..<min(prefix.count, index + 2048)) ? .none : .likely
    }
    return .none
  }

  /// Where one of our namespaces is declared near the beginning, as in the root of our documents.
  private static func ourNamespace(_ prefix: Span<UInt8>, from start: Int) -> Int? {
    (start..<min(prefix.count, start + 512)).first { index in
      prefix[index] == UInt8(ascii: "x") && begins(prefix, at: index, with: "xmlns=\"urn:nianbao:")
    }
  }

  /// Whether a web page begins in `range`.
  private static func hasPage(_ prefix: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where prefix[index] == UInt8(ascii: "<") {
      for tag in ["<html", "<HTML", "<!DOCTYPE html", "<!doctype html", "<!DOCTYPE HTML"]
        as [StaticString]
      where begins(prefix, at: index, with: tag) {
        return true
      }
    }
    return false
  }

  private static func begins(
    _ bytes: Span<UInt8>, at index: Int, with text: StaticString
  ) -> Bool {
    guard bytes.count - index >= text.utf8CodeUnitCount else { return false }
    for offset in 0..<text.utf8CodeUnitCount
    where bytes[index + offset] != text.utf8Start[offset] {
      return false
    }
    return true
  }
}

/// The schema files of the format.
public enum XMLSchemaFiles {
  /// The name and the text of every schema file that `forms` give.
  public static func all(_ forms: FormLibrary) -> [(name: String, text: String)] {
    forms.forms.map { ("report-\($0.edition).xsd", XSDGenerator.report($0)) }
      + [("batch.xsd", XSDGenerator.batch(forms.forms))]
  }
}

/// The names that XML documents and their schemas share: one definition for both.
enum XMLVocabulary {
  /// The namespace of reports of `edition`.
  static func namespace(edition: String) -> String { reportNamespacePrefix + edition }

  static let reportNamespacePrefix = "urn:nianbao:report:"
  static let batchNamespace = "urn:nianbao:batch:1"

  /// The parts of the header of a batch, in order.
  enum HeaderPart: String, CaseIterable {
    case sender, receiver, created
  }

  /// When a batch was made: a date, or a date and time, in ISO 8601.
  static let timestampPattern =
    "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?)?"
}
