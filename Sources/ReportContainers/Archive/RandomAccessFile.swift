public import ReportIO
internal import Glibc
public import ReportDiagnostics

/// The bytes of a regular file, or of memory, read at any place: what archives are read from.
public final class RandomAccessFile: @unchecked Sendable {
  /// The path as the user gave it.
  public let path: String
  /// The size in bytes when it was opened.
  public let size: Int
  // Never changed after it was opened, and pread has no position to share.
  private let descriptor: Int32
  private let memory: [UInt8]

  /// Opens the file at `path`.
  ///
  /// - Throws: `input-unreadable`; also for what is no regular file, such as a pipe.
  public init(path: String) throws(Diagnostic) {
    self.path = path
    memory = []
    guard !path.utf8.contains(0) else { throw SystemError.unreadable(path, EINVAL) }
    let opened = SystemError.retrying { Int(open(path, O_RDONLY | O_CLOEXEC)) }
    guard opened >= 0 else { throw SystemError.unreadable(path, errno) }
    descriptor = Int32(opened)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      close(descriptor)
      throw SystemError.unreadable(path, isFolder ? EISDIR : ESPIPE)
    }
    size = Int(status.st_size)
  }

  /// Wraps bytes in memory.
  ///
  /// - Parameter name: what findings call them.
  public init(bytes: [UInt8], name: String) {
    path = name
    size = bytes.count
    descriptor = -1
    memory = bytes
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Fills `buffer` with the bytes from `offset` on.
  ///
  /// - Returns: how many there were: fewer than asked for at the end of the file, 0 behind it.
  /// - Throws: `input-unreadable`.
  public func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(Diagnostic) -> Int {
    guard offset >= 0 else { return 0 }
    if descriptor < 0 {
      guard offset < memory.count else { return 0 }
      let count = min(buffer.count, memory.count - offset)
      buffer.copyBytes(from: memory[offset..<offset + count])
      return count
    }
    var done = 0
    while done < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let count = SystemError.retrying {
        pread(descriptor, rest.baseAddress, rest.count, offset + done)
      }
      guard count >= 0 else { throw SystemError.unreadable(path, errno) }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// The `count` bytes from `offset` on, or fewer if the file ends before.
  ///
  /// - Throws: `input-unreadable`.
  public func bytes(at offset: Int, count: Int) throws(Diagnostic) -> [UInt8] {
    // What is asked for may come from the file itself: never take room for more than there is.
    let count = max(0, min(count, size - offset))
    var bytes = [UInt8](repeating: 0, count: count)
    var got = 0
    do {
      got = try bytes.withUnsafeMutableBytes { try read(into: $0, at: offset) }
    } catch let failure as Diagnostic {
      throw failure
    } catch {
      return []
    }
    return got == count ? bytes : Array(bytes.prefix(got))
  }

  /// The bytes from `offset` on as a source that is read from front to back.
  public func source(from offset: Int = 0) -> ByteSource {
    var position = offset
    return ByteSource(name: path, size: max(0, size - offset)) { buffer throws(Diagnostic) in
      let count = try self.read(into: buffer, at: position)
      position += count
      return count
    }
  }
}
