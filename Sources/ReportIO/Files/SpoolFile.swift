internal import Glibc
public import ReportDiagnostics

/// Bytes that are kept until they are needed, in memory as long as they are few, else in a file
/// without a name beside the output: what a container writes behind the entries that it is about.
public final class SpoolFile {
  /// How many bytes there are.
  public private(set) var count = 0
  private let path: String
  private var memory: [UInt8] = []
  private var file: DescriptorWriter?
  /// The file of an output that can be taken up again.
  private let kept: PartialFile?

  /// How many bytes are kept in memory.
  static let memoryLimit = 1 << 20

  /// Makes an empty one.
  ///
  /// - Parameter output: the path of the output that it serves; its file lies in the same folder.
  public init(beside output: String) {
    path = output
    kept = nil
  }

  /// Makes one that lies in `partial` and goes on where that stopped.
  ///
  /// - Throws: an entry of the output area of the catalogue.
  public init(_ name: String, in partial: PartialOutput) throws(Diagnostic) {
    path = partial.target
    let kept = try partial.file(name)
    self.kept = kept
    count = kept.count
  }

  /// Makes an empty one for what is read, whose file lies in the folder for temporary files.
  public convenience init() {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    self.init(beside: (folder.isEmpty ? "/tmp" : folder) + "/spool")
  }

  deinit { if let file { close(file.descriptor) } }

  /// Adds bytes.
  ///
  /// - Throws: an entry of the output area of the catalogue.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(Diagnostic) {
    count += bytes.count
    if let kept { return try kept.write(bytes) }
    if file == nil, memory.count + bytes.count <= Self.memoryLimit {
      memory.append(contentsOf: bytes)
      return
    }
    if file == nil {
      var made = try makeFile()
      let kept = memory
      memory = []
      file = made
      try kept.span.bytes.withUnsafeBytes { part throws(Diagnostic) in try made.write(part) }
      try made.flush()
    }
    try file?.write(bytes)
  }

  /// Adds bytes.
  ///
  /// - Throws: an entry of the output area of the catalogue.
  public func write(_ bytes: [UInt8]) throws(Diagnostic) {
    try bytes.span.bytes.withUnsafeBytes { part throws(Diagnostic) in try write(part) }
  }

  /// The bytes of `range`, or all that were written, from front to back.
  ///
  /// - Parameter name: what findings call them.
  /// - Throws: an entry of the output area of the catalogue.
  public func source(named name: String, range: Range<Int>? = nil) throws(Diagnostic) -> ByteSource
  {
    let range = range ?? 0..<count
    var position = range.lowerBound
    return ByteSource(name: name, size: range.count) { buffer throws(Diagnostic) in
      let room = UnsafeMutableRawBufferPointer(
        rebasing: buffer.prefix(max(0, range.upperBound - position)))
      let got = try self.read(into: room, at: position)
      position += got
      return got
    }
  }

  /// The `count` bytes from `offset` on, or fewer at the end.
  ///
  /// - Throws: an entry of the output area of the catalogue.
  public func bytes(at offset: Int, count: Int) throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    let wanted = max(0, min(count, self.count - offset))
    try withUnsafeTemporaryAllocation(byteCount: min(max(1, wanted), 4096), alignment: 16) {
      buffer throws(Diagnostic) in
      while bytes.count < wanted {
        let room = UnsafeMutableRawBufferPointer(
          rebasing: buffer.prefix(wanted - bytes.count))
        let got = try read(into: room, at: offset + bytes.count)
        if got == 0 { return }
        bytes += room[..<got]
      }
    }
    return bytes
  }

  /// Reads the bytes from `offset` on, as many as come at once; none at the end.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(Diagnostic) -> Int {
    try file?.flush()
    try kept?.flush()
    if let kept { return try kept.read(into: buffer, at: offset) }
    guard let file else {
      let part = memory.dropFirst(offset).prefix(buffer.count)
      buffer.copyBytes(from: part)
      return part.count
    }
    let got = SystemError.retrying {
      pread(file.descriptor, buffer.baseAddress, buffer.count, offset)
    }
    guard got >= 0 else { throw OutputError.diagnostic(path, errno) }
    return got
  }

  private func makeFile() throws(Diagnostic) -> DescriptorWriter {
    let temporary = OutputPath.temporary(beside: path)
    let descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw OutputError.diagnostic(path, errno) }
    unlink(temporary)
    return DescriptorWriter(descriptor: descriptor, path: path)
  }
}
