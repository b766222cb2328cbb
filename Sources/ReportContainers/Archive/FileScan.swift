public import ReportIO
internal import Glibc
public import ReportDiagnostics

/// Looks for byte sequences in a file from front to back, a piece at a time.
struct FileScan {
  private let file: RandomAccessFile
  private var buffer: [UInt8] = []
  /// Where in the file the buffer begins.
  private var base = 0

  private static let size = 1 << 20

  init(_ file: RandomAccessFile) { self.file = file }

  /// Where `signature` next begins, at `offset` or behind; nil if nowhere.
  mutating func find(_ signature: [UInt8], from offset: Int) throws(Diagnostic) -> Int? {
    var offset = max(0, offset)
    while offset + signature.count <= file.size {
      if offset < base || offset + signature.count > base + buffer.count {
        buffer = try file.bytes(at: offset, count: Self.size)
        base = offset
        // The file became shorter while it was read.
        if buffer.count < signature.count { return nil }
      }
      let found = Self.first(signature, in: buffer, from: offset - base)
      if let found { return base + found }
      offset = base + buffer.count - signature.count + 1
    }
    return nil
  }

  private static func first(_ signature: [UInt8], in buffer: [UInt8], from offset: Int) -> Int? {
    buffer.withUnsafeBytes { all in
      guard let start = all.baseAddress, let first = signature.first else { return nil }
      var position = offset
      while position + signature.count <= all.count,
        let hit = memchr(start + position, Int32(first), all.count - position - signature.count + 1)
      {
        position = UnsafeRawPointer(hit) - start
        if memcmp(hit, signature, signature.count) == 0 { return position }
        position += 1
      }
      return nil
    }
  }

  /// The `count` bytes from `offset` on, or fewer at the end of the file.
  mutating func bytes(at offset: Int, count: Int) throws(Diagnostic) -> [UInt8] {
    if offset >= base, offset + count <= base + buffer.count {
      return Array(buffer[offset - base..<offset - base + count])
    }
    return try file.bytes(at: offset, count: count)
  }
}

/// How much work is put into places of a damaged file that look like entries and are none: a few
/// times what was passed of it, so that a file made to look like one entry inside the other takes no
/// more than its size in time.
struct ScanBudget {
  private var spent = 0
  /// Whether something was not tried for it.
  private(set) var isExhausted = false

  /// What a try costs at least.
  private static let least = 1024

  /// Whether another try is allowed at `offset`.
  mutating func allowsTry(at offset: Int) -> Bool {
    let isAllowed = spent <= 8 * offset + (64 << 20)
    if !isAllowed { isExhausted = true }
    return isAllowed
  }

  /// Notes what a try cost that came to nothing.
  mutating func spend(taken: Int, given: Int) { spent += max(Self.least, taken + given / 4) }
}

/// A file of a container that is proven by a digest in its own header.
public struct ScannedFile: Sendable {
  /// The path as the header gives it, checked to be safe; empty if it is not.
  public let name: String
  /// Where its header begins.
  public let offset: Int
  /// Where the next thing begins.
  public let end: Int
  /// The size of its content.
  public let size: Int
  /// SHA-256 of the content, in lower-case hex: as computed, and as its header has it.
  public let digest: String

  /// Makes a description of a file that was proven before.
  public init(name: String, offset: Int, end: Int, size: Int, digest: String) {
    self.name = name
    self.offset = offset
    self.end = end
    self.size = size
    self.digest = digest
  }
}

/// What stands at a place of a damaged container.
public enum ScanResult: Sendable {
  /// A file whose content has the digest of its header.
  case proven(ScannedFile)
  /// A header that can be read, of a file that cannot be proven, and why; the name may be empty.
  case unproven(name: String, offset: Int, Diagnostic)
}

/// Goes through a container that may be damaged anywhere, by what marks the beginnings of entries: no
/// directory, and nothing that stands elsewhere in the file, is needed.
public protocol ContainerScan: AnyObject {
  /// The next file that can be told; nil at the end.
  ///
  /// - Throws: `input-unreadable`.
  func next() throws(Diagnostic) -> ScanResult?

  /// The content of a file that was proven.
  ///
  /// - Throws: `input-unreadable`; an entry of the archive area if the file was changed since.
  func contents(of file: ScannedFile) throws(Diagnostic) -> ByteSource

  /// The content of a file that could not be proven, in pieces, some of which may still be read; nil
  /// unless its header tells how it is divided.
  ///
  /// - Parameter offset: where its header begins.
  func pieces(ofFileAt offset: Int) -> ChunkedData?

  /// Hands every name in what is left of a directory to `body`; to be called at the end.
  ///
  /// - Throws: `input-unreadable`.
  func forEachDirectoryName(_ body: (String) -> Void) throws(Diagnostic)

  /// Where it has come to.
  var position: Int { get }

  /// Whether something was passed over because the file is made to keep us busy.
  var isHostile: Bool { get }
}
