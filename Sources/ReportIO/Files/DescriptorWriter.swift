internal import Glibc
internal import ReportDiagnostics

/// Writes to a file descriptor through a buffer. A value that one owner holds; it does not close.
struct DescriptorWriter {
  let descriptor: Int32
  /// What findings call the output.
  let path: String
  private var buffer: [UInt8] = []

  private static let bufferSize = 131_072

  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
    _ = OutputError.signalsIgnored
  }

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(Diagnostic) {
    if buffer.count + bytes.count > Self.bufferSize { try flush() }
    if bytes.count >= Self.bufferSize {
      try Self.writeAll(bytes, to: descriptor, path)
    } else {
      buffer.append(contentsOf: bytes)
    }
  }

  mutating func flush() throws(Diagnostic) {
    let code = buffer.withUnsafeBytes { Self.writeAll($0, to: descriptor) }
    buffer.removeAll(keepingCapacity: true)
    if code != 0 { throw OutputError.diagnostic(path, code) }
  }

  private static func writeAll(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ path: String
  ) throws(Diagnostic) {
    let code = writeAll(bytes, to: descriptor)
    if code != 0 { throw OutputError.diagnostic(path, code) }
  }

  /// Writes everything, in as many calls as it takes; the error number, or 0.
  private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let written = SystemError.retrying { Glibc.write(descriptor, part.baseAddress, part.count) }
      if written < 0 { return errno }
      // A device that takes nothing and reports nothing would keep us here for ever.
      if written == 0 { return EIO }
      rest = rest.dropFirst(written)
    }
    return 0
  }
}
