internal import Glibc
public import ReportDiagnostics

/// The bytes of a file, of standard input or of memory, in chunks: flat memory for any size.
///
///     let source = try ByteSource(path: "reports.xml")
///     let prefix = try source.peek(65_536)        // to recognise the format; nothing is lost
///     while let chunk = try source.nextChunk() { parser.feed(chunk) }
public final class ByteSource {
  /// The path as the user gave it; `-` is standard input.
  public let path: String
  /// The size in bytes that the file claims to have, nil if it has none (a pipe, a device). For
  /// progress only: a file may grow, shrink or lie.
  public let size: Int?

  /// How many bytes were handed out so far.
  public private(set) var bytesTaken = 0

  /// Fills a buffer with the next bytes: how many, 0 at the end.
  public typealias Read = (UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int

  private let descriptor: Int32
  private let ownsDescriptor: Bool
  /// What stands in for the descriptor, if there is none.
  private let supply: Read?
  /// Of a regular file: what it was like when it was opened, and where in it the source begins.
  private let file: (stamp: FileStamp, start: Int)?
  private var buffer: UnsafeMutableRawBufferPointer
  /// The bytes of `buffer` that were read and not handed out yet.
  private var pending: Range<Int>
  private var isAtEnd = false

  /// How many bytes are read at once.
  static let chunkSize = 131_072
  private static let leastRoom = 4096

  /// Opens the file at `path`, or standard input for `-`.
  ///
  /// - Throws: `input-unreadable` when it cannot be opened, or is a folder.
  public convenience init(path: String) throws(Diagnostic) { try self.init(path: path, name: path) }

  /// Opens the file at `path`, or standard input for `-`.
  ///
  /// - Parameter name: what findings call it.
  /// - Throws: `input-unreadable` when it cannot be opened, or is a folder.
  public init(path: String, name: String) throws(Diagnostic) {
    self.path = name
    supply = nil
    if path == "-" {
      descriptor = 0
      ownsDescriptor = false
    } else {
      // A NUL byte would silently cut the path short.
      guard !path.utf8.contains(0) else { throw SystemError.unreadable(name, EINVAL) }
      let opened = SystemError.retrying { Int(open(path, O_RDONLY | O_CLOEXEC)) }
      guard opened >= 0 else { throw SystemError.unreadable(name, errno) }
      descriptor = Int32(opened)
      ownsDescriptor = true
    }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    if isKnown, status.st_mode & S_IFMT == S_IFDIR {
      if ownsDescriptor { close(descriptor) }
      throw SystemError.unreadable(name, EISDIR)
    }
    file =
      isKnown && status.st_mode & S_IFMT == S_IFREG
      ? (FileStamp(status), max(0, lseek(descriptor, 0, SEEK_CUR))) : nil
    size = file?.stamp.size
    // Room for a small file as a whole, and to see that it ends there.
    let room = size.map { $0 < Self.chunkSize ? max($0 + 1, Self.leastRoom) : Self.chunkSize }
    buffer = .allocate(byteCount: room ?? Self.chunkSize, alignment: 16)
    pending = 0..<0
  }

  /// Wraps bytes in memory.
  ///
  /// - Parameter name: what findings call them.
  public init(bytes: [UInt8], name: String) {
    path = name
    size = bytes.count
    descriptor = -1
    ownsDescriptor = false
    supply = nil
    file = nil
    isAtEnd = true
    buffer = .allocate(byteCount: max(bytes.count, 1), alignment: 16)
    buffer.copyBytes(from: bytes)
    pending = 0..<bytes.count
  }

  /// Takes bytes as something else supplies them, such as an entry of an archive that is inflated.
  ///
  /// - Parameters:
  ///   - name: what findings call them.
  ///   - size: how many there should be; nil if that is not known.
  ///   - read: gives the next of them.
  public init(name: String, size: Int?, read: @escaping Read) {
    path = name
    self.size = size
    descriptor = -1
    ownsDescriptor = false
    supply = read
    file = nil
    buffer = .allocate(byteCount: Self.chunkSize, alignment: 16)
    pending = 0..<0
  }

  deinit {
    buffer.deallocate()
    if ownsDescriptor { close(descriptor) }
  }

  /// The next bytes without taking them: `count` of them, or fewer if the source ends before.
  ///
  /// - Returns: a view that is valid until the next call of this source.
  /// - Throws: `input-unreadable`.
  public func peek(_ count: Int) throws(Diagnostic) -> UnsafeBufferPointer<UInt8> {
    while pending.count < count && !isAtEnd { try fill(atLeast: count) }
    return view(pending.lowerBound..<min(pending.upperBound, pending.lowerBound + max(count, 0)))
  }

  /// Takes the next bytes, as many as come at once; nil at the end.
  ///
  /// - Returns: a view that is never empty and valid until the next call of this source.
  /// - Throws: `input-unreadable`; `run-interrupted`, as all that reads on, while it waits.
  public func nextChunk() throws(Diagnostic) -> UnsafeBufferPointer<UInt8>? {
    if pending.isEmpty && !isAtEnd { try fill(atLeast: 1) }
    guard !pending.isEmpty else { return nil }
    let chunk = pending
    pending = chunk.upperBound..<chunk.upperBound
    bytesTaken += chunk.count
    return view(chunk)
  }

  /// Takes the next bytes, as many as come at once, but no more than `limit`; none at the end.
  ///
  /// - Returns: a view that is valid until the next call of this source.
  /// - Throws: `input-unreadable`.
  public func take(_ limit: Int) throws(Diagnostic) -> UnsafeBufferPointer<UInt8> {
    if pending.isEmpty && !isAtEnd { try fill(atLeast: 1) }
    let end = pending.lowerBound + min(pending.count, max(limit, 0))
    let part = pending.lowerBound..<end
    pending = end..<pending.upperBound
    bytesTaken += part.count
    return view(part)
  }

  /// Takes the next bytes, as many as come at once, and appends them to `bytes`: spares the copy that
  /// a view of them would be.
  ///
  /// - Parameter limit: how many there may be.
  /// - Returns: how many came; 0 at the end.
  /// - Throws: `input-unreadable`.
  public func append(to bytes: inout [UInt8], limit: Int) throws(Diagnostic) -> Int {
    guard pending.isEmpty, !isAtEnd, limit > 0, supply == nil, size != nil else {
      let part = try take(limit)
      bytes.append(contentsOf: part)
      return part.count
    }
    var result = 0
    bytes.append(addingCapacity: limit) { room in
      room.withUnsafeMutableBufferPointer { room, filled in
        result = SystemError.retrying { read(descriptor, room.baseAddress, limit) }
        filled = max(result, 0)
      }
    }
    guard result >= 0 else { throw SystemError.unreadable(path, errno) }
    if result == 0 { isAtEnd = true }
    bytesTaken += result
    return result
  }

  /// Takes all that is left.
  ///
  /// - Parameter limit: the number of bytes that must not be exceeded.
  /// - Throws: `input-unreadable`, `input-too-large`.
  public func readAll(limit: Int) throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    if let size, size <= limit { bytes.reserveCapacity(size) }
    while let chunk = try nextChunk() {
      guard chunk.count <= limit - bytes.count else {
        throw Diagnostic(
          .inputTooLarge, at: Place(source: path), ["path": path, "limit": String(limit)])
      }
      bytes.append(contentsOf: chunk)
    }
    return bytes
  }

  /// Whether all its bytes can be read again: they are in memory, or in a regular file.
  var isRepeatable: Bool { supply == nil && (file != nil || descriptor < 0) }

  /// Reads bytes again, or ahead, of a source that ``isRepeatable``: `offset` is counted from its
  /// first byte, whatever was taken. Any thread can do so.
  ///
  /// - Returns: how many; 0 at the end.
  /// - Throws: `input-unreadable`; `input-changed` if the file is not as it was when it was opened.
  func readAgain(
    into target: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(Diagnostic) -> Int {
    guard let file else {
      let part = buffer.dropFirst(offset).prefix(min(target.count, max(0, (size ?? 0) - offset)))
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: part))
      return part.count
    }
    let result = SystemError.retrying {
      pread(descriptor, target.baseAddress, target.count, file.start + offset)
    }
    guard result >= 0 else { throw SystemError.unreadable(path, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, FileStamp(status) == file.stamp else {
      throw Diagnostic(.inputChanged, at: Place(source: path), ["path": path])
    }
    return result
  }

  private func view(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeRawBufferPointer(rebasing: buffer[range]).assumingMemoryBound(to: UInt8.self)
  }

  /// Reads once behind the pending bytes, after making room for `count` bytes in all.
  private func fill(atLeast count: Int) throws(Diagnostic) {
    // What a file of the system has yet to give, as it claims: no more room is made for it before it
    // turns out to have more.
    let claimed = supply == nil ? size.map { $0 - bytesTaken } : nil
    if let claimed, pending.count <= claimed, claimed < count {
      makeRoom(for: claimed + 1)
    } else {
      makeRoom(for: count)
    }
    let free = UnsafeMutableRawBufferPointer(rebasing: buffer[pending.upperBound...])
    // What is no regular file may keep its reader waiting.
    if supply == nil, size == nil { try awaitBytes() }
    let result =
      try supply?(free)
      ?? SystemError.retrying { read(descriptor, free.baseAddress, free.count) }
    guard result >= 0 else { throw SystemError.unreadable(path, errno) }
    // Such a file gives less than is asked for at its end only; where that is where it was to be,
    // asking once more is spared.
    isAtEnd = result == 0 || (result < free.count && pending.count + result == claimed)
    pending = pending.lowerBound..<pending.upperBound + result
  }

  /// Waits until there is something to read, or the end, so that an interruption is noticed.
  private func awaitBytes() throws(Diagnostic) {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&wanted, 1, 200) == 0 || (wanted.revents == 0 && errno == EINTR) {
      if Interruption.isRequested { throw Diagnostic(.runInterrupted, at: Place(source: path)) }
    }
  }

  private func makeRoom(for count: Int) {
    if pending.isEmpty { pending = 0..<0 }
    guard pending.upperBound == buffer.count || pending.lowerBound + count > buffer.count else {
      return
    }
    let capacity = max(buffer.count, count)
    if capacity > buffer.count {
      let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
      larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[pending]))
      buffer.deallocate()
      buffer = larger
    } else if let base = buffer.baseAddress {
      base.copyMemory(from: base + pending.lowerBound, byteCount: pending.count)
    }
    pending = 0..<pending.count
  }
}
