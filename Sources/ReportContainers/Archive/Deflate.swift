internal import CLibDeflate
internal import CZlib
internal import ReportDiagnostics

/// Deflate (RFC 1951) of whole buffers, by libdeflate.
///
/// Bytes are the same for the same version of the library; contents always.
public enum Deflate {
  /// The level of compression: higher ones are slow and gain nothing on reports.
  public static let level: Int32 = 6

  /// `bytes`, deflated as ``Deflater/deflate(_:)`` does it.
  public static func deflate(_ bytes: [UInt8]) -> [UInt8]? { Deflater().deflate(bytes) }

  /// What `bytes` inflate to, if that is `size` bytes and all of `bytes` is needed for it; else nil.
  /// The caller vouches for `size`: that much memory is taken.
  public static func inflate(_ bytes: [UInt8], size: Int) -> [UInt8]? {
    guard let decompressor = libdeflate_alloc_decompressor() else { return nil }
    defer { libdeflate_free_decompressor(decompressor) }
    var isSound = false
    let output = [UInt8](unsafeUninitializedCapacity: size) { output, count in
      var taken = 0
      var given = 0
      // libdeflate takes no null pointer, even for nothing.
      var spare: UInt8 = 0
      let result = bytes.withUnsafeBytes { input in
        withUnsafeMutablePointer(to: &spare) { spare in
          libdeflate_deflate_decompress_ex(
            decompressor, input.baseAddress, input.count, output.baseAddress ?? spare,
            output.count, &taken, &given)
        }
      }
      isSound = result == LIBDEFLATE_SUCCESS && taken == bytes.count && given == size
      count = isSound ? size : 0
    }
    return isSound ? output : nil
  }
}

/// Deflates whole buffers, one after the other, with the same memory: for one thread.
public final class Deflater {
  private let compressor: OpaquePointer?

  /// Makes one; without memory for it, it gives nil for everything.
  public init() { compressor = libdeflate_alloc_compressor(Deflate.level) }

  deinit { if let compressor { libdeflate_free_compressor(compressor) } }

  /// `bytes`, deflated, and never so small that readers take it for a bomb; nil when there is no
  /// memory for it.
  public func deflate(_ bytes: [UInt8]) -> [UInt8]? {
    guard let deflated = deflateWhole(bytes) else { return nil }
    if ArchiveLimits().admitsHalfOfRatio(bytes.count, of: deflated.count) { return deflated }
    var output: [UInt8] = []
    let isSound = try? bytes.span.bytes.withUnsafeBytes { all throws(Diagnostic) in
      try DeflateStream().step(all, isLast: true) { output += $0 }
    }
    return isSound == true ? output : nil
  }

  /// `bytes`, deflated, however small they get.
  func deflateWhole(_ bytes: [UInt8]) -> [UInt8]? {
    guard let compressor else { return nil }
    let bound = libdeflate_deflate_compress_bound(compressor, bytes.count)
    let output = [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      count = bytes.withUnsafeBytes {
        libdeflate_deflate_compress(
          compressor, $0.baseAddress, $0.count, output.baseAddress, output.count)
      }
    }
    return output.isEmpty ? nil : output
  }
}

/// The CRC-32 that ZIP and gzip use, computed as bytes come in.
public struct CRC32: Sendable, Hashable {
  /// The sum so far.
  public private(set) var value: UInt32 = 0

  /// The sum of nothing.
  public init() {}

  /// The sum of `bytes`.
  public init(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// Adds bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    value = libdeflate_crc32(value, start, bytes.count)
  }
}

/// Inflates raw deflate data in pieces, in flat memory.
final class InflateStream {
  /// What a step came to.
  enum Step {
    /// So many bytes were taken and given.
    case progress(taken: Int, given: Int)
    /// As before, and the data are complete.
    case end(taken: Int, given: Int)
    /// The data are not valid.
    case invalid
  }

  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    isReady = nianbaoBeginInflate(stream) == Z_OK
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Begins anew.
  func reset() { inflateReset(stream) }

  /// Inflates from `input` into `output` as far as either goes.
  func step(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Step {
    guard isReady else { return .invalid }
    let inputCount = min(input.count, 1 << 30)
    let outputCount = min(output.count, 1 << 30)
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(inputCount)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(outputCount)
    let result = CZlib.inflate(stream, Z_NO_FLUSH)
    let taken = inputCount - Int(stream.pointee.avail_in)
    let given = outputCount - Int(stream.pointee.avail_out)
    switch result {
    case Z_OK, Z_BUF_ERROR: return .progress(taken: taken, given: given)
    case Z_STREAM_END: return .end(taken: taken, given: given)
    default: return .invalid
    }
  }
}

/// Deflates in pieces, in flat memory. What would come out so small that readers take it for a bomb
/// (``ArchiveLimits``) is stored in parts, so that what we write can be read.
final class DeflateStream {
  private var taken = 0
  private var given = 0
  private var isStoring = false

  private let stream: UnsafeMutablePointer<z_stream>
  private var isSound: Bool
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
  /// How many bytes go into a piece that can be inflated alone; nil for no such pieces.
  private let pieceLength: Int?
  /// How many bytes the present piece has taken and what it begins with of what was given.
  private var takenOfPiece = 0
  private var startOfPiece = 0
  /// The sizes of the pieces before; one that is too large for the table makes it nil.
  private var pieceSizes: [UInt16]? = []

  /// - Parameter pieceLength: how many bytes go into each piece that can be inflated alone.
  init(pieceLength: Int? = nil) {
    self.pieceLength = pieceLength
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    isSound = nianbaoBeginDeflate(stream, Deflate.level) == Z_OK
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
    buffer.deallocate()
  }

  /// Deflates `input` and hands what comes of it to `take`; with `isLast`, all of it.
  ///
  /// - Returns: false when there is no memory for it.
  func step(
    _ input: UnsafeRawBufferPointer, isLast: Bool,
    take: (UnsafeRawBufferPointer) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Bool {
    // In small pieces, so that the ratio is watched closely.
    var rest = input[...]
    while rest.count > room {
      let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(room))
      guard try put(piece, isLast: false, take: take) else { return false }
      rest = rest.dropFirst(piece.count)
      // Only before more comes, so that the last piece is never empty.
      if takenOfPiece == pieceLength {
        guard try finishPiece(take: take) else { return false }
      }
    }
    return try put(UnsafeRawBufferPointer(rebasing: rest), isLast: isLast, take: take)
  }

  /// How many bytes are taken at once.
  private var room: Int {
    pieceLength.map { min(Self.pieceSize, $0 - takenOfPiece) } ?? Self.pieceSize
  }

  /// Where the pieces are, once all is done; nil if that was not wanted, or no table can say.
  var table: ChunkTable? {
    guard let pieceLength, let pieceSizes, let last = UInt16(exactly: given - startOfPiece) else {
      return nil
    }
    return ChunkTable(length: pieceLength, sizes: pieceSizes + [last])
  }

  private func finishPiece(
    take: (UnsafeRawBufferPointer) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Bool {
    stream.pointee.avail_in = 0
    guard try run(Z_FULL_FLUSH, take: take) else { return false }
    if let size = UInt16(exactly: given - startOfPiece), (pieceSizes?.count ?? 0) < 1 << 16 {
      pieceSizes?.append(size)
    } else {
      pieceSizes = nil
    }
    (takenOfPiece, startOfPiece) = (0, given)
    return true
  }

  private static let pieceSize = 65_536

  private func put(
    _ input: UnsafeRawBufferPointer, isLast: Bool,
    take: (UnsafeRawBufferPointer) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Bool {
    try chooseLevel(take: take)
    taken += input.count
    takenOfPiece += input.count
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(input.count)
    return try run(isLast ? Z_FINISH : Z_NO_FLUSH, take: take)
  }

  /// Deflates what was put in, and flushes as told.
  private func run(
    _ flush: Int32, take: (UnsafeRawBufferPointer) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Bool {
    var result = Z_OK
    repeat {
      stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(buffer.count)
      result = CZlib.deflate(stream, flush)
      isSound = isSound && (result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR)
      guard isSound else { return false }
      try hand(over: take)
    } while stream.pointee.avail_out == 0 || (flush == Z_FINISH && result != Z_STREAM_END)
    return true
  }

  private func hand(
    over take: (UnsafeRawBufferPointer) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let count = buffer.count - Int(stream.pointee.avail_out)
    given += count
    try take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
  }

  /// Stores the next piece if half of what readers put up with is reached.
  private func chooseLevel(
    take: (UnsafeRawBufferPointer) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let limits = ArchiveLimits()
    let wantsStoring =
      taken > limits.freeSize / 2 && !limits.admitsHalfOfRatio(taken, of: given)
    guard wantsStoring != isStoring else { return }
    isStoring = wantsStoring
    stream.pointee.avail_in = 0
    var result = Z_OK
    repeat {
      stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(buffer.count)
      result = deflateParams(stream, wantsStoring ? 0 : Deflate.level, Z_DEFAULT_STRATEGY)
      try hand(over: take)
    } while result == Z_BUF_ERROR && stream.pointee.avail_out == 0
  }
}
