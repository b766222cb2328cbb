internal import Glibc
public import ReportDiagnostics

/// Standard output as the place of a result. Spooled, it prints nothing before it is committed, so
/// that a failed run leaves no half result in a pipe.
public final class StandardOutput: ByteSink {
  /// When the bytes go out.
  public enum Mode: Sendable {
    /// When committed; until then they are kept in memory, and beyond 1 MiB in a temporary file.
    case spooled
    /// At once.
    case streaming
  }

  /// What findings call it.
  public let path = "-"
  private let mode: Mode
  private var output: DescriptorWriter
  private var memory: [UInt8] = []
  /// The temporary file, which has no name any more.
  private var spool: DescriptorWriter?

  private static let memoryLimit = 1_048_576

  /// Begins an output.
  public convenience init(_ mode: Mode = .spooled) { self.init(mode, descriptor: 1) }

  /// Begins an output to another file descriptor, which stays open.
  init(_ mode: Mode, descriptor: Int32) {
    self.mode = mode
    output = DescriptorWriter(descriptor: descriptor, path: "-")
  }

  deinit { cancel() }

  /// Adds bytes.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(Diagnostic) {
    if mode == .streaming { return try output.write(bytes) }
    if spool == nil && memory.count + bytes.count <= Self.memoryLimit {
      memory.append(contentsOf: bytes)
      return
    }
    if spool == nil { spool = try Self.makeSpool() }
    try spool?.write(bytes)
  }

  /// Writes everything out.
  public func commit() throws(Diagnostic) {
    defer { cancel() }
    // What came first is in memory, even when there is a file.
    try memory.span.bytes.withUnsafeBytes { part throws(Diagnostic) in try output.write(part) }
    try copySpool()
    try output.flush()
  }

  /// Forgets what was not written out.
  public func cancel() {
    memory = []
    if let spool { close(spool.descriptor) }
    spool = nil
  }

  private func copySpool() throws(Diagnostic) {
    guard spool != nil else { return }
    try spool?.flush()
    guard let descriptor = spool?.descriptor else { return }
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 131_072, alignment: 16)
    defer { chunk.deallocate() }
    var offset = 0
    while true {
      let count = SystemError.retrying { pread(descriptor, chunk.baseAddress, chunk.count, offset) }
      if count < 0 { throw OutputError.diagnostic("-", errno) }
      if count == 0 { return }
      try output.write(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
      offset += count
    }
  }

  private static func makeSpool() throws(Diagnostic) -> DescriptorWriter {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    let path = OutputPath.temporary(beside: (folder.isEmpty ? "/tmp" : folder) + "/spool")
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw OutputError.diagnostic(path, errno) }
    unlink(path)
    return DescriptorWriter(descriptor: descriptor, path: path)
  }
}
