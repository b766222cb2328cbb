/// One finding: what (a catalogue entry and its arguments), where, and about which cell.
///
/// A diagnostic is *collected* when it is about the data of a report that exists, and *thrown* when
/// there is no report to give; it is the same value in both channels.
public struct Diagnostic: Error, Sendable, Hashable {
  /// The catalogue entry.
  public var kind: DiagnosticKind
  /// The severity; that of the kind unless a validation profile raised it.
  public var severity: Severity
  /// The place in the source.
  public var place: Place
  /// The id of the report the finding is about; empty if none or not known.
  public var report: String
  /// The cell as `table/row/column` codes, as far as known; empty if it is about no cell.
  public var cell: String
  /// The values for the placeholders of the message.
  public var arguments: [String: String]

  /// Makes a finding.
  public init(
    _ kind: DiagnosticKind, at place: Place = Place(), report: String = "", cell: String = "",
    _ arguments: [String: String] = [:]
  ) {
    self.kind = kind
    self.severity = kind.severity
    self.place = place
    self.report = report
    self.cell = cell
    self.arguments = arguments
  }

  /// The message in `language`, placeholders filled in.
  ///
  /// A placeholder without an argument stays as it is, so that a mistake in a call shows.
  public func message(in language: Language) -> String {
    let template = kind.message[language]
    var text = ""
    text.reserveCapacity(template.utf8.count + arguments.values.reduce(0) { $0 + $1.utf8.count })
    var rest = template[...]
    // Braces are ASCII: looked for byte by byte, which is many times as fast as by characters.
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
      text += rest[..<open]
      let afterOpen = rest.utf8.index(after: open)
      guard let close = rest.utf8[afterOpen...].firstIndex(of: UInt8(ascii: "}")) else {
        rest = rest[open...]
        break
      }
      let afterClose = rest.utf8.index(after: close)
      if let argument = arguments[String(rest[afterOpen..<close])] {
        text += argument
      } else {
        text += rest[open..<afterClose]
      }
      rest = rest[afterClose...]
    }
    text += rest
    return text
  }

  /// The same finding with the path of its source filled in, where it has none yet.
  public func inSource(_ source: String) -> Diagnostic {
    guard place.source.isEmpty else { return self }
    var copy = self
    copy.place.source = source
    return copy
  }

  /// The same finding with every line moved down by `lines`, for a scanner that saw only a part.
  public func movedDown(by lines: Int) -> Diagnostic {
    guard place.line > 0 else { return self }
    var copy = self
    copy.place.line += lines
    return copy
  }
}
