public import ReportIO
internal import ReportDiagnostics

/// A byte source that keeps the digest and the number of the bytes that it hands on.
public final class DigestedSource {
  /// How many bytes were handed on.
  public private(set) var count = 0
  private let source: ByteSource
  private let digest: MessageDigest
  /// What is left of the chunk that was taken last; valid until the next one is.
  private var rest = UnsafeRawBufferPointer(start: nil, count: 0)

  /// Wraps `source`, of which nothing must have been taken.
  public init(_ source: ByteSource, _ algorithm: MessageDigest.Algorithm = .sha256) {
    self.source = source
    digest = MessageDigest(algorithm)
  }

  /// The bytes as a source, which may be made once. It holds this object.
  public func makeSource() -> ByteSource {
    ByteSource(name: source.path, size: source.size) { buffer throws(Diagnostic) in
      try self.read(into: buffer)
    }
  }

  /// The digest of all that was handed on, in lower-case hex; nil when libcrypto does not provide the
  /// algorithm here. Asked for once, at the end.
  public func finish() -> String? { digest.finish() }

  private func read(into buffer: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    if rest.isEmpty {
      guard let chunk = try source.nextChunk() else { return 0 }
      rest = UnsafeRawBufferPointer(chunk)
      digest.update(rest)
    }
    let part = UnsafeRawBufferPointer(rebasing: rest.prefix(buffer.count))
    buffer.copyMemory(from: part)
    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.count))
    count += part.count
    return part.count
  }
}
