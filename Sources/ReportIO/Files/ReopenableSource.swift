internal import ReportDiagnostics

/// A source that can be read from its beginning again, by any thread, even while it is read for the
/// first time: from memory, from its file as long as that stays the same, or from a spool file into
/// which all that comes but once (standard input, a pipe, what is inflated) is copied on its way.
public final class ReopenableSource: @unchecked Sendable {
  /// The source for the one who reads first.
  public let first: ByteSource
  /// Nil where the first source gives its bytes again.
  private let spool: Guarded<Spool>?

  /// What was read of a source that gives its bytes but once.
  private struct Spool {
    let source: ByteSource
    var taken = 0
    var file: SpoolFile? = SpoolFile()
    /// Why nothing behind what was taken can be read.
    var failure: Diagnostic?
    /// Why what was taken cannot be read again: there was no room for it.
    var loss: Diagnostic?

    /// Reads what was taken before, or else takes more.
    mutating func read(
      into buffer: UnsafeMutableRawBufferPointer, at offset: Int
    ) throws(Diagnostic) -> Int {
      if offset < taken {
        if let loss { throw loss }
        return try file?.read(into: buffer, at: offset) ?? 0
      }
      if let failure { throw failure }
      do throws(Diagnostic) {
        let part = UnsafeRawBufferPointer(try source.take(buffer.count))
        buffer.copyMemory(from: part)
        keep(part)
        return part.count
      } catch {
        failure = error
        throw error
      }
    }

    /// Who reads first is not to fail for want of room: perhaps nobody reads again.
    private mutating func keep(_ part: UnsafeRawBufferPointer) {
      taken += part.count
      do throws(Diagnostic) {
        try file?.write(part)
      } catch {
        loss = error
        file = nil
      }
    }
  }

  /// Makes a source out of `source`, of which nothing has been taken yet.
  public init(_ source: ByteSource) {
    spool = source.isRepeatable ? nil : Guarded(Spool(source: source))
    first = spool.map { Self.reading($0, of: source) } ?? source
  }

  /// The same bytes from the beginning.
  ///
  /// Reading them throws `input-changed` if they are in a file that is no longer as it was when it was
  /// opened, and what writing a spool file throws if there was no room for one.
  public func reopen() -> ByteSource {
    if let spool { return Self.reading(spool, of: first) }
    let source = first
    var position = 0
    return ByteSource(name: source.path, size: source.size) { buffer throws(Diagnostic) in
      let count = try source.readAgain(into: buffer, at: position)
      position += count
      return count
    }
  }

  private static func reading(_ spool: Guarded<Spool>, of source: ByteSource) -> ByteSource {
    var position = 0
    return ByteSource(name: source.path, size: source.size) { buffer throws(Diagnostic) in
      let count = try spool.withValue { spool throws(Diagnostic) in
        try spool.read(into: buffer, at: position)
      }
      position += count
      return count
    }
  }
}
