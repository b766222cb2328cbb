internal import ReportDiagnostics
internal import ReportIO

/// What a reader of whole documents is given when it takes over: bytes that were read already, then
/// what the source still has.
final class XMLSupply {
  /// Whether what it gives is to be kept.
  var isKept = false {
    didSet { if !isKept { kept = [] } }
  }
  /// What it gave since, but for what was read twice.
  private var kept: [UInt8] = []
  /// What the source failed with already, if it did.
  let failure: Diagnostic?
  private let again: [UInt8]
  private let read: [UInt8]
  private var given = 0
  private let rest: ByteSource

  /// - Parameters:
  ///   - again: bytes that have been given to another, too.
  ///   - read: those that come next, as far as taken from `rest`.
  init(_ again: [UInt8], _ read: [UInt8] = [], then rest: ByteSource, _ failure: Diagnostic?) {
    self.again = again
    self.read = read
    self.rest = rest
    self.failure = failure
  }

  /// All it gave while that was kept, but for what was read twice, and what it has yet to give of
  /// what was read.
  var unread: [UInt8] { kept + read[max(0, given - again.count)...] }

  /// The bytes; to be read by one reader.
  var source: ByteSource {
    ByteSource(name: rest.path, size: nil) { buffer throws(Diagnostic) in try self.fill(buffer) }
  }

  private func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    if given < again.count { return copy(again[given...], to: buffer) }
    if given < again.count + read.count {
      return keep(buffer, copy(read[(given - again.count)...], to: buffer))
    }
    if let failure { throw failure }
    let taken = try rest.take(buffer.count)
    buffer.copyMemory(from: UnsafeRawBufferPointer(taken))
    return keep(buffer, taken.count)
  }

  private func copy(_ bytes: ArraySlice<UInt8>, to buffer: UnsafeMutableRawBufferPointer) -> Int {
    let part = bytes.prefix(buffer.count)
    buffer.copyBytes(from: part)
    given += part.count
    return part.count
  }

  private func keep(_ buffer: UnsafeMutableRawBufferPointer, _ count: Int) -> Int {
    if isKept { kept.append(contentsOf: buffer[..<count]) }
    return count
  }
}
