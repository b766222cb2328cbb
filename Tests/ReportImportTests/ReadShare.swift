import ReportFormats
import Testing

/// How many of the numbers that several damaged documents print were read all the same.
///
/// What must hold of such a document is that no number becomes another one. A reader that reads
/// nothing keeps that law, too: therefore the tests expect a share as well.
struct ReadShare {
  private(set) var printed = 0
  private(set) var read = 0

  /// Counts the numbers of one document.
  mutating func count(read: Int, of printed: Int) {
    self.read += read
    self.printed += printed
  }

  /// Expects that at least `percent` percent were read.
  func expect(
    atLeast percent: Int, _ what: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      printed > 0 && read * 100 >= printed * percent,
      "\(what): \(read) of \(printed) numbers were read", sourceLocation: sourceLocation)
  }
}
