/// Where the pieces of deflate data begin that can be inflated one by one: each stands for the same
/// number of bytes, but for the last, and all but the last end in a full flush, so that none refers to
/// what is before it. For any other program the data are ordinary.
public struct ChunkTable: Sendable, Hashable {
  /// How many bytes each piece inflates to, but for the last.
  public let length: Int
  /// How many bytes of deflate data each piece has.
  public let sizes: [UInt16]

  /// The id of the extra field of ZIP that holds the table: a byte version 1, four bytes of length, and
  /// two bytes for the size of each piece.
  public static let field: UInt16 = 0x434E
  /// What every piece inflates to that we write: what dictzip allows at most is 58,315.
  static let writtenLength = 57_344
  private static let lengthLimit = 58_315
  /// How many pieces there may be, so that extra fields have room for them.
  static let countLimit = 32_000

  /// Makes a table; nil if no header has room for it.
  init?(length: Int, sizes: [UInt16]) {
    guard (1...Self.lengthLimit).contains(length), (1...Self.countLimit).contains(sizes.count)
    else { return nil }
    self.length = length
    self.sizes = sizes
  }

  /// How many bytes of deflate data there are.
  var storedSize: Int { sizes.reduce(0) { $0 + Int($1) } }

  /// Whether so many bytes can come of this: of nothing comes a single piece.
  func fits(size: Int) -> Bool {
    let least = sizes.count == 1 ? 0 : (sizes.count - 1) * length + 1
    return size >= least && size <= sizes.count * length
  }

  private var sizeBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * sizes.count)
    for size in sizes { LittleEndian.append(size, to: &bytes) }
    return bytes
  }

  private static func sizes(in bytes: ArraySlice<UInt8>) -> [UInt16] {
    stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map {
      UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
    }
  }

  // MARK: - ZIP

  /// The data of the extra field of ZIP.
  var zipData: [UInt8] {
    var data: [UInt8] = [1]
    LittleEndian.append(UInt32(length), to: &data)
    return data + sizeBytes
  }

  /// Reads the data of the extra field of ZIP; nil if they are not valid.
  init?(zipData data: [UInt8]) {
    guard data.count >= 7, data[0] == 1, data.count % 2 == 1 else { return nil }
    self.init(length: LittleEndian.four(data, 1), sizes: Self.sizes(in: data[5...]))
  }

  // MARK: - gzip

  /// The subfield of gzip's extra field as dictzip has it: `RA`, its size, a version, the length, the
  /// count and the sizes.
  var gzipField: [UInt8] {
    var field: [UInt8] = [UInt8(ascii: "R"), UInt8(ascii: "A")]
    for number in [6 + 2 * sizes.count, 1, length, sizes.count] {
      LittleEndian.append(UInt16(number), to: &field)
    }
    return field + sizeBytes
  }

  private static let gzipID = UInt16(UInt8(ascii: "R")) | UInt16(UInt8(ascii: "A")) << 8

  /// Whether the gzip member at `offset` has the subfield, right or wrong.
  public static func isStated(in file: RandomAccessFile, memberAt offset: Int) -> Bool {
    guard let head = try? file.bytes(at: offset, count: 12), head.count == 12, head[3] & 4 != 0,
      let extra = try? file.bytes(at: offset + 12, count: LittleEndian.two(head, 10))
    else { return false }
    return (ZIPNumbers.field(gzipID, in: extra) ?? nil) != nil
  }

  /// Finds the subfield in gzip's extra field; nil if there is none that is valid.
  init?(gzipExtra extra: [UInt8]) {
    // Subfields of gzip are built like extra fields of ZIP.
    guard let data = ZIPNumbers.field(Self.gzipID, in: extra) ?? nil, data.count >= 8,
      LittleEndian.two(data, 0) == 1, data.count == 6 + 2 * LittleEndian.two(data, 4)
    else { return nil }
    self.init(length: LittleEndian.two(data, 2), sizes: Self.sizes(in: data[6...]))
  }
}
